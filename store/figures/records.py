"""The records behind a figure: the orders, reports and reviews that it counts, the latest first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from store.database import Statements
from store.figures.tallies import Period

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about: a product, a category with all below it, or neither: the whole shop."""

    product: int | None = None
    category: int | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class SaleRecord:
    """A line of an order that was confirmed and not cancelled."""

    id: int
    order: str
    region: str
    sku: str
    quantity: int
    placed_at: datetime
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """What somebody reported about a product of an order."""

    id: int
    order: str
    region: str
    sku: str
    kind: str
    text: str | None
    placed_at: datetime
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class OpinionRecord:
    """A published review."""

    id: int
    region: str
    sku: str
    rating: int
    verified: bool
    language: str
    title: str | None
    body: str
    created_at: datetime


SOLD = "bought.status in ('CONFIRMED', 'COMPLETED')"


def _ask(columns: str, tables: str, key: str, region: str, at: str, whose: str) -> str:
    """A page of rows by id; null arguments don't narrow."""
    return f"""
        select {columns} from {tables} join products product on product.id = {key}.product_id
        where {whose} and {key}.id < $1 and {at} >= $2 and {at} < $3
            and ($4::text is null or {region} = $4) and ($5::bigint is null or {key}.product_id = $5)
            and ($6::bigint is null or product.category_id in (
                select id from categories where $6 = any(ancestors)))
        order by {key}.id desc limit $7"""


SALES = _ask(
    "line.id, bought.number as order, bought.region, line.sku, line.quantity, bought.placed_at,"
    " coalesce(line.delivered_at, bought.delivered_at) as delivered_at",
    "order_lines line join orders bought on bought.id = line.order_id",
    "line", "bought.region", "bought.placed_at", SOLD,
)  # fmt: skip
REPORTS = _ask(
    "told.id, bought.number as order, bought.region, product.sku, told.kind, told.text, bought.placed_at,"
    " told.reported_at",
    "problem_reports told join orders bought on bought.id = told.order_id",
    "told", "bought.region", "bought.placed_at", SOLD,
)  # fmt: skip
OPINIONS = _ask(
    "review.id, review.region, product.sku, review.rating, review.verified, review.language, review.title,"
    " review.body, review.created_at",
    "reviews review", "review", "review.region", "review.created_at", "review.status = 'PUBLISHED'",
)  # fmt: skip
WAITING = """
select count(*)::int as waiting, min(wait.since) as oldest
from moderation_waits wait join products product on product.id = wait.product_id
where wait.decided_at is null and ($1::text is null or wait.region = $1)
    and ($2::bigint is null or wait.product_id = $2)
    and ($3::bigint is null or product.category_id in (select id from categories where $3 = any(ancestors)))
"""
LATEST = 2**63 - 1
"""Above every id."""


async def list_sales(
    reading: Statements, subject: Subject, period: Period, most: int, below: int = LATEST
) -> list[SaleRecord]:
    """What was sold in a period."""
    return await _read(reading, SALES, SaleRecord, subject, period, most, below)


async def list_reports(
    reading: Statements, subject: Subject, period: Period, most: int, below: int = LATEST
) -> list[ReportRecord]:
    """What was reported about what was sold in a period."""
    return await _read(reading, REPORTS, ReportRecord, subject, period, most, below)


async def list_opinions(
    reading: Statements, subject: Subject, period: Period, most: int, below: int = LATEST
) -> list[OpinionRecord]:
    """The published reviews that were written in a period."""
    return await _read(reading, OPINIONS, OpinionRecord, subject, period, most, below)


async def count_waiting(reading: Statements, subject: Subject) -> tuple[int, datetime | None]:
    """How many reviews wait for somebody now, and since when the longest."""
    row = await reading.fetchrow(WAITING, subject.region, subject.product, subject.category)
    return (0, None) if row is None else (row["waiting"], row["oldest"])


async def _read(
    reading: Statements,
    sql: str,
    record: Callable[..., T],
    subject: Subject,
    period: Period,
    most: int,
    below: int,
) -> list[T]:
    ends = (_midnight(period.since), _midnight(period.until + timedelta(days=1)))
    whose = (subject.region, subject.product, subject.category)
    rows: list[Mapping[str, Any]] = await reading.fetch(sql, below, *ends, *whose, most)
    return [record(**dict(row)) for row in rows]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
