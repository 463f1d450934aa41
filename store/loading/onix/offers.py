"""From the standard's prices to ours: what each storefront asks from when, and what binds it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from regions.facts import BindingMode, Item, Kind
from regions.lawbook import LawBook
from regions.money import amount_text, from_decimal, half_up
from regions.region import Law, default_rates
from regions.taxes import read_on
from store.loading.onix.blocks import BadRecord
from store.loading.onix.prices import Price

PLACE = "ProductSupply/SupplyDetail/Price"


@dataclass(frozen=True, slots=True)
class Tariff:
    """The consumers' prices of a record, seen by a law book on a day."""

    prices: Sequence[Price]
    kind: Kind
    book: LawBook
    today: date
    published: date | None

    def in_storefronts(self) -> dict[str, Any]:
        """`prices` of the load format: by storefront, one amount or a dated list."""
        asked = {}
        for code, shop in self.book.storefronts.items():
            law = self.book.laws[shop.country]
            if shop.currency == law.currency and (steps := self._timeline(law)):
                shows_tax = shop.prices_include_tax
                amounts = [
                    (day, self._amount(price, law, shows_tax) if price else None) for day, price in steps
                ]
                asked[code] = self._dated(amounts)
        return asked

    def bindings(self) -> list[dict[str, str]]:
        """`bindings` of the facts: of countries with a price law or a storefront."""
        shops = {shop.country for shop in self.book.storefronts.values()}
        countries = (law for law in self.book.laws.values() if law.prices or law.country in shops)
        return [binding for law in countries for binding in self._bindings(law)]

    def _for(self, law: Law) -> list[Price]:
        """The prices for a country: those that name it, else those of regions that it lies in."""
        covering = [
            each for each in self.prices if each.currency == law.currency and each.covers(law.country)
        ]
        return [each for each in covering if each.names(law.country)] or covering

    def _timeline(self, law: Law) -> list[tuple[date, Price | None]]:
        """The price in force from each day on which it changes; nothing if there never is one."""
        prices = self._for(law)
        steps: list[tuple[date, Price | None]] = []
        for day in sorted({date.min, *_turning_days(prices)}):
            price = _in_force(prices, day, law.country)
            if (steps[-1][1] if steps else None) != price:
                steps.append((day, price))
        return steps

    def _dated(self, steps: Sequence[tuple[date, str | None]]) -> Any:
        """One amount if it always was the same, else a list whose first price holds since publication."""
        (start, amount), *later = steps
        if start == date.min and not later:
            return amount
        if start == date.min:
            start = min(self.published or self.today, later[0][0] - timedelta(days=1))
        return [{"from": day.isoformat(), "price": price} for day, price in ((start, amount), *later)]

    def _bindings(self, law: Law) -> Iterator[dict[str, str]]:
        prices = self._for(law)
        for price in _one_each(prices):
            binding = {"territory": law.country, "price": self._amount(price, law, True)}
            if price.since:
                binding["valid_from"] = price.since.isoformat()
            if not price.fixed:
                binding["mode"] = BindingMode.RECOMMENDED.value
            elif price.until and _is_lifted(prices, price.until):
                binding["lifted_on"] = price.until.isoformat()
            yield binding

    def _amount(self, price: Price, law: Law, with_tax: bool) -> str:
        """A price with its tax or without, in major units of the country's currency.

        Where prices are shown without tax, one that includes it stands as it is unless its rate is told.
        """
        try:
            amount = Fraction(from_decimal(price.amount, law.currency))
        except ValueError as error:
            raise BadRecord("BAD_VALUE", f"{PLACE}/PriceAmount", str(error)) from None
        if with_tax and not price.with_tax:
            amount *= 1 + self._tax(price, law)
        elif price.with_tax and not with_tax and price.tax_percent:
            amount /= 1 + Fraction(price.tax_percent) / 100
        return amount_text(half_up(amount.numerator, amount.denominator), law.currency)

    def _tax(self, price: Price, law: Law) -> Fraction:
        """The rate that the record tells, else the country's for such goods."""
        if price.tax_percent is not None:
            return Fraction(price.tax_percent) / 100
        minor = from_decimal(price.amount, law.currency)
        table = read_on(law.tax, price.since or self.today, default_rates(law))
        taxes = table.of(Item(kind=self.kind), minor)
        return Fraction(taxes.numerator, taxes.denominator)


def _turning_days(prices: Iterable[Price]) -> Iterator[date]:
    for price in prices:
        yield from (day for day in (price.since, price.until) if day)


def _in_force(prices: Sequence[Price], day: date, country: str) -> Price | None:
    """The price of a day: a fixed one first, then the newest, then the one with tax."""
    holding = [price for price in prices if price.holds_on(day)]
    if not holding:
        return None
    best = max(map(_rank, holding))
    chosen = [price for price in holding if _rank(price) == best]
    if len({price.amount for price in chosen}) > 1:
        amounts = " and ".join(str(price.amount) for price in chosen)
        raise BadRecord("CONTRADICTORY_PRICES", PLACE, f"has {amounts} for {country} at the same time")
    return chosen[0]


def _rank(price: Price) -> tuple[bool, date, bool]:
    return price.fixed, price.since or date.min, price.with_tax


def _is_lifted(prices: Sequence[Price], day: date) -> bool:
    """Whether a recommended price holds on the day on which a fixed one ended, and no fixed one does."""
    holding = [price.fixed for price in prices if price.holds_on(day)]
    return bool(holding) and not any(holding)


def _one_each(prices: Sequence[Price]) -> list[Price]:
    """Without those that are told again by another supplier, or without tax what is told with it too."""
    told: dict[tuple[bool, date | None, date | None], Price] = {}
    for price in sorted(prices, key=lambda each: not each.with_tax):
        told.setdefault((price.fixed, price.since, price.until), price)
    return list(told.values())
