"""Reading what a line says about selling a variant: prices, stock, listings."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from regions.money import from_decimal
from regions.reading import BadInput, Fields, decimal, entries, refuse_unless
from store.loading.fields import Reader, by_name, count, instant, key
from store.loading.rows import PriceEntry, Span
from store.markets import Market, Markets

MAIN_WAREHOUSE = "main"
quantities = by_name(count, key(32))


def read_prices(markets: Markets) -> Reader[dict[str, tuple[PriceEntry, ...]]]:
    """A reader of prices by storefront: one amount that holds from now on, or dated entries."""

    def reader(value: Any, path: str) -> dict[str, tuple[PriceEntry, ...]]:
        found = Fields(value, path, markets)
        return {code: found.read(code, _entries(markets[code])) for code in markets if code in found}

    return reader


def read_stock(value: Any, path: str) -> dict[str, int]:
    """Quantities by warehouse; a number alone lies in the main one."""
    return quantities(value, path) if isinstance(value, dict) else {MAIN_WAREHOUSE: count(value, path)}


def read_listings(markets: Markets) -> Reader[dict[str, Span]]:
    """A reader of where and when it is sold, by storefront."""

    def reader(value: Any, path: str) -> dict[str, Span]:
        found = Fields(value, path, markets)
        return {code: found.read(code, _span(markets[code])) for code in markets if code in found}

    return reader


def _span(market: Market) -> Reader[Span]:
    def reader(value: Any, path: str) -> Span:
        found = Fields(value, path, ("from", "until"))
        start: datetime | None = found.read("from", instant(market.zone), None)
        end: datetime | None = found.read("until", instant(market.zone), None)
        refuse_unless(not start or not end or start < end, path, "ends before it begins")
        return Span(start, end)

    return reader


def _entries(market: Market) -> Reader[tuple[PriceEntry, ...]]:
    def reader(value: Any, path: str) -> tuple[PriceEntry, ...]:
        if not isinstance(value, list):
            return (PriceEntry(None, _amount(market)(value, path)),)
        found = entries(value, path, _entry(market))
        in_order = all(early < late for (early, _), (late, _) in pairwise(found))
        refuse_unless(bool(found) and in_order, path, "must be dated entries, oldest first")
        return tuple(PriceEntry(start, amount) for start, amount in found)

    return reader


def _entry(market: Market) -> Reader[tuple[datetime, int | None]]:
    def reader(value: Any, path: str) -> tuple[datetime, int | None]:
        found = Fields(value, path, ("from", "price"))
        amount = found.read("price", _amount(market), None)
        return found.read("from", instant(market.zone)), amount

    return reader


def _amount(market: Market) -> Reader[int]:
    """A reader of minor units: a decimal string with no more places than the currency has."""

    def reader(value: Any, path: str) -> int:
        try:
            return from_decimal(decimal(value, path), market.currency)
        except BadInput:
            raise
        except ValueError:
            raise BadInput(path, f"has more decimals than {market.currency} allows") from None

    return reader
