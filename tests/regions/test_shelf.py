from datetime import date
from decimal import Decimal
from typing import Any

from regions.facts import item_from_json
from regions.item import Destination, Item
from regions.lawbook import lawbook
from regions.shelf import ShelfPrice, shelf_price

ON = date(2026, 11, 21)


def shown(item: Item, price: int, shop: str = "DE", to: Destination | None = None, **more: Any) -> ShelfPrice:
    storefront = lawbook().storefronts[shop]
    return shelf_price(
        item, price, storefront, to or Destination(storefront.country), more.pop("at", ON), **more
    )


def item(**facts: Any) -> Item:
    return item_from_json({"kind": "BOOK", **facts})


NOVEL = item(languages=["de"], bindings=[{"territory": "DE", "price": "24.00", "valid_from": "2026-03-01"}])


def test_a_bound_book_is_shown_at_its_price_and_says_why() -> None:
    price = shown(NOVEL, 2000)
    assert (price.current, price.list_price) == (2400, 2400)
    assert [reason.code for reason in price.applied] == ["DE_BOOK_PRICE"]
    assert (price.net, price.tax, price.gross, price.tax_rate) == (2243, 157, 2400, Decimal("0.07"))


def test_the_same_book_is_free_where_its_price_was_not_published() -> None:
    price = shown(NOVEL, 2000, to=Destination("AT"))
    assert (price.current, price.applied) == (2000, ())
    assert price.tax_rate == Decimal("0.1")


def test_prices_without_tax_wait_for_the_place() -> None:
    waiting = shown(item(), 2000, "US")
    assert (waiting.current, waiting.net, waiting.tax_rate) == (2000, None, None)
    placed = shown(item(), 2000, "US", Destination("US", "TX"))
    assert (placed.net, placed.tax, placed.gross) == (2000, 165, 2165)


def test_a_voucher_taxed_later_bears_nothing_now() -> None:
    price = shown(item(kind="GIFT_CARD"), 5000)
    assert (price.net, price.tax, price.gross) == (5000, 0, 5000)


def test_it_holds_until_something_may_change() -> None:
    price = shown(NOVEL, 2400)
    assert price.valid_from == date(2026, 3, 1)
    assert price.valid_until is None
    before = shown(NOVEL, 2000, at=date(2026, 2, 1))
    assert (before.current, before.valid_until) == (2000, date(2026, 3, 1))


def test_it_ends_when_a_book_comes_of_age() -> None:
    livro = item(first_published="2025-03-21", bindings=[{"territory": "PT", "price": "16.60"}])
    price = shown(livro, 1660, "PT", at=date(2027, 3, 20))
    assert price.valid_until == date(2027, 3, 21)
    assert shown(livro, 1500, "PT", at=date(2027, 3, 20)).current == 1660
    assert shown(livro, 1500, "PT", at=date(2027, 3, 21)).current == 1500


def test_it_ends_the_day_after_an_age_that_has_to_be_passed() -> None:
    roman = item(
        first_published="2024-11-20",
        last_supply_on="2026-01-01",
        bindings=[{"territory": "FR", "price": "22.00"}],
    )
    bound = shown(roman, 1500, "FR", at=date(2026, 11, 20))
    assert (bound.current, bound.valid_until) == (2200, date(2026, 11, 21))
    assert shown(roman, 1500, "FR", at=date(2026, 11, 21)).current == 1500


def test_a_subscribers_price_ends_after_its_last_day() -> None:
    special = {"type": "SUBSCRIPTION", "until": "2026-12-31"}
    prices = [
        {"territory": "DE", "price": "24.00"},
        {"territory": "DE", "price": "19.00", "special": special},
    ]
    price = shown(item(languages=["de"], bindings=prices), 1900)
    assert (price.current, price.valid_until) == (1900, date(2027, 1, 1))


def test_that_of_a_package_ends_when_its_deposit_changes() -> None:
    water = {"kind": "DRINK", "packaging": "PLASTIC_BOTTLE"}
    assert shown(item(**water), 49, at=date(2023, 6, 1)).valid_until == date(2024, 1, 1)
    assert shown(item(**water), 49).valid_from == date(2024, 1, 1)
    assert shown(item(kind="DRINK"), 49).valid_from == date(2022, 5, 28)


def test_it_ends_when_a_rate_changes() -> None:
    milk = item(kind="STAPLE_FOOD")
    price = shown(milk, 149, "AT", at=date(2026, 6, 30))
    assert (price.tax_rate, price.valid_until) == (Decimal("0.1"), date(2026, 7, 1))


def test_a_reduction_shows_its_reference_until_the_window_moves_on() -> None:
    history = ((date(2026, 9, 1), 5990), (date(2026, 11, 1), 4490))
    price = shown(item(kind="OTHER"), 4490, history=history)
    assert (price.prior_price, price.discount_percent) == (5990, 25)
    assert price.valid_from == date(2026, 11, 1)
    assert price.valid_until == date(2026, 12, 1)


def test_the_span_keeps_its_word() -> None:
    prices_law, bound = date(2022, 5, 28), date(2026, 3, 1)
    for day, other, since, until in (
        (date(2024, 1, 1), prices_law, prices_law, bound),
        (date(2024, 1, 1), date(2026, 2, 28), prices_law, bound),
        (date(2026, 11, 21), bound, bound, None),
    ):
        price = shown(NOVEL, 2000, at=day)
        assert (price.valid_from, price.valid_until) == (since, until)
        assert shown(NOVEL, 2000, at=other) == price
    assert shown(NOVEL, 2000, at=date(2026, 2, 28)) != shown(NOVEL, 2000, at=bound)
