"""Figures as a table: a row for each product and region in which there are any."""

from collections.abc import AsyncIterator, Sequence
from decimal import Decimal

from store.database import Database
from store.figures.intervals import rounded
from store.figures.tallies import Figures, Period, products_by_region

AT_ONCE = 500
"""Products to a statement."""

COLUMNS = (
    "sku", "category", "region", "since", "until", "sold", "reported",
    "reports_per_thousand", "reports_per_thousand_low", "reports_per_thousand_high", "returned",
    "defect_returns_per_thousand", "defect_returns_per_thousand_low", "defect_returns_per_thousand_high",
    "reviews", "verified", "verified_percent", "verified_percent_low", "verified_percent_high",
    "average_rating", "rating_change", "rating_change_low", "rating_change_high",
    "decided", "moderation_seconds", "moderation_seconds_low", "moderation_seconds_high",
    "moderated_in_time_percent", "moderated_in_time_percent_low", "moderated_in_time_percent_high",
)  # fmt: skip
"""The names are those of the staff's schema, in the style of a table."""

PRODUCTS = """
select product.id, product.sku, home.path
from products product join categories home on home.id = product.category_id
where product.id > $1 and exists (
    select from figure_cells cell where cell.product_id = product.id and cell.day between $2 and $3)
order by product.id limit $4
"""

Cell = str | int | Decimal | None
Row = Sequence[Cell]


async def read_rows(database: Database, period: Period, region: str | None = None) -> AsyncIterator[Row]:
    """The table's rows by product and region, read in batches."""
    last = 0
    while True:
        found = await database.fetch(PRODUCTS, last, period.since, period.until, AT_ONCE)
        figures = await products_by_region(database, [row["id"] for row in found], period)
        for row in found:
            for code, told in sorted(figures[row["id"]].items()):
                if region in (None, code):
                    yield (row["sku"], row["path"], code, *_days(period), *_cells(told))
        if len(found) < AT_ONCE:
            return
        last = found[-1]["id"]


def _days(period: Period) -> tuple[str, str]:
    return period.since.isoformat(), period.until.isoformat()


def _cells(told: Figures) -> Row:
    now = told.now
    return (
        now.sold, now.reported, *told.reports.shown(1000), now.returned, *told.returns.shown(1000),
        now.reviews, now.verified, *told.verified.shown(100),
        rounded(now.stars / now.reviews) if now.reviews else None, *told.rating_change.shown(),
        now.decided, *told.waiting_time.shown(places=0), *told.decided_in_time.shown(100),
    )  # fmt: skip
