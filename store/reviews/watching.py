"""Noticing what comes into the queue of reviews and what leaves it, whichever process writes it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass

from store.database import Database

PAUSE = 1.0
"""Seconds between two looks."""

WAITING = """
select r.id, concat_ws(' ', r.status, r.edited_at, (
    select count(*) from review_reports report where report.review_id = r.id and report.handled_at is null
)) as state
from reviews r
where ($1::text[] is null or r.region = any($1))
    and (r.status = 'PENDING' or r.id in (select review_id from review_reports where handled_at is null))
"""


@dataclass(frozen=True, slots=True)
class QueueChange:
    """Reviews that have begun to wait, or wait for something else; those that don't any more; how many do."""

    waiting: int
    came: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


Regions = Callable[[], Awaitable[Collection[str] | None]]
"""The regions to look at now, None for all; raises what ends the watch."""


async def watch_queue(
    database: Database, regions: Regions, pause: float = PAUSE
) -> AsyncIterator[QueueChange]:
    """Say at once how many wait, and then whatever changes, until `regions` raises.

    It looks once a second along indexes of what waits, which misses nothing that happens while a connection
    is lost.
    """
    known = await _look(database, await regions())
    yield QueueChange(len(known))
    while True:
        await asyncio.sleep(pause)
        now = await _look(database, await regions())
        came = tuple(sorted(number for number, state in now.items() if known.get(number) != state))
        left = tuple(sorted(known.keys() - now.keys()))
        known = now
        if came or left:
            yield QueueChange(len(now), came, left)


async def _look(database: Database, regions: Collection[str] | None) -> dict[int, str]:
    """What waits, and for what."""
    rows = await database.fetch(WAITING, None if regions is None else sorted(regions))
    return {row["id"]: row["state"] for row in rows}
