"""Strikes, closed warehouses and delays, as staff told them: what they do to promises, and their words.

They are few and dated. Nothing is overwritten: one that is over sooner is withdrawn and told anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from regions.promise import Disruption, Stage
from store.audit import record
from store.changes import publish, publish_everything, storefront_tag
from store.database import Database, Statements

LOOK_BACK = timedelta(days=2)
"""Local days begin and end at other instants than ours."""

READ = """
select id, region, method, stage, country, subdivision, since, until, extra_days, texts::text as texts
from delivery_notices where withdrawn_at is null and until >= $1 order by id
"""
LIST = """
select id, region, method, stage, country, subdivision, since, until, extra_days, texts::text as texts
from delivery_notices where withdrawn_at is null and until >= $1
and ($2::text[] is null or region is null or region = any($2)) order by since, id limit $3
"""
WRITE = """
insert into delivery_notices (region, method, stage, country, subdivision, since, until, extra_days, texts,
    written_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10) returning id
"""
WITHDRAW = """
update delivery_notices set withdrawn_at = $2 where id = $1 and withdrawn_at is null
returning region, until
"""
FIND_REGION = "select region from delivery_notices where id = $1 and withdrawn_at is null"


@dataclass(frozen=True, slots=True)
class DeliveryNotice:
    """A disruption with what shoppers are told of it, by language. ``region``, ``method`` None: all."""

    disruption: Disruption
    texts: Mapping[str, str]
    region: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Disruptions:
    """All that are known now."""

    notices: tuple[DeliveryNotice, ...] = ()

    def of(self, region: str, method: str) -> tuple[Disruption, ...]:
        """Those that concern a way of delivery of a shop."""
        return tuple(
            notice.disruption
            for notice in self.notices
            if notice.region in (None, region) and notice.method in (None, method)
        )

    def texts_of(self, disruption: Disruption) -> Mapping[str, str]:
        """What shoppers are told of one, by language."""
        return next(each.texts for each in self.notices if each.disruption.id == disruption.id)


async def read_disruptions(statements: Statements, now: datetime) -> Disruptions:
    """Those that aren't over. One statement."""
    rows = await statements.fetch(READ, (now - LOOK_BACK).date())
    return Disruptions(tuple(_notice(row) for row in rows))


async def list_notices(
    statements: Statements, now: datetime, regions: frozenset[str] | None, most: int
) -> list[DeliveryNotice]:
    """Those that aren't over, the earliest first; those of all regions and of these (None: of every one)."""
    told = None if regions is None else list(regions)
    rows = await statements.fetch(LIST, (now - LOOK_BACK).date(), told, most)
    return [_notice(row) for row in rows]


async def tell_notice(database: Database, notice: DeliveryNotice, actor: int | None, now: datetime) -> int:
    """Have promises follow a notice from now on; its number. Its disruption's own number doesn't matter."""
    each, texts = notice.disruption, orjson.dumps(dict(notice.texts)).decode()
    async with database.transaction() as writing:
        number: int = await writing.fetchval(
            WRITE, notice.region, notice.method, each.stage, each.country, each.subdivision, each.since,
            each.until, each.extra_days, texts, now,
        )  # fmt: skip
        await _note(writing, number, None, _facts(notice), notice.region, actor, now)
    return number


async def region_of_notice(statements: Statements, number: int) -> tuple[bool, str | None]:
    """Whether there is a notice with a number, and whose shop it concerns."""
    row = await statements.fetchrow(FIND_REGION, number)
    return row is not None, None if row is None else row["region"]


async def withdraw_notice(database: Database, number: int, actor: int | None, now: datetime) -> bool:
    """Let promises no longer follow a notice; False if none with this number does."""
    async with database.transaction() as writing:
        row = await writing.fetchrow(WITHDRAW, number, now)
        if row is None:
            return False
        before = {"until": row["until"].isoformat()}
        await _note(writing, number, before, {"withdrawn_at": now.isoformat()}, row["region"], actor, now)
        return True


def _facts(notice: DeliveryNotice) -> dict[str, Any]:
    each = notice.disruption
    return {
        "stage": each.stage,
        "since": each.since.isoformat(),
        "until": each.until.isoformat(),
        "extra_days": each.extra_days,
        "country": each.country,
        "subdivision": each.subdivision,
        "method": notice.method,
        "texts": dict(notice.texts),
    }


async def _note(
    writing: Statements,
    number: int,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    region: str | None,
    actor: int | None,
    now: datetime,
) -> None:
    """The trail, and whose kept answers are wrong now."""
    subject = f"delivery-notice:{number}"
    await record(writing, actor, "delivery.notice", subject, before, after, now, region=region)
    if region is None:
        await publish_everything(writing)
    else:
        await publish(writing, [storefront_tag(region)])


def _notice(row: Any) -> DeliveryNotice:
    disruption = Disruption(
        id=row["id"],
        stage=Stage(row["stage"]),
        since=row["since"],
        until=row["until"],
        extra_days=row["extra_days"],
        country=row["country"],
        subdivision=row["subdivision"],
    )
    return DeliveryNotice(disruption, orjson.loads(row["texts"]), row["region"], row["method"])
