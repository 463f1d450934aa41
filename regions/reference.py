"""The prior price that must stand beside an announced reduction.

EU   Directive 98/6/EC art. 6a: the lowest price of the last 30 days, also for percentages (C-330/23)
DE   PAngV § 11: an unbroken series of cuts may keep the price before the first; young offers; perishables
FR   Code de la consommation L112-1-1: the same for a series of cuts; perishable goods are exempt
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regions.claims import Rule
from regions.item import Item


@dataclass(frozen=True, slots=True)
class PriorPriceLaw:
    """How far back the lowest price is looked for, and the exceptions that a member state took up.

    ``series``: an unbroken series of cuts keeps the price before the first one, for offers at least as old as
    the period; a price that stood for the whole period breaks the series. ``exempt``: goods whose reduction
    needs no prior price.
    """

    rule: Rule
    days: int = 30
    series: bool = False
    exempt: Callable[[Item], bool] | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The prior price in minor units, and the reduction from it in whole percent, rounded down."""

    price: int
    percent: int


def reference_price(
    item: Item, history: Sequence[tuple[date, int]], price: int, law: PriorPriceLaw | None, at: date
) -> Reference | None:
    """The prior price of an item that now costs ``price``; None if nothing has to be shown.

    ``history`` are earlier prices in minor units, oldest first, each from its day until the next one's. The
    present price holds from ``at``, or since the last entry if that has the same price.
    """
    earlier = [entry for entry in history if entry[0] <= at]
    if law is None or at not in law.rule.span or not earlier or (law.exempt is not None and law.exempt(item)):
        return None
    cut = at
    offered_since = item.offered_since or earlier[0][0]
    while earlier and earlier[-1][1] == price:
        cut = earlier.pop()[0]
    if not earlier or earlier[-1][1] <= price:
        return None
    window = timedelta(days=law.days)
    if law.series and cut - offered_since >= window:
        earlier, cut = _before_series(earlier, cut, window)
    lowest = _lowest(earlier, cut - window)
    if lowest <= price:
        return None
    return Reference(lowest, (lowest - price) * 100 // lowest)


def _before_series(
    earlier: list[tuple[date, int]], cut: date, window: timedelta
) -> tuple[list[tuple[date, int]], date]:
    """Drop the cuts of an unbroken series: what was asked before its first cut, and the day of that cut."""
    while len(earlier) > 1 and earlier[-2][1] > earlier[-1][1] and cut - earlier[-1][0] < window:
        cut = earlier.pop()[0]
    return earlier, cut


def _lowest(earlier: Sequence[tuple[date, int]], since: date) -> int:
    """The lowest price in force at any time since the day."""
    in_force = [price for day, price in earlier if day > since]
    before = [price for day, price in earlier if day <= since]
    return min(in_force + before[-1:])
