"""What happened in a period, each figure with the interval in which it lies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

import strawberry

from schema.plan import setwise
from schema.scalars import RegionCode
from schema.staff.catalogue import After, First
from schema.staff.figures_records import (
    About,
    FigureReportConnection,
    FigureReturnConnection,
    FigureReviewConnection,
    FigureSaleConnection,
    report_pages,
    return_pages,
    review_pages,
    sale_pages,
)
from schema.staff.guard import shown_to
from schema.staff.visit import StaffInfo
from store.accounts.staff import Role
from store.figures.intervals import Estimate, around, rounded
from store.figures.records import read_waiting
from store.figures.tallies import (
    WHOLE_SHOP,
    Figures,
    Regional,
    groups_by_region,
    products_by_region,
)


@strawberry.enum(description="How an interval is worked out. All of them hold with 95 %.")
class IntervalMethod(Enum):
    """Formulas; docs/figures.md writes them out."""

    BAYES = strawberry.enum_value(
        "BAYES", description="A Dirichlet distribution that begins with half a review for each star."
    )
    STUDENT = strawberry.enum_value("STUDENT", description="Student's interval of the mean logarithm.")
    WILSON = strawberry.enum_value("WILSON", description="Wilson's interval of a proportion.")


@shown_to(Role.FIGURES)
@strawberry.type(description="A figure, and between what it lies with 95 %.")
class Figure:
    """An estimate in the words of the counter."""

    value: Decimal | None = strawberry.field(description="The figure; null where there is nothing to count.")
    low: Decimal | None = strawberry.field(description="It is hardly less; null where nothing is known.")
    high: Decimal | None = strawberry.field(description="It is hardly more; null where nothing is known.")
    method: IntervalMethod = strawberry.field(description="How the interval is worked out.")
    count: int = strawberry.field(description="What was counted.")
    of: int = strawberry.field(description="Of how many; the fewer, the wider the interval.")


@shown_to(Role.FIGURES)
@strawberry.type(description="Reviews that wait for somebody of the shop now.")
class FigureWaiting:
    """Open waits."""

    reviews: int = strawberry.field(description="How many.")
    oldest: datetime | None = strawberry.field(description="Since when the first of them waits.")


@strawberry.type
class FigureFields:
    """What all figures tell; docs/figures.md says what to do about each."""

    about: strawberry.Private[About]
    told: strawberry.Private[Figures]

    @strawberry.field(description="The region; null: all of them.")
    def region(self) -> RegionCode | None:
        return None if self.about.subject.region is None else RegionCode(self.about.subject.region)

    @strawberry.field(description="Number of the product; null: a category or everything.")
    def sku(self) -> str | None:
        return self.about.sku

    @strawberry.field(description="Path of the category, all below it included; null: a product or all.")
    def category(self) -> str | None:
        return self.about.category

    @strawberry.field(description="First day, by UTC.")
    def since(self) -> date:
        return self.about.period.since

    @strawberry.field(description="Last day, by UTC.")
    def until(self) -> date:
        return self.about.period.until

    @strawberry.field(description="Lines of orders that were placed then, confirmed and not cancelled.")
    def sold(self) -> int:
        return self.told.now.sold

    @strawberry.field(description="Of a thousand of these lines, so many had a problem reported by now.")
    def reports_per_thousand(self) -> Figure:
        now = self.told.now
        return _figure(self.told.reports, IntervalMethod.WILSON, now.reported, now.sold, scale=1000)

    @strawberry.field(
        description="Of a thousand of these lines, so many were sent back by now because they were at fault."
    )
    def defect_returns_per_thousand(self) -> Figure:
        now = self.told.now
        return _figure(self.told.returns, IntervalMethod.WILSON, now.returned, now.sold, scale=1000)

    @strawberry.field(description="Of a hundred published reviews, so many by customers who received it.")
    def verified_percent(self) -> Figure:
        now = self.told.now
        return _figure(self.told.verified, IntervalMethod.WILSON, now.verified, now.reviews, scale=100)

    @strawberry.field(description="The mean rating of the published reviews as it is written on the page.")
    def average_rating(self) -> Decimal | None:
        now = self.told.now
        return rounded(now.stars / now.reviews) if now.reviews else None

    @strawberry.field(description="The mean rating that is to be expected: drawn to 3 while reviews are few.")
    def rating(self) -> Figure:
        now = self.told.now
        return _figure(around(self.told.rating), IntervalMethod.BAYES, now.stars, now.reviews)

    @strawberry.field(
        description="By how many stars the expected rating differs from that of as many days before. Below 0 "
        "with its whole interval: it has fallen."
    )
    def rating_change(self) -> Figure:
        now, before = self.told.now, self.told.before
        change = self.told.rating_change
        return _figure(change, IntervalMethod.BAYES, now.reviews, now.reviews + before.reviews)

    @strawberry.field(description="Seconds that a review typically waited for a decision of the shop.")
    def moderation_seconds(self) -> Figure:
        now = self.told.now
        return _figure(self.told.waiting_time, IntervalMethod.STUDENT, now.decided, now.decided, places=0)

    @strawberry.field(description="Of a hundred decisions about reviews, so many within a day.")
    def moderated_in_time_percent(self) -> Figure:
        now, share = self.told.now, self.told.decided_in_time
        return _figure(share, IntervalMethod.WILSON, now.in_time, now.decided, scale=100)

    @setwise(description="Reviews that wait now, whatever the period.")
    @staticmethod
    async def waiting(figures: list["FigureFields"], info: StaffInfo) -> list[FigureWaiting]:
        found = await read_waiting(info.context.database, [each.about.subject for each in figures])
        return [FigureWaiting(reviews=each.reviews, oldest=each.oldest) for each in found]

    @setwise(description="The reports behind `reportsPerThousand`, the latest first.")
    @staticmethod
    async def reports(
        figures: list["FigureFields"], info: StaffInfo, first: First = None, after: After = None
    ) -> list[FigureReportConnection]:
        return await report_pages([each.about for each in figures], info.context, first, after)

    @setwise(description="The returns behind `defectReturnsPerThousand`, the latest first.")
    @staticmethod
    async def defect_returns(
        figures: list["FigureFields"], info: StaffInfo, first: First = None, after: After = None
    ) -> list[FigureReturnConnection]:
        return await return_pages([each.about for each in figures], info.context, first, after)

    @setwise(description="The published reviews of the period, the latest first.")
    @staticmethod
    async def reviews(
        figures: list["FigureFields"], info: StaffInfo, first: First = None, after: After = None
    ) -> list[FigureReviewConnection]:
        return await review_pages([each.about for each in figures], info.context, first, after)

    @setwise(description="What was sold in the period, with its orders, the latest first.")
    @staticmethod
    async def sales(
        figures: list["FigureFields"], info: StaffInfo, first: First = None, after: After = None
    ) -> list[FigureSaleConnection]:
        return await sale_pages([each.about for each in figures], info.context, first, after)


@shown_to(Role.FIGURES)
@strawberry.type(description="What happened in a period in one region.")
class RegionFigures(FigureFields):
    """A part of the figures of all regions."""


@shown_to(Role.FIGURES)
@strawberry.type(name="Figures", description="What happened in a period, to a product, category or all.")
class StaffFigures(FigureFields):
    """Figures of one region or of all."""

    @setwise(description="The same for each region in which there is anything, by code.")
    @staticmethod
    async def by_region(figures: list["StaffFigures"], info: StaffInfo) -> list[list[RegionFigures]]:
        found = await _read_regions(figures, info)
        return [_in_regions(each.about, found) for each in figures]


async def _read_regions(figures: Sequence[StaffFigures], info: StaffInfo) -> Regional:
    """By product, or by group where there is no product; one statement for all of a level."""
    subjects, period = [each.about.subject for each in figures], figures[0].about.period
    products = [subject.product for subject in subjects if subject.product is not None]
    if products:
        return await products_by_region(info.context.database, products, period)
    groups = [subject.category or WHOLE_SHOP for subject in subjects]
    return await groups_by_region(info.context.database, groups, period)


def _in_regions(about: About, found: Regional) -> list[RegionFigures]:
    subject = about.subject
    regions = found[subject.product or subject.category or WHOLE_SHOP]
    return [
        RegionFigures(about=replace(about, subject=replace(subject, region=region)), told=regions[region])
        for region in sorted(regions)
        if subject.region in (None, region)
    ]


def _figure(
    estimate: Estimate, method: IntervalMethod, count: int, of: int, *, scale: int = 1, places: int = 2
) -> Figure:
    value, low, high = estimate.shown(scale, places)
    return Figure(value=value, low=low, high=high, method=method, count=count, of=of)
