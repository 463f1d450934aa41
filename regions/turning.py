"""Turning days: on which days anything may change in what the law says about one good.

Between two neighbouring days a shelf price holds, so that it can be kept. A day too many costs a
recalculation; one too few would be wrong.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from regions.dates import Span, add_months
from regions.item import Item
from regions.pricelaw import PriceLaw
from regions.region import Law
from regions.taxes import TaxTable

DAY = timedelta(days=1)


def span_around(day: date, turning: Iterable[date]) -> Span:
    """The span around a day in which no turning day lies; it begins on one and ends before the next."""
    before, after = None, None
    for turn in turning:
        if turn <= day:
            before = turn if before is None or turn > before else before
        elif after is None or turn < after:
            after = turn
    return Span(before, after)


def turning_days(item: Item, laws: Iterable[Law], history: Sequence[tuple[date, int]]) -> Iterator[date]:
    """The days on which the price of an item may change by law: rates, rules, bindings, ages, references."""
    for law in laws:
        yield from law_days(law)
        for price_law in law.prices:
            if item.kind in price_law.kinds:
                yield from _ages(item, price_law)
        if item.packaging is not None:
            yield from _deposit_days(law)
        if history and law.prior_price is not None:
            window = timedelta(days=law.prior_price.days)
            for since, _ in history:
                yield from (since, since + window, since + window + DAY)
    for binding in item.bindings:
        yield from (day for day in (binding.valid_from, binding.lifted_on) if day is not None)
        if binding.special is not None and binding.special.until is not None:
            yield binding.special.until + DAY


def _ages(item: Item, law: PriceLaw) -> Iterator[date]:
    """The days on which the item comes of an age that the law asks for: reached, and passed."""
    told = {
        item.first_published, item.edition_on, item.imported_on, item.reprinted_on, item.last_supply_on,
        item.offered_since,
    }  # fmt: skip
    for day in told:
        if day is not None:
            for months in law.turning_months:
                turn = add_months(day, months)
                yield turn
                yield turn + DAY


@lru_cache(maxsize=256)
def _deposit_days(law: Law) -> frozenset[date]:
    """The days on which deposits on packaging change, of which a good's notices tell."""
    spans = (deposit.rule.span for deposit in law.deposits)
    firm = (deposit.firm_since for deposit in law.deposits)
    days = (*(day for span in spans for day in (span.since, span.until)), *firm)
    return frozenset(day for day in days if day is not None)


@lru_cache(maxsize=256)
def law_days(law: Law) -> frozenset[date]:
    """The days on which a law itself changes: the spans of its rules and the steps of its rates."""
    spans = [law.tax_rule.span, *(price.rule.span for price in law.prices)]
    if law.prior_price is not None:
        spans.append(law.prior_price.rule.span)
    days = {day for span in spans for day in (span.since, span.until) if day is not None}
    return frozenset(days.union(*(_table_days(table) for table in law.tax_tables)))


def _table_days(table: TaxTable) -> set[date]:
    return {day for _, steps in table.all_parts for day in steps.days}
