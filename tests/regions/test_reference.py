from datetime import date, timedelta

import pytest

from regions.claims import Rule
from regions.item import Item
from regions.kinds import Kind
from regions.reference import PriorPriceLaw, Reference, reference_price

RULE = Rule(
    "PRIOR_PRICE", "Prior price", "The lowest price of the last 30 days.", "Directive 98/6/EC art. 6a"
)
PLAIN = PriorPriceLaw(rule=RULE)
SERIES = PriorPriceLaw(rule=RULE, series=True)
GOOD = Item(kind=Kind.ELECTRONICS)
TODAY = date(2026, 11, 21)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_reference_is_the_lowest_price_of_the_thirty_days_before() -> None:
    history = [(days_ago(40), 5990), (days_ago(20), 4990), (days_ago(10), 5490)]
    assert reference_price(GOOD, history, 4490, SERIES, TODAY) == Reference(4990, 10)


def test_an_item_offered_for_less_than_the_window_refers_to_its_lowest_price_so_far() -> None:
    history = [(days_ago(12), 2990), (days_ago(6), 2790)]
    assert reference_price(GOOD, history, 2490, SERIES, TODAY) == Reference(2790, 10)


def test_in_an_unbroken_series_of_cuts_the_price_before_the_first_may_stay_where_the_law_says_so() -> None:
    history = [(days_ago(100), 10000), (days_ago(10), 8000)]
    assert reference_price(GOOD, history, 7000, SERIES, TODAY) == Reference(10000, 30)
    assert reference_price(GOOD, history, 7000, PLAIN, TODAY) == Reference(8000, 12)


def test_a_price_that_stood_for_a_whole_window_breaks_the_series() -> None:
    history = [(days_ago(200), 10000), (days_ago(31), 8000)]
    assert reference_price(GOOD, history, 7000, SERIES, TODAY) == Reference(8000, 12)


def test_a_rise_breaks_the_series() -> None:
    history = [(days_ago(90), 10000), (days_ago(25), 8000), (days_ago(15), 9000)]
    assert reference_price(GOOD, history, 7000, SERIES, TODAY) == Reference(8000, 12)


def test_a_running_reduction_keeps_the_reference_of_its_first_day() -> None:
    history = [(days_ago(100), 10000), (days_ago(35), 8000)]
    assert reference_price(GOOD, history, 8000, PLAIN, TODAY) == Reference(10000, 20)


@pytest.mark.parametrize("price", [5490, 6000])
def test_a_price_that_is_not_below_the_one_before_it_is_no_reduction(price: int) -> None:
    history = [(days_ago(40), 5990), (days_ago(10), 5490)]
    assert reference_price(GOOD, history, 5000, PLAIN, TODAY) == Reference(5490, 8)
    assert reference_price(GOOD, [(days_ago(40), 5490)], price, PLAIN, TODAY) is None


def test_a_cut_to_what_was_asked_within_the_window_is_no_reduction() -> None:
    history = [(days_ago(25), 5000), (days_ago(10), 5490)]
    assert reference_price(GOOD, history, 5000, PLAIN, TODAY) is None
    assert reference_price(GOOD, history, 4999, PLAIN, TODAY) == Reference(5000, 0)


def test_exempt_goods_and_countries_without_the_duty_have_no_reference() -> None:
    exempt = PriorPriceLaw(rule=RULE, exempt=lambda item: item.near_expiry_marked)
    yoghurt = Item(kind=Kind.FOOD, perishable=True, near_expiry_marked=True)
    history = [(days_ago(40), 99)]
    assert reference_price(yoghurt, history, 49, exempt, TODAY) is None
    assert reference_price(yoghurt, history, 49, None, TODAY) is None
    assert reference_price(yoghurt, history, 49, PLAIN, TODAY) == Reference(99, 50)


def test_the_future_is_no_history() -> None:
    history = [(days_ago(40), 5000), (days_ago(-5), 1000)]
    assert reference_price(GOOD, history, 4000, PLAIN, TODAY) == Reference(5000, 20)
