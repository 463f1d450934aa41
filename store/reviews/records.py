"""A review as it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from store.catalog.texts import Text
from store.database import Statements
from store.reviews.counting import Cell
from store.reviews.states import Reason, Status

COLUMNS = """r.id, r.product_id, r.customer_id, r.variant_id, r.verified, r.region, r.language, r.rating,
    r.title, r.body, r.status, r.reason, r.created_at, r.edited_at, r.helpful, r.unhelpful, r.helpfulness"""
AUTHOR = "(select c.public_name from customers c where c.id = r.customer_id) as author"
REPLIES = """(select json_agg(json_build_array(y.language, y.text) order by y.id)::text
    from review_replies y where y.review_id = r.id) as replies"""

BY_ID = f"select {COLUMNS}, {AUTHOR}, {REPLIES} from reviews r where r.id = any($1::bigint[])"
OWN = f"""
select {COLUMNS}, {AUTHOR}, {REPLIES} from reviews r
where r.customer_id = $1 and ($2::bigint is null or r.id < $2) order by r.id desc limit $3
"""
LOCKED = f"select {COLUMNS}, {AUTHOR}, {REPLIES} from reviews r where r.id = $1 for update of r"


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """A review with its author's public name and the shop's replies."""

    id: int
    product_id: int
    customer_id: int | None
    variant_id: int | None
    verified: bool
    region: str
    language: str
    rating: int
    title: str | None
    body: str
    status: Status
    reason: Reason | None
    created_at: datetime
    edited_at: datetime | None
    helpful: int
    unhelpful: int
    helpfulness: int
    author: str | None
    replies: tuple[Text, ...]

    @property
    def cell(self) -> Cell | None:
        """What it is counted under now; None while it isn't published."""
        if self.status is not Status.PUBLISHED:
            return None
        return Cell(self.language, self.region, self.verified, self.rating)


def read_record(row: Any) -> ReviewRecord:
    """The review in a row of COLUMNS, AUTHOR and REPLIES."""
    told = {name: row[name] for name in ReviewRecord.__slots__}
    replies = orjson.loads(row["replies"]) if row["replies"] else ()
    return ReviewRecord(
        **told
        | {
            "status": Status(row["status"]),
            "reason": Reason(row["reason"]) if row["reason"] else None,
            "replies": tuple(Text(text, language) for language, text in replies),
        }
    )


async def read_reviews(reading: Statements, ids: Sequence[int]) -> dict[int, ReviewRecord]:
    """Reviews by id, whatever their state. One statement."""
    return {row["id"]: read_record(row) for row in await reading.fetch(BY_ID, list(ids))}


async def list_own_reviews(
    reading: Statements, customer: int, most: int, below: int | None
) -> list[ReviewRecord]:
    """A customer's reviews in whatever state, the newest first."""
    return [read_record(row) for row in await reading.fetch(OWN, customer, below, most)]


async def lock_review(writing: Statements, review: int) -> ReviewRecord | None:
    """A review, held until the transaction ends. Whoever changes what is counted holds its product before."""
    row = await writing.fetchrow(LOCKED, review)
    return None if row is None else read_record(row)
