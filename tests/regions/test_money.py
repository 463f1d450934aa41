from decimal import Decimal
from fractions import Fraction

import pytest

from regions.money import (
    Money,
    amount_text,
    down,
    eur,
    exponent,
    from_decimal,
    half_up,
    money,
    split,
    to_decimal,
    to_step,
    up,
)


def test_a_currency_has_its_own_decimals() -> None:
    assert [exponent(code) for code in ("EUR", "JPY", "KWD", "CHF")] == [2, 0, 3, 2]


def test_amounts_are_read_and_written_exactly() -> None:
    assert from_decimal(Decimal("24.00"), "EUR") == 2400
    assert from_decimal(Decimal("1800"), "JPY") == 1800
    assert to_decimal(2400, "EUR") == Decimal("24.00")
    assert [amount_text(minor, "EUR") for minor in (2400, 5, -102)] == ["24.00", "0.05", "-1.02"]
    assert amount_text(1800, "JPY") == "1800"
    assert str(eur("2.99")) == "2.99 EUR"
    assert money(410, "JPY") == Money(410, "JPY")


def test_more_decimals_than_the_currency_has_are_refused() -> None:
    with pytest.raises(ValueError, match="more decimals than EUR"):
        from_decimal(Decimal("24.005"), "EUR")


@pytest.mark.parametrize(
    ("numerator", "denominator", "nearest"), [(5, 2, 3), (-5, 2, -3), (7, 3, 2), (8, 3, 3), (0, 7, 0)]
)
def test_a_half_goes_away_from_zero(numerator: int, denominator: int, nearest: int) -> None:
    assert half_up(numerator, denominator) == nearest


def test_law_rounds_towards_legality() -> None:
    assert up(189905, 100) == 1900  # 19.99 with 5 % off is 18.9905, and 18.99 would be unlawful
    assert down(189905, 100) == 1899
    assert up(1900) == down(1900) == 1900


def test_cash_goes_to_the_nearest_coin() -> None:
    assert [to_step(minor, 5) for minor in (3076, 3078, 2392)] == [3075, 3080, 2390]
    assert to_step(9950, 100) == 10000


def test_a_split_loses_nothing_and_ties_go_to_the_earlier() -> None:
    assert split(299, [2400, 1599]) == [179, 120]
    assert split(100, [500, 500, 500]) == [34, 33, 33]
    assert split(1, [1, 1]) == [1, 0]
    assert split(10, [Fraction(1, 3), Fraction(2, 3)]) == [3, 7]


def test_weights_of_nothing_give_all_to_the_first() -> None:
    assert split(7, [0, 0]) == [7, 0]
    assert split(0, []) == []
