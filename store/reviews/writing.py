"""Writing, editing and withdrawing a review.

Locks are taken in one order by everyone: customer, product, review.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from store.database import Database, Statements
from store.deadlocks import begun_anew
from store.reviews.counting import lock_products, shift
from store.reviews.judging import judge, read_signs
from store.reviews.policies import read_review_policy
from store.reviews.records import ReviewRecord, find_own_review, lock_review, read_reviews
from store.reviews.states import EDITABLE, Status
from store.reviews.wording import digest_of

CUSTOMER = "select id from customers where id = $1 and erased_at is null for share"
PURCHASE = """
select line.id, line.variant_id, bought.region
from order_lines line join orders bought on bought.id = line.order_id
where line.product_id = $1 and (bought.customer_id = $2 or (bought.id = $4 and bought.customer_id is null))
    and coalesce(line.delivered_at, bought.delivered_at) <= $3
    and not exists (select from reviews other join order_lines theirs on theirs.id = other.order_line_id
        where other.product_id = $1 and theirs.order_id = bought.id)
order by coalesce(line.delivered_at, bought.delivered_at) desc, line.id desc limit 1
"""
INSERT = """
insert into reviews (product_id, customer_id, variant_id, order_line_id, verified, region, language, rating,
    title, body, digest, status, reason, created_at, helpful, unhelpful, helpfulness)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, 0) returning id
"""
UPDATE = """
update reviews set rating = $2, title = $3, body = $4, digest = $5, language = $6, status = $7, reason = $8,
    edited_at = $9
where id = $1
"""
KEEP_VERSION = """
insert into review_versions (review_id, staff_id, at, rating, title, body, status, reason)
select id, $2, $3, rating, title, body, status, reason from reviews where id = $1 returning id
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What a customer says: 1 to 5 stars, tidied texts, and the language that they are in (a primary tag).

    `detected`: software found the language, and their author hasn't said it.
    """

    rating: int
    title: str | None
    body: str
    language: str
    detected: bool = False


@dataclass(frozen=True, slots=True)
class UnknownThing:
    """There is no such product or review, or the review isn't this customer's."""


@dataclass(frozen=True, slots=True)
class AlreadyReviewed:
    """The customer's review of this product; it can be edited."""

    review_id: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The review can't be changed any more: it was removed, or the time for edits is over."""


@begun_anew
async def submit(
    database: Database,
    product: int,
    customer: int,
    words: Words,
    region: str,
    now: datetime,
    *,
    guest_order: int | None = None,
) -> ReviewRecord | UnknownThing | AlreadyReviewed:
    """Write a review. `region` is where it is written; that of the purchase goes before it.

    `guest_order` is an order without a customer that the author has a code for: it verifies one review of
    each of its products, as an order of their own does.
    """
    async with database.transaction() as writing:
        there = await writing.fetchval(CUSTOMER, customer)
        if there is None or not await lock_products(writing, [product]):
            return UnknownThing()
        mine = await find_own_review(writing, product, customer)
        if mine is not None:
            return AlreadyReviewed(mine)
        bought = await writing.fetchrow(PURCHASE, product, customer, now, guest_order)
        policy = await read_review_policy(writing, region, now)
        signs = await read_signs(writing, words.body, product, customer, now)
        verdict = judge(words.title, words.body, signs, policy, verified=bought is not None)
        review = await writing.fetchval(
            INSERT, product, customer, bought and bought["variant_id"], bought and bought["id"],
            bought is not None, bought["region"] if bought else region, words.language, words.rating,
            words.title, words.body, digest_of(words.body), verdict.status, verdict.reason, now,
        )  # fmt: skip
        return await _finish(writing, review, None, now)


@begun_anew
async def edit(
    database: Database, review: int, customer: int, words: Words, now: datetime
) -> ReviewRecord | UnknownThing | Closed:
    """Put other words in the place of a review's; they are judged anew.

    A language that was detected never replaces one of the same text, which somebody may have corrected.
    """
    async with database.transaction() as writing:
        before = await _lock(writing, review, customer)
        if before is None:
            return UnknownThing()
        policy = await read_review_policy(writing, before.region, now)
        if before.status not in EDITABLE or now > before.created_at + policy.edit_window:
            return Closed()
        if before.status is Status.REJECTED:
            policy = replace(policy, publish_first=False)
        signs = await read_signs(writing, words.body, before.product_id, customer, now)
        verdict = judge(words.title, words.body, signs, policy, verified=before.verified)
        kept = words.detected and words.body == before.body
        language = before.language if kept else words.language
        await writing.execute(
            UPDATE, review, words.rating, words.title, words.body, digest_of(words.body), language,
            verdict.status, verdict.reason, now,
        )  # fmt: skip
        return await _finish(writing, review, before, now)


@begun_anew
async def withdraw(database: Database, review: int, customer: int) -> UnknownThing | Closed | None:
    """Delete a review with its history and votes. What was removed stays, so that it isn't written again."""
    async with database.transaction() as writing:
        before = await _lock(writing, review, customer)
        if before is None:
            return UnknownThing()
        if before.status not in EDITABLE:
            return Closed()
        await writing.execute("delete from reviews where id = $1", review)
        await shift(writing, before.product_id, before.cell, None)
        return None


async def keep_version(writing: Statements, review: int, staff: int | None, now: datetime) -> int:
    """Note how a review stands now; `staff` decided it. The version's number."""
    version: int = await writing.fetchval(KEEP_VERSION, review, staff, now)
    return version


async def _lock(writing: Statements, review: int, customer: int) -> ReviewRecord | None:
    """The customer's review, held with its product; None if it is somebody else's."""
    known = (await read_reviews(writing, [review])).get(review)
    if known is None or known.customer_id != customer:
        return None
    await lock_products(writing, [known.product_id])
    held = await lock_review(writing, review)
    return held if held is not None and held.customer_id == customer else None


async def _finish(
    writing: Statements, review: int, before: ReviewRecord | None, now: datetime
) -> ReviewRecord:
    """Keep the version, count it, tell everyone; the review as it now stands."""
    await keep_version(writing, review, None, now)
    after = (await read_reviews(writing, [review]))[review]
    await shift(writing, after.product_id, before.cell if before else None, after.cell)
    return after
