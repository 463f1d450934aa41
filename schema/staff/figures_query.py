"""Asking for figures, and for the products to look at first."""

from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal
from enum import Enum
from typing import Annotated

import strawberry

from locales import phrases
from regions.words import N_
from schema.connection import PageInfo
from schema.errors import ErrorCode, refusal
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.plan import setwise
from schema.scalars import RegionCode
from schema.staff.catalogue import After, First
from schema.staff.figures import StaffFigures
from schema.staff.figures_records import About
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.paging import one_way
from schema.staff.visit import StaffInfo, StaffVisit
from store.accounts.staff import Role
from store.catalog.keys import find_category, find_product
from store.catalog.orders import read_whole
from store.catalog.pages import SortKey
from store.figures.harm import SCALE, Finding, Reason
from store.figures.intervals import rounded
from store.figures.ranking import DAYS, TOP, Standing, first_to_look_at
from store.figures.records import Subject
from store.figures.tallies import WHOLE_SHOP, Period, group_figures, last_days, product_figures

MOST_DAYS = 730

MESSAGES = {
    Reason.REPORTED: N_("Of a thousand sold, {figure} had a problem; {usual} is usual."),
    Reason.RETURNED: N_("Of a thousand sold, {figure} came back as faulty; {usual} is usual."),
    Reason.RATING_FELL: N_("The average rating fell from {usual} to {figure} stars."),
    Reason.RATED_LOW: N_("The average rating is {figure} stars; {usual} is usual."),
    Reason.UNVERIFIED: N_("{figure} per cent of the reviews are by buyers; {usual} is usual."),
}

Region = Annotated[
    RegionCode | None, strawberry.argument(description="The region; all of them if it is left out.")
]
Days = Annotated[
    int, strawberry.argument(description=f"The period: so many days that end today, at most {MOST_DAYS}.")
]


@strawberry.enum(description="Why a product is to be looked at.")
class LookReason(Enum):
    """The store's reasons."""

    RATED_LOW = strawberry.enum_value("RATED_LOW", description="Its rating is lower than is usual.")
    RATING_FELL = strawberry.enum_value("RATING_FELL", description="Its rating has fallen.")
    REPORTED = strawberry.enum_value("REPORTED", description="More problems are reported than is usual.")
    RETURNED = strawberry.enum_value("RETURNED", description="More comes back as faulty than is usual.")
    UNVERIFIED = strawberry.enum_value("UNVERIFIED", description="Fewer reviews are verified than is usual.")


@shown_to(Role.FIGURES)
@strawberry.type(description="A reason to look at a product.")
class LookFinding:
    """A finding in the words of one language."""

    finding: strawberry.Private[Finding]
    language: strawberry.Private[str]

    @strawberry.field(description="What is unusual.")
    def reason(self) -> LookReason:
        return LookReason[self.finding.reason.name]

    @strawberry.field(description="The same for people, with the figures.")
    def message(self) -> str:
        told = {"figure": rounded(self.finding.figure, 1), "usual": rounded(self.finding.usual, 1)}
        return phrases(self.language).say(MESSAGES[self.finding.reason], **told)

    @strawberry.field(description="So many customers, at least, fared worse than is usual.")
    def customers(self) -> Decimal:
        return rounded(self.finding.customers / SCALE, 1)


@shown_to(Role.FIGURES)
@strawberry.type(description="A product to look at.")
class ProductToLookAt:
    """A standing of the store."""

    standing: strawberry.Private[Standing]
    region: strawberry.Private[str | None]
    period: strawberry.Private[Period]
    language: strawberry.Private[str]

    @strawberry.field(description="Number of the product.")
    def sku(self) -> str:
        return self.standing.sku

    @strawberry.field(description="So many customers, at least, fared worse than is usual: what it ranks by.")
    def customers(self) -> Decimal:
        return rounded(self.standing.score / SCALE, 1)

    @strawberry.field(description="Why, the gravest reason first.")
    def reasons(self) -> list[LookFinding]:
        return [LookFinding(finding=each, language=self.language) for each in self.standing.reasons]

    @setwise(description="Its figures in the period of the ranking.")
    @staticmethod
    async def figures(products: list["ProductToLookAt"], info: StaffInfo) -> list[StaffFigures]:
        first, keys = products[0], [each.standing.product_id for each in products]
        found = await product_figures(info.context.database, keys, first.period, first.region)
        return [
            StaffFigures(
                about=About(Subject(product=key, region=first.region), first.period, sku=each.standing.sku),
                told=found[key],
            )
            for key, each in zip(keys, products, strict=True)
        ]


@shown_to(Role.FIGURES)
@strawberry.type(description="A page of products to look at.")
class ProductToLookAtConnection:
    """Relay's connection, without edges."""

    nodes: list[ProductToLookAt] = strawberry.field(description="The products, the most urgent first.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


@strawberry.type
class FiguresQuery:
    """The part of `Query` that is about figures."""

    @strawberry.field(
        description="Figures of the whole shop, or of one region.",
        extensions=[Behind(Role.FIGURES, Reach.ASKED)],
    )
    async def shop_figures(self, info: StaffInfo, region: Region = None, days: Days = DAYS) -> StaffFigures:
        about = About(Subject(region=region), _period(info.context, days))
        return await _of_group(info.context, WHOLE_SHOP, about)

    @strawberry.field(
        description="Figures of a category with all below it; null if there is none.",
        extensions=[Behind(Role.FIGURES, Reach.ASKED)],
    )
    async def category_figures(
        self,
        info: StaffInfo,
        path: Annotated[str, strawberry.argument(description="Path of the category, as `books/drama`.")],
        region: Region = None,
        days: Days = DAYS,
    ) -> StaffFigures | None:
        visit, period = info.context, _period(info.context, days)
        category = await find_category(visit.database, path)
        if category is None:
            return None
        about = About(Subject(category=category, region=region), period, category=path)
        return await _of_group(visit, category, about)

    @strawberry.field(
        description="Figures of a product; null if there is none.",
        extensions=[Behind(Role.FIGURES, Reach.ASKED)],
    )
    async def product_figures(
        self,
        info: StaffInfo,
        sku: Annotated[str, strawberry.argument(description="Number of the product.")],
        region: Region = None,
        days: Days = DAYS,
    ) -> StaffFigures | None:
        visit, period = info.context, _period(info.context, days)
        product = await find_product(visit.database, sku)
        if product is None:
            return None
        about = About(Subject(product=product, region=region), period, sku=sku)
        found = await product_figures(visit.database, [product], period, region)
        return StaffFigures(about=about, told=found[product])

    @strawberry.field(
        description=f"Products of which more customers fared worse than is usual, in the last {DAYS} days. "
        "It follows what happens within minutes.",
        extensions=[Behind(Role.FIGURES, Reach.ASKED)],
    )
    async def products_to_look_at(
        self, info: StaffInfo, region: Region = None, first: First = None, after: After = None
    ) -> ProductToLookAtConnection:
        visit, mark = info.context, mark_list("look", region)
        page = read_page(PageArguments(first, after), mark, _read_place, visit.shop.language)
        edge = (page.edge[0], page.edge[1]) if page.edge else TOP
        found = await first_to_look_at(visit.database, region, page.size + 1, edge)
        period = _period(visit, DAYS)
        nodes = [
            ProductToLookAt(standing=each, region=region, period=period, language=visit.shop.language)
            for each in found[: page.size]
        ]
        cursors = [write_cursor(mark, (node.standing.score, node.standing.product_id)) for node in nodes]
        return ProductToLookAtConnection(
            nodes=nodes,
            page_info=one_way(cursors, more=len(found) > page.size, later=page.edge is not None),
        )


async def _of_group(visit: StaffVisit, group: int, about: About) -> StaffFigures:
    found = await group_figures(visit.database, [group], about.period, about.subject.region)
    return StaffFigures(about=about, told=found[group])


def _period(visit: StaffVisit, days: int) -> Period:
    if not 1 <= days <= MOST_DAYS:
        message = N_("A period has 1 to {most} days, not {days}.")
        raise refusal(ErrorCode.BAD_FILTER, visit.shop.language, message, most=MOST_DAYS, days=days)
    return last_days(days, visit.shop.now.astimezone(UTC).date())


def _read_place(values: Sequence[object]) -> SortKey:
    score, product = values
    return read_whole(score), read_whole(product)
