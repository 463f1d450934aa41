"""The records behind a figure: the orders, reports and reviews that it counts, the latest first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from store.catalog.statement import Arguments, both
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
class ReturnedRecord:
    """A line of which something went back because it was at fault."""

    id: int
    order: str
    region: str
    sku: str
    quantity: int
    reason: str
    state: str
    placed_at: datetime
    announced_at: datetime


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


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many reviews wait for somebody now, and since when the longest."""

    reviews: int
    oldest: datetime | None


WAITING = """
select count(wait.id)::int, min(wait.since)
from unnest($1::text[], $2::bigint[], $3::bigint[]) with ordinality as asked(region, product, category, place)
left join (moderation_waits wait
    join products product on product.id = wait.product_id
    join categories home on home.id = product.category_id)
on wait.decided_at is null and (asked.region is null or wait.region = asked.region)
    and (asked.product is null or wait.product_id = asked.product)
    and (asked.category is null or asked.category = any(home.ancestors))
group by asked.place order by asked.place
"""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where records are: rows with an id and a product, a region, and the instant that decides the day."""

    columns: str
    tables: str
    row: str
    region: str
    at: str
    whose: str
    product: str = ""

    @property
    def product_id(self) -> str:
        """The column that says which product it is."""
        return self.product or f"{self.row}.product_id"


SALES = _Source(
    "line.id, bought.number as order, bought.region, line.sku, line.quantity, bought.placed_at,"
    " coalesce(line.delivered_at, bought.delivered_at) as delivered_at",
    "order_lines line join orders bought on bought.id = line.order_id",
    row="line", region="bought.region", at="bought.placed_at", whose=SOLD,
)  # fmt: skip
REPORTS = _Source(
    "told.id, bought.number as order, bought.region, product.sku, told.kind, told.text, bought.placed_at,"
    " told.reported_at",
    "problem_reports told join orders bought on bought.id = told.order_id",
    row="told", region="bought.region", at="bought.placed_at", whose=SOLD,
)  # fmt: skip
RETURNS = _Source(
    "part.id, bought.number as order, bought.region, part.sku, part.quantity, part.reason, back.state,"
    " bought.placed_at, back.announced_at",
    "return_lines part join faulty_lines faulty on faulty.part_id = part.id"
    " join returns back on back.id = part.returned_id join order_lines line on line.id = part.line_id"
    " join orders bought on bought.id = line.order_id",
    row="part", region="bought.region", at="bought.placed_at", whose=SOLD, product="line.product_id",
)  # fmt: skip
OPINIONS = _Source(
    "review.id, review.region, product.sku, review.rating, review.verified, review.language, review.title,"
    " review.body, review.created_at",
    "reviews review",
    row="review", region="review.region", at="review.created_at", whose="review.status = 'PUBLISHED'",
)  # fmt: skip
LATEST = 2**63 - 1
"""Above every id."""


async def list_sales(
    reading: Statements, subjects: Sequence[Subject], period: Period, most: int, below: int = LATEST
) -> list[list[SaleRecord]]:
    """What was sold in a period, for each subject."""
    return await _list(reading, SALES, SaleRecord, subjects, period, most, below)


async def list_reports(
    reading: Statements, subjects: Sequence[Subject], period: Period, most: int, below: int = LATEST
) -> list[list[ReportRecord]]:
    """What was reported about what was sold in a period, for each subject."""
    return await _list(reading, REPORTS, ReportRecord, subjects, period, most, below)


async def list_returns(
    reading: Statements, subjects: Sequence[Subject], period: Period, most: int, below: int = LATEST
) -> list[list[ReturnedRecord]]:
    """What went back of what was sold in a period, because it was at fault, for each subject."""
    return await _list(reading, RETURNS, ReturnedRecord, subjects, period, most, below)


async def list_opinions(
    reading: Statements, subjects: Sequence[Subject], period: Period, most: int, below: int = LATEST
) -> list[list[OpinionRecord]]:
    """The published reviews that were written in a period, for each subject."""
    return await _list(reading, OPINIONS, OpinionRecord, subjects, period, most, below)


async def _list(
    reading: Statements,
    source: _Source,
    record: Callable[..., T],
    subjects: Sequence[Subject],
    period: Period,
    most: int,
    below: int,
) -> list[list[T]]:
    """One statement for all products of a region, another for each other subject."""
    found: dict[Subject, list[T]] = {subject: [] for subject in subjects}
    for batch in _batches(found):
        arguments = Arguments()
        sql = _write(source, batch, period, most, below, arguments)
        by_product = {subject.product: subject for subject in batch}
        for row in await reading.fetch_for_values(sql, *arguments.values):
            told = dict(row)
            found[by_product[told.pop("asked")]].append(record(**told))
    return [found[subject] for subject in subjects]


def _batches(subjects: Iterable[Subject]) -> list[list[Subject]]:
    products: dict[str | None, list[Subject]] = {}
    others = []
    for subject in subjects:
        if subject.product is None:
            others.append([subject])
        else:
            products.setdefault(subject.region, []).append(subject)
    return [*others, *products.values()]


def _write(
    source: _Source, batch: Sequence[Subject], period: Period, most: int, below: int, arguments: Arguments
) -> str:
    bind, row, first = arguments.bind, source.row, batch[0]
    where = [
        source.whose,
        f"{row}.id < {bind(below)}",
        f"{source.at} >= {bind(_midnight(period.since))}",
        f"{source.at} < {bind(_midnight(period.until + timedelta(days=1)))}",
    ]
    products = None if first.product is None else [subject.product for subject in batch]
    if products is not None:
        where.append(f"{source.product_id} = asked.id")
    if first.category is not None:
        below_it = f"select id from categories where {bind(first.category)}::bigint = any(ancestors)"
        where.append(f"product.category_id in ({below_it})")
    if first.region is not None:
        where.append(f"{source.region} = {bind(first.region)}")
    return f"""
        select asked.id as asked, found.* from unnest({bind(products or [None])}::bigint[]) as asked(id)
        cross join lateral (
            select {source.columns}
            from {source.tables} join products product on product.id = {source.product_id}
            where {both(where)} order by {row}.id desc limit {bind(most)}) found
        order by found.id desc"""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


async def read_waiting(reading: Statements, subjects: Sequence[Subject]) -> list[Waiting]:
    """The reviews that wait for somebody now, for each subject. One statement."""
    told = [
        [subject.region for subject in subjects],
        [subject.product for subject in subjects],
        [subject.category for subject in subjects],
    ]
    return [Waiting(*row) for row in await reading.fetch(WAITING, *told)]
