"""Votes on reviews and reports about them; the author has neither."""

from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from store.changes import product_tag, publish
from store.database import Database, Statements
from store.deadlocks import begun_anew
from store.reviews.records import ReviewRecord, lock_review
from store.reviews.states import Status

VOTE = """
insert into review_votes (review_id, customer_id, helpful, voted_at) values ($1, $2, $3, $4)
on conflict (review_id, customer_id) do update set helpful = excluded.helpful, voted_at = excluded.voted_at
"""
COUNT = "select count(*) filter (where helpful), count(*) from review_votes where review_id = $1"
KEEP = "update reviews set helpful = $2, unhelpful = $3, helpfulness = $4 where id = $1"
REPORT = """
insert into review_reports (review_id, customer_id, reason, text, reported_at) values ($1, $2, $3, $4, $5)
on conflict (review_id, customer_id) do update
    set reason = excluded.reason, text = excluded.text, reported_at = excluded.reported_at, handled_at = null
"""
CONFIDENCE = 1.96
"""Standard deviations: 95 %."""


@dataclass(frozen=True, slots=True)
class NotThere:
    """There is no such published review."""


@dataclass(frozen=True, slots=True)
class OnesOwn:
    """Nobody votes on their own review or reports it."""


def wilson(helpful: int, votes: int) -> int:
    """The lower bound of the share of helpful votes (Wilson's, at 95 %), in millionths."""
    if not votes:
        return 0
    share, square = helpful / votes, CONFIDENCE**2
    spread = CONFIDENCE * sqrt(share * (1 - share) / votes + square / (4 * votes**2))
    return max(0, round(1_000_000 * (share + square / (2 * votes) - spread) / (1 + square / votes)))


@begun_anew
async def vote(
    database: Database, review: int, customer: int, helpful: bool | None, now: datetime
) -> ReviewRecord | NotThere | OnesOwn:
    """Say whether a review helped, say otherwise later, or take it back (None)."""
    async with database.transaction() as writing:
        found = await _lock(writing, review, customer)
        if not isinstance(found, ReviewRecord):
            return found
        if helpful is None:
            gone = "delete from review_votes where review_id = $1 and customer_id = $2"
            await writing.execute(gone, review, customer)
        else:
            await writing.execute(VOTE, review, customer, helpful, now)
        row = await writing.fetchrow(COUNT, review)
        yes, votes = tuple(row) if row else (0, 0)
        await writing.execute(KEEP, review, yes, votes - yes, wilson(yes, votes))
        await publish(writing, [product_tag(found.product_id)])
        return await lock_review(writing, review) or NotThere()


@begun_anew
async def report(
    database: Database, review: int, customer: int, reason: str, text: str | None, now: datetime
) -> ReviewRecord | NotThere | OnesOwn:
    """Have somebody of the shop look at a review; it stays until they did."""
    async with database.transaction() as writing:
        found = await _lock(writing, review, customer)
        if isinstance(found, ReviewRecord):
            await writing.execute(REPORT, review, customer, reason, text, now)
        return found


async def _lock(writing: Statements, review: int, customer: int) -> ReviewRecord | NotThere | OnesOwn:
    found = await lock_review(writing, review)
    if found is None or found.status is not Status.PUBLISHED:
        return NotThere()
    return OnesOwn() if found.customer_id == customer else found
