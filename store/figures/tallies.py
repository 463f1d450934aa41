"""What was counted in a period: of products, and of groups (a category with all below it, or the whole shop).

The views `figure_cells` and `figure_group_cells` hold what is added up and what isn't yet, so a tally is as
right as the writes that were committed before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from store.database import Statements
from store.figures.intervals import Estimate, Spread, change, mean_rating, share, typical_time

WHOLE_SHOP = 0
"""The group that every product belongs to; the others are ids of categories."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over a period. A review counts on the day it was written, a report on the day of its sale."""

    sold: int = 0
    """Lines of orders that were confirmed and not cancelled."""
    reported: int = 0
    """Those of them about which a problem was reported."""
    returned: int = 0
    """Those of them of which something went back because it was at fault."""
    reviews: int = 0
    verified: int = 0
    stars: int = 0
    squares: int = 0
    """The sum of the squares of the stars."""
    decided: int = 0
    """Reviews that waited and about which somebody decided, on the day of the decision."""
    in_time: int = 0
    """Those that waited for at most a day."""
    logs: int = 0
    log_squares: int = 0
    """Sums of 1000 ln(1 + seconds waited), rounded, and of its squares."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in MEASURES))

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) - getattr(other, name) for name in MEASURES))


MEASURES = tuple(field.name for field in fields(Tally))
"""Names of the columns, in the order of the tally."""
SUMS = ", ".join(f"coalesce(sum({name}), 0)::bigint as {name}" for name in MEASURES)


@dataclass(frozen=True, slots=True)
class Period:
    """Days by UTC, both ends included."""

    since: date
    until: date

    @property
    def before(self) -> "Period":
        """As many days before it."""
        days = self.until - self.since + timedelta(days=1)
        return Period(self.since - days, self.until - days)


def last_days(days: int, today: date) -> Period:
    """The period of so many days that ends today."""
    return Period(today - timedelta(days=days - 1), today)


@dataclass(frozen=True, slots=True)
class Figures:
    """A tally of a period and of the one before, and what they come to."""

    now: Tally = Tally()
    before: Tally = Tally()

    @property
    def reports(self) -> Estimate:
        """The share of what was sold about which a problem was reported."""
        return share(self.now.reported, self.now.sold)

    @property
    def returns(self) -> Estimate:
        """The share of what was sold that went back because it was at fault."""
        return share(self.now.returned, self.now.sold)

    @property
    def verified(self) -> Estimate:
        """The share of reviews by customers to whom we delivered."""
        return share(self.now.verified, self.now.reviews)

    @property
    def rating(self) -> Spread:
        """What the mean rating is believed to be."""
        return _rating(self.now)

    @property
    def rating_change(self) -> Estimate:
        """By how many stars the mean rating has changed since the period before."""
        if not self.now.reviews or not self.before.reviews:
            return Estimate()
        return change(_rating(self.before), _rating(self.now))

    @property
    def waiting_time(self) -> Estimate:
        """Seconds that a review typically waits until somebody decides."""
        return typical_time(self.now.decided, self.now.logs, self.now.log_squares)

    @property
    def decided_in_time(self) -> Estimate:
        """The share of decisions that took at most a day."""
        return share(self.now.in_time, self.now.decided)


def _rating(tally: Tally) -> Spread:
    return mean_rating(tally.reviews, tally.stars, tally.squares)


def _statement(view: str, key: str, regions: str) -> str:
    return f"""
        select {key} as key, {regions} as region, day >= $2 as current, {SUMS} from {view}
        where {key} = any($1::bigint[]) and day between $3 and $4 and ($5::text is null or region = $5)
        group by 1, 2, 3"""


OF_PRODUCTS = _statement("figure_cells", "product_id", "''")
OF_GROUPS = _statement("figure_group_cells", "category_id", "''")
OF_PRODUCTS_BY_REGION = _statement("figure_cells", "product_id", "region")
OF_GROUPS_BY_REGION = _statement("figure_group_cells", "category_id", "region")

Regional = dict[int, dict[str, Figures]]
"""Figures by product or group, then by region."""


async def product_figures(
    reading: Statements, products: Sequence[int], period: Period, region: str | None = None
) -> dict[int, Figures]:
    """The figures of products, in one region or in all. One statement."""
    found = await _read(reading, OF_PRODUCTS, products, period, region)
    return {key: found[key].get("", Figures()) for key in products}


async def group_figures(
    reading: Statements, groups: Sequence[int], period: Period, region: str | None = None
) -> dict[int, Figures]:
    """The figures of groups, in one region or in all. One statement."""
    found = await _read(reading, OF_GROUPS, groups, period, region)
    return {key: found[key].get("", Figures()) for key in groups}


async def products_by_region(reading: Statements, products: Sequence[int], period: Period) -> Regional:
    """The figures of products in each region in which there are any. One statement."""
    return await _read(reading, OF_PRODUCTS_BY_REGION, products, period, None)


async def groups_by_region(reading: Statements, groups: Sequence[int], period: Period) -> Regional:
    """The figures of groups in each region in which there are any. One statement."""
    return await _read(reading, OF_GROUPS_BY_REGION, groups, period, None)


async def _read(
    reading: Statements, sql: str, keys: Sequence[int], period: Period, region: str | None
) -> Regional:
    rows = await reading.fetch(sql, list(keys), period.since, period.before.since, period.until, region)
    halves: dict[tuple[int, str], dict[bool, Tally]] = {}
    for row in rows:
        halves.setdefault((row["key"], row["region"]), {})[row["current"]] = _tally(row)
    found: Regional = {key: {} for key in keys}
    for (key, where), half in halves.items():
        found[key][where] = Figures(half.get(True, Tally()), half.get(False, Tally()))
    return found


def _tally(row: Mapping[str, Any]) -> Tally:
    return Tally(*(row[name] for name in MEASURES))
