"""Prices of a record, as the standard has them: what is asked of a consumer, where, when, bound or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from store.loading.onix.blocks import BadRecord, Block
from store.loading.onix.dates import Period, read_period
from store.loading.onix.header import Header
from store.loading.onix.territories import Territory, read_territory

FIXED = frozenset({"03", "04"})
"""Fixed retail prices (list 58): the law of the territory says how far they bind."""
RECOMMENDED = frozenset({"01", "02"})
WITHOUT_TAX = frozenset({"01", "03"})
FOR_CONSUMERS = frozenset({None, "00", "05"})
"""Unqualified and consumer prices (list 59)."""
FROM, UNTIL, FROM_UNTIL = "14", "15", "24"
"""Roles of a price's dates (list 173)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """An amount that consumers pay or are recommended to pay, in major units of the currency."""

    amount: Decimal
    currency: str
    fixed: bool
    with_tax: bool
    tax_percent: Decimal | None
    """The one rate that it bears, where the record says so."""
    market: Territory
    territory: Territory | None
    since: date | None
    until: date | None
    """The first day on which it doesn't hold any more."""

    def covers(self, country: str) -> bool:
        """Whether it is a price for that country."""
        return self.market.covers(country) and (self.territory is None or self.territory.covers(country))

    def names(self, country: str) -> bool:
        """Whether it is for that country by name."""
        return country in (self.territory or self.market).named

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def read_prices(supply: Block, market: Territory, header: Header) -> Iterator[Price]:
    """The consumers' prices of a `SupplyDetail`; trade and conditional ones are passed over."""
    for price in supply.blocks("Price"):
        kind = price.text("PriceType") or header.price_type
        if kind is None:
            raise BadRecord(
                "MISSING_VALUE", price.at("PriceType"), "isn't there, and the header has no default"
            )
        if kind in FIXED | RECOMMENDED and price.has("PriceAmount") and _is_for_anyone(price):
            yield _price(price, kind, market, header)


def _is_for_anyone(price: Block) -> bool:
    conditional = price.has("PriceCondition") or price.has("PriceConstraint")
    quantity = price.text("MinimumOrderQuantity") or "1"
    return price.text("PriceQualifier") in FOR_CONSUMERS and not conditional and quantity == "1"


def _price(price: Block, kind: str, market: Territory, header: Header) -> Price:
    currency = price.text("CurrencyCode") or header.currency
    if currency is None:
        raise BadRecord(
            "MISSING_VALUE", price.at("CurrencyCode"), "isn't there, and the header has no default"
        )
    since, until = _dates(price)
    if since and until and until <= since:
        raise price.wrong("PriceDate", "ends before it begins")
    return Price(
        amount=price.decimal("PriceAmount"),
        currency=currency,
        fixed=kind in FIXED,
        with_tax=kind not in WITHOUT_TAX,
        tax_percent=_tax_percent(price),
        market=market,
        territory=read_territory(price.block("Territory")),
        since=since,
        until=until,
    )


def _dates(price: Block) -> tuple[date | None, date | None]:
    """From when it holds, and the first day on which it doesn't; last days are included in the standard."""
    since: date | None = None
    until: date | None = None
    for dated in price.blocks("PriceDate"):
        role, period = dated.need("PriceDateRole"), _period(dated)
        if role in (FROM, FROM_UNTIL):
            since = period.first
        if role in (UNTIL, FROM_UNTIL):
            until = None if period.last == date.max else period.last + timedelta(days=1)
    return since, until


def _period(dated: Block) -> Period:
    period = read_period(dated)
    if period is None:
        raise dated.wrong("Date", "has a format that isn't read for prices")
    return period


def _tax_percent(price: Block) -> Decimal | None:
    rates = {tax.decimal("TaxRatePercent") for tax in price.blocks("Tax") if tax.has("TaxRatePercent")}
    return rates.pop() if len(rates) == 1 else None
