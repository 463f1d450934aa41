"""From the standard's prices to those of storefronts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from regions.facts import Kind
from regions.lawbook import lawbook
from store.loading.onix.offers import Tariff
from store.loading.onix.prices import Price
from store.loading.onix.territories import EVERYWHERE, Territory

TODAY = date(2026, 11, 21)


def price(amount: str, currency: str = "EUR", *countries: str, **more: Any) -> Price:
    """A recommended price with tax, in some countries or everywhere."""
    plain: dict[str, Any] = {
        "fixed": False,
        "with_tax": True,
        "tax_percent": None,
        "since": None,
        "until": None,
    }
    territory = Territory(frozenset(countries), world=False) if countries else None
    return Price(
        amount=Decimal(amount), currency=currency, market=EVERYWHERE, territory=territory, **(plain | more)
    )


def asked(*prices: Price, kind: Kind = Kind.BOOK) -> dict[str, Any]:
    """What storefronts ask."""
    return Tariff(prices, kind, lawbook(), TODAY, None).in_storefronts()


@pytest.mark.parametrize(
    ("said", "storefront", "amount"),
    [
        (price("24.00", "EUR", "DE"), "DE", "24.00"),
        (price("20.00", "EUR", "DE", with_tax=False), "DE", "21.40"),
        (price("20.00", "EUR", "DE", with_tax=False, tax_percent=Decimal(19)), "DE", "23.80"),
        (price("9.99", "USD", "US"), "US", "9.99"),
        (price("9.99", "USD", "US", with_tax=False), "US", "9.99"),
        (price("10.50", "CAD", "CA", tax_percent=Decimal(5)), "CA", "10.00"),
        (price("1800.00", "JPY", "JP"), "JP", "1800"),
        (price("8.99", "GBP"), "GB", "8.99"),
    ],
)
def test_a_storefront_asks_as_it_shows_prices(said: Price, storefront: str, amount: str) -> None:
    assert asked(said) == {storefront: amount}


def test_tax_is_that_of_the_kind() -> None:
    assert asked(price("10.00", "EUR", "DE", with_tax=False), kind=Kind.GAME) == {"DE": "11.90"}


def test_a_price_for_a_country_goes_before_one_for_the_world() -> None:
    found = asked(price("20.00"), price("24.00", "EUR", "DE"))
    assert (found["DE"], found["IT"]) == ("24.00", "20.00")
    assert "CH" not in found


def test_a_fixed_price_goes_before_a_recommended_one() -> None:
    assert asked(price("22.00", "EUR", "DE"), price("24.00", "EUR", "DE", fixed=True)) == {"DE": "24.00"}


def test_a_newer_price_goes_before_an_older_one() -> None:
    found = asked(price("20.00", "EUR", "DE"), price("18.00", "EUR", "DE", since=date(2026, 12, 1)))
    assert found == {
        "DE": [{"from": "2026-11-21", "price": "20.00"}, {"from": "2026-12-01", "price": "18.00"}]
    }


def test_a_sale_price_ends() -> None:
    sale = price("15.00", "EUR", "DE", since=date(2026, 12, 1), until=date(2026, 12, 8))
    assert [entry["price"] for entry in asked(price("20.00", "EUR", "DE"), sale)["DE"]] == [
        "20.00",
        "15.00",
        "20.00",
    ]
