from datetime import date
from decimal import Decimal

from regions.rates import of, percent, rate, then


def test_a_rate_is_exact_and_written_without_trailing_zeros() -> None:
    seven = percent("7")
    assert (seven.numerator, seven.denominator, seven.text) == (7, 100, "0.07")
    assert percent("8.10").text == "0.081"
    assert percent(0).text == "0"
    assert of(Decimal("0.0825")).value == Decimal("0.0825")


def test_steps_hold_from_their_day_on() -> None:
    standard = then(rate("19"), ("2020-07-01", "16"), ("2021-01-01", "19"))
    days = [date(1990, 1, 1), date(2020, 6, 30), date(2020, 7, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [standard.on(day).text for day in days] == ["0.19", "0.19", "0.16", "0.16", "0.19"]


def test_steps_may_follow_other_steps_from_a_day_on() -> None:
    standard = then(rate("19"), ("2020-07-01", "16"), ("2021-01-01", "19"))
    reduced = then(rate("7"), ("2020-07-01", "5"), ("2021-01-01", "7"))
    electronic = standard.change("2019-12-18", reduced)
    days = [date(2019, 12, 17), date(2019, 12, 18), date(2020, 7, 1), date(2021, 1, 1)]
    assert [electronic.on(day).text for day in days] == ["0.19", "0.07", "0.05", "0.07"]


def test_a_change_on_a_day_that_has_one_replaces_it() -> None:
    changed = then(rate("19"), ("2020-07-01", "16")).change("2020-07-01", percent(10))
    assert changed.on(date(2020, 7, 1)).text == "0.1"
