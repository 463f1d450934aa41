"""Pulling the cord, working on what is pulled, and confirming that it may be sold again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from regions.lawbook import LawBook
from store.audit import record
from store.changes import publish, tags_of
from store.database import Database, Statements
from store.deadlocks import begun_anew
from store.documents import refresh_documents
from store.incidents.policies import read_cord_policy
from store.incidents.shelf import Area, lock_product, take_off
from store.incidents.telling import tell_staff
from store.markets import ground
from store.pricing import Pricer
from store.shelf import refresh_shelf, shelving

INSERT = """
insert into incidents (product_id, variant_id, region, kind, reason, opened_at, opened_by_id)
values ($1, $2, $3, $4, $5, $6, $7) returning id
"""
WRITE_NOTE = "insert into incident_notes (incident_id, staff_id, kind, text, at) values ($1, $2, $3, $4, $5)"
FIND = "select product_id, kind, opened_by_id, region from incidents where id = $1 and closed_at is null"
CLOSE = (
    "update incidents set closed_at = $2, closed_by_id = $3 where id = $1 and closed_at is null returning id"
)


@unique
class Note(StrEnum):
    """What an entry in an incident's history tells."""

    PULLED = "PULLED"
    CAUSE = "CAUSE"
    CORRECTION = "CORRECTION"
    NOTE = "NOTE"
    CONFIRMED = "CONFIRMED"


@dataclass(frozen=True, slots=True)
class UnknownIncident:
    """There is no such open incident, or no such product."""


@dataclass(frozen=True, slots=True)
class SomebodyElse:
    """Who pulled the cord doesn't confirm that the cause is gone: somebody else has to."""


@begun_anew
async def pull(
    database: Database, area: Area, kind: str, reason: str, staff: int, home: str, now: datetime
) -> int | UnknownIncident:
    """Pull the cord as an employee: nobody is asked first. The incident's number.

    `home` is the region that letters to staff of all regions come from.
    """
    async with database.transaction() as writing:
        if not await lock_product(writing, area.product):
            return UnknownIncident()
        return await open_incident(writing, area, kind, home, now, reason=reason, staff=staff)


async def open_incident(
    writing: Statements,
    area: Area,
    kind: str,
    home: str,
    now: datetime,
    *,
    reason: str | None = None,
    staff: int | None = None,
) -> int:
    """Take an area off the shelf, open an incident and tell the staff; the caller holds the product."""
    told = (area.variant, area.region, kind, reason, now, staff)
    incident: int = await writing.fetchval(INSERT, area.product, *told)
    await write_note(writing, incident, Note.PULLED, reason, staff, now)
    await take_off(writing, area, now)
    opened = {"incident": incident, "kind": kind, "variant": area.variant, "reason": reason}
    subject = f"product:{area.product}"
    await record(writing, staff, "cord.pull", subject, None, opened, now, region=area.region)
    await tell_staff(writing, incident, home, now)
    return incident


async def write_note(
    writing: Statements, incident: int, kind: Note, text: str | None, staff: int | None, now: datetime
) -> None:
    """Add to an incident's history: a cause that was found, what was corrected, anything else."""
    await writing.execute(WRITE_NOTE, incident, staff, kind, text, now)


async def confirm(
    database: Database, book: LawBook, incident: int, text: str | None, staff: int, now: datetime
) -> UnknownIncident | SomebodyElse | None:
    """Confirm that the cause is gone; what nothing else holds back is sold again."""
    pricer = Pricer(book, now)
    async with shelving(database, pricer) as writing:
        found = await writing.fetchrow(FIND, incident)
        if found is None:
            return UnknownIncident()
        policy = await read_cord_policy(writing, found["kind"], found["region"], now)
        if policy.confirm_by_other and found["opened_by_id"] == staff:
            return SomebodyElse()
        product = found["product_id"]
        await lock_product(writing, product)
        if await writing.fetchval(CLOSE, incident, now, staff) is None:
            return UnknownIncident()
        await write_note(writing, incident, Note.CONFIRMED, text, staff, now)
        await refresh_shelf(writing, [product], pricer)
        await refresh_documents(writing, [product], ground(book).languages)
        await publish(writing, await tags_of(writing, [product]))
        closed = {"incident": incident, "text": text}
        subject = f"product:{product}"
        await record(writing, staff, "cord.confirm", subject, None, closed, now, region=found["region"])
        return None
