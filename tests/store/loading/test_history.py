"""What a load may change in a price history."""

from datetime import UTC, datetime

import pytest

from store.loading.history import Amendment, amend
from store.loading.rows import BadRow, PriceEntry

JANUARY = datetime(2026, 1, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)
NOTHING = Amendment({}, frozenset())


def test_a_first_price_holds_from_now() -> None:
    assert amend({}, [PriceEntry(None, 2400)], NOW, "") == Amendment({NOW: 2400}, frozenset())


def test_the_same_price_again_changes_nothing() -> None:
    assert amend({JANUARY: 2400}, [PriceEntry(None, 2400)], NOW, "") == NOTHING


def test_another_price_is_added_and_the_old_one_stays() -> None:
    assert amend({JANUARY: 2400}, [PriceEntry(None, 2200)], NOW, "") == Amendment({NOW: 2200}, frozenset())


def test_a_declared_history_is_taken_over_and_taking_it_twice_changes_nothing() -> None:
    declared = [PriceEntry(JANUARY, 2400), PriceEntry(DECEMBER, 1800)]
    first = amend({}, declared, NOW, "")
    assert first == Amendment({JANUARY: 2400, DECEMBER: 1800}, frozenset())
    assert amend(first.added, declared, NOW, "") == NOTHING


def test_a_planned_price_that_is_not_declared_any_more_is_withdrawn() -> None:
    known = {JANUARY: 2400, DECEMBER: 1800}
    assert amend(known, [PriceEntry(JANUARY, 2400)], NOW, "") == Amendment({}, frozenset({DECEMBER}))


def test_a_planned_price_may_be_changed() -> None:
    known = {JANUARY: 2400, DECEMBER: 1800}
    declared = [PriceEntry(JANUARY, 2400), PriceEntry(DECEMBER, 1900)]
    assert amend(known, declared, NOW, "") == Amendment({DECEMBER: 1900}, frozenset({DECEMBER}))


def test_what_is_known_of_the_past_can_not_be_contradicted() -> None:
    with pytest.raises(BadRow) as refusal:
        amend({JANUARY: 2400}, [PriceEntry(JANUARY, 2300)], NOW, "faust.prices.DE")
    assert refusal.value.code == "CONTRADICTS_HISTORY"
    assert refusal.value.path == "faust.prices.DE"


def test_what_is_declared_for_now_holds_even_if_a_later_price_was_known() -> None:
    known = {JANUARY: 2400, MAY: 2600}
    assert amend(known, [PriceEntry(JANUARY, 2400)], NOW, "") == Amendment({NOW: 2400}, frozenset())


def test_a_storefront_that_is_left_out_ends_its_sale() -> None:
    known = {JANUARY: 2400, DECEMBER: 1800}
    assert amend(known, [], NOW, "") == Amendment({NOW: None}, frozenset({DECEMBER}))
    assert amend({JANUARY: 2400, MAY: None}, [], NOW, "") == NOTHING
