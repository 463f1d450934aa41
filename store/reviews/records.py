"""A review as it is read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum, unique
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import orjson
from asyncpg import Record

from store.catalog.texts import Text
from store.database import Statements
from store.reviews.counting import Cell
from store.reviews.states import Reason, Status

PLAIN = "r.id, r.product_id, r.language, r.rating, r.title, r.helpfulness"
"""What every list needs."""


@unique
class ReviewPart(StrEnum):
    """Parts of a review that are read only where they are asked for."""

    BODY = "body"
    AUTHOR = "author"
    REPLIES = "replies"
    VOTES = "votes"
    PURCHASE = "purchase"
    STATE = "state"
    DATES = "dates"


EXPRESSIONS = MappingProxyType(
    {
        ReviewPart.BODY: "r.body",
        ReviewPart.AUTHOR: "(select c.public_name from customers c where c.id = r.customer_id) as author",
        ReviewPart.REPLIES: """(select json_agg(json_build_array(y.language, y.text) order by y.id)::text
            from review_replies y where y.review_id = r.id) as replies""",
        ReviewPart.VOTES: "r.helpful, r.unhelpful",
        ReviewPart.PURCHASE: "r.customer_id, r.variant_id, r.verified, r.region",
        ReviewPart.STATE: "r.status, r.reason",
        ReviewPart.DATES: "r.created_at, r.edited_at",
    }
)


def _column(name: str) -> Any:
    """A column as an attribute: KeyError where its part wasn't asked for."""
    return property(itemgetter(name))


class ReviewRecord(Record):  # type: ignore[misc]  # asyncpg has no types
    """A review with its author's public name and the shop's replies: the row itself."""

    id: int = _column("id")
    product_id: int = _column("product_id")
    language: str = _column("language")
    rating: int = _column("rating")
    title: str | None = _column("title")
    created_at: datetime = _column("created_at")
    helpfulness: int = _column("helpfulness")
    body: str = _column("body")
    author: str | None = _column("author")
    helpful: int = _column("helpful")
    unhelpful: int = _column("unhelpful")
    customer_id: int | None = _column("customer_id")
    variant_id: int | None = _column("variant_id")
    verified: bool = _column("verified")
    region: str = _column("region")
    edited_at: datetime | None = _column("edited_at")

    @property
    def status(self) -> Status:
        """Where it is."""
        return Status(self["status"])

    @property
    def reason(self) -> Reason | None:
        """Why it isn't published."""
        return Reason(self["reason"]) if self["reason"] else None

    @property
    def replies(self) -> tuple[Text, ...]:
        """What the shop replied, in each language."""
        told = orjson.loads(self["replies"]) if self["replies"] else ()
        return tuple(Text(text, language) for language, text in told)

    @property
    def cell(self) -> Cell | None:
        """What it is counted under now; None while it isn't published."""
        if self.status is not Status.PUBLISHED:
            return None
        return Cell(self.language, self.region, self.verified, self.rating)


def review_columns(parts: Collection[ReviewPart]) -> str:
    """The columns of a review `r` with these parts."""
    return ", ".join([PLAIN, *(EXPRESSIONS[part] for part in ReviewPart if part in parts)])


COLUMNS = review_columns([*ReviewPart])
BY_ID = f"select {COLUMNS} from reviews r where r.id = any($1::bigint[])"
OWN = f"""
select {COLUMNS} from reviews r
where r.customer_id = $1 and ($2::bigint is null or r.id < $2) order by r.id desc limit $3
"""
MINE = "select id from reviews where product_id = $1 and customer_id = $2"
LOCKED = f"select {COLUMNS} from reviews r where r.id = $1 for update of r"


async def read_reviews(reading: Statements, ids: Sequence[int]) -> dict[int, ReviewRecord]:
    """Reviews by id, whatever their state. One statement."""
    return {record.id: record for record in await reading.fetch(BY_ID, list(ids), row=ReviewRecord)}


async def list_own_reviews(
    reading: Statements, customer: int, most: int, below: int | None
) -> list[ReviewRecord]:
    """A customer's reviews in whatever state, the newest first."""
    return await reading.fetch(OWN, customer, below, most, row=ReviewRecord)


async def find_own_review(reading: Statements, product: int, customer: int) -> int | None:
    """The number of a customer's review of a product."""
    found: int | None = await reading.fetchval(MINE, product, customer)
    return found


async def lock_review(writing: Statements, review: int) -> ReviewRecord | None:
    """A review, held until the transaction ends. Whoever changes what is counted holds its product before."""
    found = await writing.fetch(LOCKED, review, row=ReviewRecord)
    return found[0] if found else None
