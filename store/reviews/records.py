"""A review as it is read."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum, unique
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import orjson

from store.catalog.texts import Text
from store.database import Statements
from store.reviews.counting import Cell
from store.reviews.states import Reason, Status

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

PLAIN = {name: f"r.{name}" for name in ("id", "product_id", "language", "rating", "title", "helpfulness")}
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
        ReviewPart.BODY: {"body": "r.body"},
        ReviewPart.AUTHOR: {"author": "(select c.public_name from customers c where c.id = r.customer_id)"},
        ReviewPart.REPLIES: {
            "replies": """(select json_agg(json_build_array(y.language, y.text) order by y.id)::text
                from review_replies y where y.review_id = r.id)"""
        },
        ReviewPart.VOTES: {"helpful": "r.helpful", "unhelpful": "r.unhelpful"},
        ReviewPart.PURCHASE: {
            name: f"r.{name}" for name in ("customer_id", "variant_id", "verified", "region")
        },
        ReviewPart.STATE: {"status": "r.status", "reason": "r.reason"},
        ReviewPart.DATES: {
            name: f"(extract(epoch from r.{name}_at) * 1000000)::bigint" for name in ("created", "edited")
        },
    }
)
"""The columns of each part; instants as microseconds, since JSON knows none."""


def _column(name: str) -> Any:
    """A column as an attribute: KeyError where its part wasn't asked for."""
    return property(itemgetter(name))


class ReviewRecord(dict[str, Any]):
    """A review with its author's public name and the shop's replies: the columns that were asked for."""

    __slots__ = ()

    id: int = _column("id")
    product_id: int = _column("product_id")
    language: str = _column("language")
    rating: int = _column("rating")
    title: str | None = _column("title")
    created: int = _column("created")
    helpfulness: int = _column("helpfulness")
    body: str = _column("body")
    author: str | None = _column("author")
    helpful: int = _column("helpful")
    unhelpful: int = _column("unhelpful")
    customer_id: int | None = _column("customer_id")
    variant_id: int | None = _column("variant_id")
    verified: bool = _column("verified")
    region: str = _column("region")

    @property
    def created_at(self) -> datetime:
        """When it was written."""
        return EPOCH + self.created * MICROSECOND

    @property
    def edited_at(self) -> datetime | None:
        """When it was last edited."""
        return None if self["edited"] is None else EPOCH + self["edited"] * MICROSECOND

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
    return ", ".join(f"{expression} as {name}" for name, expression in _columns(parts).items())


def review_json(parts: Collection[ReviewPart]) -> str:
    """The same as an object of JSON."""
    pairs = (f"'{name}', {expression}" for name, expression in _columns(parts).items())
    return f"json_build_object({', '.join(pairs)})"


def _columns(parts: Collection[ReviewPart]) -> dict[str, str]:
    columns = dict(PLAIN)
    for part in ReviewPart:
        if part in parts:
            columns |= EXPRESSIONS[part]
    return columns


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
    return {row["id"]: ReviewRecord(row) for row in await reading.fetch(BY_ID, list(ids))}


async def list_own_reviews(
    reading: Statements, customer: int, most: int, below: int | None
) -> list[ReviewRecord]:
    """A customer's reviews in whatever state, the newest first."""
    return [*map(ReviewRecord, await reading.fetch(OWN, customer, below, most))]


async def find_own_review(reading: Statements, product: int, customer: int) -> int | None:
    """The number of a customer's review of a product."""
    found: int | None = await reading.fetchval(MINE, product, customer)
    return found


async def lock_review(writing: Statements, review: int) -> ReviewRecord | None:
    """A review, held until the transaction ends. Whoever changes what is counted holds its product before."""
    row = await writing.fetchrow(LOCKED, review)
    return None if row is None else ReviewRecord(row)
