"""What people of the shop do about reviews: look through what waits, decide with a reason, reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.audit import record
from store.changes import product_tag, publish
from store.database import Database, Statements
from store.deadlocks import begun_anew
from store.reviews.counting import lock_products, shift
from store.reviews.records import (
    COLUMNS,
    ReviewRecord,
    lock_review,
    read_reviews,
)
from store.reviews.states import TABLE, Decision, Reason
from store.reviews.telling import tell_author
from store.reviews.writing import keep_version

DECIDE = "update reviews set status = $2, reason = $3, decided_at = $4 where id = $1"
HANDLED = "update review_reports set handled_at = $2 where review_id = $1 and handled_at is null"
REPLY = """
insert into review_replies (review_id, staff_id, language, text, written_at) values ($1, $2, $3, $4, $5)
on conflict (review_id, language) do update
    set staff_id = excluded.staff_id, text = excluded.text, written_at = excluded.written_at
"""
WAITING = f"""
select {COLUMNS}
from reviews r
where ($1::text[] is null or r.region = any($1)) and r.id > $2
    and (r.status = 'PENDING'
        or r.id in (select review_id from review_reports where handled_at is null))
order by r.id limit $3
"""


@dataclass(frozen=True, slots=True)
class Impossible:
    """There is no such review, or from its state this decision leads nowhere."""


@begun_anew
async def decide(
    database: Database,
    review: int,
    decision: Decision,
    reason: Reason | None,
    staff: int | None,
    now: datetime,
) -> ReviewRecord | Impossible:
    """Publish, reject or remove a review; what was reported about it is handled by that."""
    known = (await read_reviews(database, [review])).get(review)
    if known is None:
        return Impossible()
    async with database.transaction() as writing:
        await lock_products(writing, [known.product_id])
        before = await lock_review(writing, review)
        allowed, status = TABLE[decision]
        if before is None or before.status not in allowed:
            return Impossible()
        why = None if decision is Decision.PUBLISH else reason
        await writing.execute(DECIDE, review, status, why, now)
        await writing.execute(HANDLED, review, now)
        version = await keep_version(writing, review, staff, now)
        after = (await read_reviews(writing, [review]))[review]
        await shift(writing, after.product_id, before.cell, after.cell)
        states = ({"status": before.status, "reason": before.reason}, {"status": status, "reason": why})
        await record(writing, staff, "review.decide", f"review:{review}", *states, now, region=after.region)
        await tell_author(writing, review, version, now)
        return after


@begun_anew
async def dismiss_reports(database: Database, review: int, staff: int | None, now: datetime) -> None:
    """Leave a reported review as it is."""
    async with database.transaction() as writing:
        await writing.execute(HANDLED, review, now)
        await record(writing, staff, "review.dismiss", f"review:{review}", None, None, now)


@begun_anew
async def correct_language(
    database: Database, review: int, language: str, staff: int | None, now: datetime
) -> ReviewRecord | Impossible:
    """Say which language (a primary tag) a review is written in; it is counted under that one."""
    known = (await read_reviews(database, [review])).get(review)
    if known is None:
        return Impossible()
    async with database.transaction() as writing:
        await lock_products(writing, [known.product_id])
        before = await lock_review(writing, review)
        if before is None:
            return Impossible()
        await writing.execute("update reviews set language = $2 where id = $1", review, language)
        after = (await read_reviews(writing, [review]))[review]
        await shift(writing, after.product_id, before.cell, after.cell)
        told = ({"language": before.language}, {"language": language})
        await record(writing, staff, "review.language", f"review:{review}", *told, now, region=after.region)
        return after


@begun_anew
async def reply(
    database: Database, review: int, language: str, text: str, staff: int | None, now: datetime
) -> ReviewRecord | Impossible:
    """Answer a review in one language, in the place of an earlier answer in it."""
    async with database.transaction() as writing:
        found = await lock_review(writing, review)
        if found is None:
            return Impossible()
        await writing.execute(REPLY, review, staff, language, text, now)
        told = {"language": language, "text": text}
        await record(writing, staff, "review.reply", f"review:{review}", None, told, now, region=found.region)
        await publish(writing, [product_tag(found.product_id)])
        return (await read_reviews(writing, [review]))[review]


async def read_queue(
    reading: Statements, most: int, *, above: int = 0, regions: Sequence[str] | None = None
) -> list[ReviewRecord]:
    """What waits for somebody, the oldest first: held reviews, and published ones that were reported."""
    chosen = None if regions is None else list(regions)
    return [*map(ReviewRecord, await reading.fetch_for_values(WAITING, chosen, above, most))]
