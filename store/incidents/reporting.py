"""Reports of problems by people who received the product; enough of one kind pull the cord."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from store.database import Database, Statements
from store.deadlocks import begun_anew
from store.incidents.independence import Witness, count_independent
from store.incidents.policies import Problem, read_cord_policy
from store.incidents.pulling import open_incident
from store.incidents.shelf import Area, lock_product
from store.incidents.telling import thank_reporters
from store.refusals import digest_of_email
from store.words import fold

RECEIVED = """
select bought.customer_id, bought.email, bought.region, bought.document->'address' as address
from orders bought join order_lines line on line.order_id = bought.id
where bought.id = $1 and ($2::bigint is null or bought.customer_id = $2) and line.product_id = $3
    and coalesce(line.delivered_at, bought.delivered_at) <= $4
limit 1
"""
INSERT = """
insert into problem_reports (product_id, order_id, customer_id, email_digest, address_digest, kind, text,
    reported_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (order_id, product_id, kind) do update set text = excluded.text
"""
OPEN = """
select id from incidents
where product_id = $1 and closed_at is null and variant_id is null and region is null
order by id limit 1
"""
SINCE = """
select customer_id, email_digest, address_digest from problem_reports
where product_id = $1 and kind = $2 and reported_at > $3 and incident_id is null
order by id
"""
JOIN = """
update problem_reports set incident_id = $1 where product_id = $2 and kind = $3 and incident_id is null
returning id
"""
PLACE = ("country", "postal_code", "city", "street_address")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What somebody reports about a product of an order.

    `customer` None: a guest, who has shown the order's token; the caller has asked whether it opens it.
    """

    product: int
    order: int
    customer: int | None
    kind: Problem
    text: str | None


@dataclass(frozen=True, slots=True)
class Reported:
    """The report is kept; `pulled` is true once the product isn't sold any more, by this or another one."""

    pulled: bool


@dataclass(frozen=True, slots=True)
class NotReceived:
    """The product wasn't delivered to this person with this order."""


@begun_anew
async def report_problem(database: Database, trouble: Trouble, now: datetime) -> Reported | NotReceived:
    """Keep a report, and pull the product from every shop in the same transaction if it is one too many.

    What is reported of an incident that is open joins it; a closed one's reports don't count again. Whoever
    is part of an incident is thanked.
    """
    async with database.transaction() as writing:
        if not await lock_product(writing, trouble.product):
            return NotReceived()
        told = (trouble.order, trouble.customer, trouble.product)
        bought = await writing.fetchrow(RECEIVED, *told, now)
        if bought is None:
            return NotReceived()
        region, customer, email = bought["region"], bought["customer_id"], digest_of_email(bought["email"])
        place = _address_digest(bought["address"], customer or f"order {trouble.order}")
        report = (trouble.product, trouble.order, customer, email, place, trouble.kind, trouble.text)
        await writing.execute(INSERT, *report, now)
        incident = await writing.fetchval(OPEN, trouble.product)
        if incident is None and await _is_enough(writing, trouble, region, now):
            incident = await open_incident(writing, Area(trouble.product), trouble.kind, region, now)
        if incident is not None:
            joined = await writing.fetch(JOIN, incident, trouble.product, trouble.kind)
            await thank_reporters(writing, [row["id"] for row in joined], now)
        return Reported(incident is not None)


async def _is_enough(writing: Statements, trouble: Trouble, region: str, now: datetime) -> bool:
    """Whether so many as the region's policy says have reported this, wherever they live."""
    policy = await read_cord_policy(writing, trouble.kind, region, now)
    if not policy.reporters:
        return False
    rows = await writing.fetch(SINCE, trouble.product, trouble.kind, now - policy.within)
    return count_independent([Witness(*row) for row in rows]) >= policy.reporters


def _address_digest(address: str | None, person: object) -> str:
    """Of the place where it was delivered; what has none (a download) counts for its buyer."""
    found: Mapping[str, Any] | None = orjson.loads(address) if address else None
    place = "".join(fold(str(found.get(part) or "")) for part in PLACE) if found else f"customer {person}"
    letters = "".join(character for character in place if character.isalnum())
    return sha256(letters.encode()).hexdigest()
