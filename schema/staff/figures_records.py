"""The records behind a figure, without the people in them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

import strawberry

from schema.connection import PageInfo
from schema.identity import NodeType, write_id
from schema.incidents.mutations import ProblemKind
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.scalars import LanguageTag, RegionCode
from schema.staff.guard import shown_to
from schema.staff.paging import one_way
from schema.staff.visit import StaffVisit
from store.accounts.staff import Role
from store.catalog.orders import read_whole
from store.catalog.pages import SortKey
from store.database import Statements
from store.figures.records import (
    LATEST,
    OpinionRecord,
    ReportRecord,
    ReturnedRecord,
    SaleRecord,
    Subject,
    list_opinions,
    list_reports,
    list_returns,
    list_sales,
)
from store.figures.tallies import Period


@dataclass(frozen=True, slots=True)
class About:
    """What figures are about, by ids and as staff know it."""

    subject: Subject
    period: Period
    sku: str | None = None
    category: str | None = None


@shown_to(Role.FIGURES)
@strawberry.type(description="A line of an order that counts as sold.")
class FigureSale:
    """A sale without its buyer."""

    order_number: str = strawberry.field(description="Number of the order.")
    region: RegionCode = strawberry.field(description="Where it was bought.")
    sku: str = strawberry.field(description="Number of the variant.")
    quantity: int = strawberry.field(description="How many pieces.")
    placed_at: datetime = strawberry.field(description="When it was ordered.")
    delivered_at: datetime | None = strawberry.field(description="When it arrived.")


@shown_to(Role.FIGURES)
@strawberry.type(description="A problem that was reported about a sale.")
class FigureReport:
    """A report without its author."""

    order_number: str = strawberry.field(description="Number of the order.")
    region: RegionCode = strawberry.field(description="Where it was bought.")
    sku: str = strawberry.field(description="Number of the product.")
    kind: ProblemKind = strawberry.field(description="What kind of problem it is.")
    text: str | None = strawberry.field(description="What was said.")
    placed_at: datetime = strawberry.field(description="When it was ordered: the day that it counts on.")
    reported_at: datetime = strawberry.field(description="When it was reported.")


@shown_to(Role.FIGURES)
@strawberry.type(description="Something that was sent back because it was at fault.")
class FigureReturn:
    """A return without its buyer."""

    order_number: str = strawberry.field(description="Number of the order.")
    region: RegionCode = strawberry.field(description="Where it was bought.")
    sku: str = strawberry.field(description="Number of the variant.")
    quantity: int = strawberry.field(description="How many pieces.")
    reason: str = strawberry.field(
        description="`DEFECTIVE`, `DAMAGED`, `WRONG_ITEM` or `NOT_AS_DESCRIBED`, as its buyer says."
    )
    state: str = strawberry.field(description="`ANNOUNCED`, `RECEIVED` or `ACCEPTED`.")
    placed_at: datetime = strawberry.field(description="When it was ordered: the day that it counts on.")
    announced_at: datetime = strawberry.field(description="When it was announced.")


@shown_to(Role.FIGURES)
@strawberry.type(description="A published review.")
class FigureReview:
    """A review without its author."""

    id: strawberry.ID = strawberry.field(description="Id of the review.")
    region: RegionCode = strawberry.field(description="Where it belongs to.")
    sku: str = strawberry.field(description="Number of the product.")
    rating: int = strawberry.field(description="Stars.")
    verified: bool = strawberry.field(description="Whether we delivered the product to its author.")
    language: LanguageTag = strawberry.field(description="Language that it is written in.")
    title: str | None = strawberry.field(description="Title.")
    body: str = strawberry.field(description="What its author says.")
    created_at: datetime = strawberry.field(description="When it was written: the day that it counts on.")


@shown_to(Role.FIGURES)
@strawberry.type(description="A page of sales, the latest first.")
class FigureSaleConnection:
    """Relay's connection, without edges."""

    nodes: list[FigureSale] = strawberry.field(description="The sales.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


@shown_to(Role.FIGURES)
@strawberry.type(description="A page of reports, the latest first.")
class FigureReportConnection:
    """Relay's connection, without edges."""

    nodes: list[FigureReport] = strawberry.field(description="The reports.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


@shown_to(Role.FIGURES)
@strawberry.type(description="A page of returns, the latest first.")
class FigureReturnConnection:
    """Relay's connection, without edges."""

    nodes: list[FigureReturn] = strawberry.field(description="The returns.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


@shown_to(Role.FIGURES)
@strawberry.type(description="A page of reviews, the latest first.")
class FigureReviewConnection:
    """Relay's connection, without edges."""

    nodes: list[FigureReview] = strawberry.field(description="The reviews.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


class _Row(Protocol):
    """Any record."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=_Row)
List = Callable[[Statements, Sequence[Subject], Period, int, int], Awaitable[list[list[R]]]]


async def sale_pages(
    asked: Sequence[About], visit: StaffVisit, first: int | None, after: str | None
) -> list[FigureSaleConnection]:
    """A page of the sales of each; one statement for all products of a level."""
    pages = await _pages("sales", list_sales, asked, visit, PageArguments(first, after))
    return [FigureSaleConnection(nodes=[*map(_sale, rows)], page_info=info) for rows, info in pages]


async def report_pages(
    asked: Sequence[About], visit: StaffVisit, first: int | None, after: str | None
) -> list[FigureReportConnection]:
    """A page of the reports of each; one statement for all products of a level."""
    pages = await _pages("reports", list_reports, asked, visit, PageArguments(first, after))
    return [FigureReportConnection(nodes=[*map(_report, rows)], page_info=info) for rows, info in pages]


async def return_pages(
    asked: Sequence[About], visit: StaffVisit, first: int | None, after: str | None
) -> list[FigureReturnConnection]:
    """A page of the defect returns of each; one statement for all products of a level."""
    pages = await _pages("returns", list_returns, asked, visit, PageArguments(first, after))
    return [FigureReturnConnection(nodes=[*map(_return, rows)], page_info=info) for rows, info in pages]


async def review_pages(
    asked: Sequence[About], visit: StaffVisit, first: int | None, after: str | None
) -> list[FigureReviewConnection]:
    """A page of the reviews of each; one statement for all products of a level."""
    pages = await _pages("reviews", list_opinions, asked, visit, PageArguments(first, after))
    return [FigureReviewConnection(nodes=[*map(_review, rows)], page_info=info) for rows, info in pages]


async def _pages(
    name: str, read: List[R], asked: Sequence[About], visit: StaffVisit, page: PageArguments
) -> list[tuple[list[R], PageInfo]]:
    """The rows of each and where they lie. Those of one level have the region and the period in common."""
    mark = mark_list("figures", name, asked[0].subject.region, asked[0].period)
    wanted = read_page(page, mark, _read_id, visit.shop.language)
    below = wanted.edge[0] if wanted.edge else LATEST
    subjects = [each.subject for each in asked]
    found = await read(visit.database, subjects, asked[0].period, wanted.size + 1, below)
    pages = []
    for rows in found:
        cursors = [write_cursor(mark, (row.id,)) for row in rows[: wanted.size]]
        info = one_way(cursors, more=len(rows) > wanted.size, later=wanted.edge is not None)
        pages.append((rows[: wanted.size], info))
    return pages


def _read_id(values: Sequence[object]) -> SortKey:
    [value] = values
    return (read_whole(value),)


def _sale(record: SaleRecord) -> FigureSale:
    return FigureSale(
        order_number=record.order,
        region=RegionCode(record.region),
        sku=record.sku,
        quantity=record.quantity,
        placed_at=record.placed_at,
        delivered_at=record.delivered_at,
    )


def _report(record: ReportRecord) -> FigureReport:
    return FigureReport(
        order_number=record.order,
        region=RegionCode(record.region),
        sku=record.sku,
        kind=ProblemKind[record.kind],
        text=record.text,
        placed_at=record.placed_at,
        reported_at=record.reported_at,
    )


def _return(record: ReturnedRecord) -> FigureReturn:
    return FigureReturn(
        order_number=record.order,
        region=RegionCode(record.region),
        sku=record.sku,
        quantity=record.quantity,
        reason=record.reason,
        state=record.state,
        placed_at=record.placed_at,
        announced_at=record.announced_at,
    )


def _review(record: OpinionRecord) -> FigureReview:
    return FigureReview(
        id=strawberry.ID(write_id(NodeType.REVIEW, record.id)),
        region=RegionCode(record.region),
        sku=record.sku,
        rating=record.rating,
        verified=record.verified,
        language=LanguageTag(record.language),
        title=record.title,
        body=record.body,
        created_at=record.created_at,
    )
