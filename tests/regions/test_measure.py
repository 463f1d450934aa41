from decimal import Decimal

import pytest

from regions.item import NetContent
from regions.kinds import ContentUnit
from regions.measure import UnitPrice, unit_price


def content(value: str, unit: str) -> NetContent:
    return NetContent(Decimal(value), ContentUnit(unit))


@pytest.mark.parametrize(
    ("value", "unit", "price", "minor", "per"),
    [
        ("250", "g", 349, 1396, "kg"),
        ("0.75", "l", 599, 799, "l"),
        ("330", "ml", 99, 300, "l"),
        ("150", "cm", 450, 300, "m"),
        ("2.5", "m2", 1000, 400, "m2"),
        ("6", "piece", 199, 33, "piece"),
    ],
)
def test_the_unit_price_is_for_one_kilogram_litre_metre_or_piece(
    value: str, unit: str, price: int, minor: int, per: str
) -> None:
    assert unit_price(content(value, unit), price) == UnitPrice(minor, per)


def test_a_unit_price_that_equals_the_price_is_left_out() -> None:
    assert unit_price(content("1", "kg"), 119) is None
    assert unit_price(content("1000", "ml"), 119) is None


def test_a_good_without_net_content_has_none() -> None:
    assert unit_price(None, 1000) is None
