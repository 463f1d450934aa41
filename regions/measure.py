"""Unit prices: what a kilogram, litre, metre or piece costs.

EU   Directive 98/6/EC arts 3, 4
DE   PAngV §§ 4, 5: per kg, l, m, m2 or m3; left out where it equals the price
"""

from dataclasses import dataclass
from fractions import Fraction

from regions.item import NetContent
from regions.kinds import ContentUnit
from regions.money import half_up

_PER = {
    ContentUnit.GRAM: ("kg", 1000),
    ContentUnit.KILOGRAM: ("kg", 1),
    ContentUnit.MILLILITRE: ("l", 1000),
    ContentUnit.LITRE: ("l", 1),
    ContentUnit.CENTIMETRE: ("m", 100),
    ContentUnit.METRE: ("m", 1),
    ContentUnit.SQUARE_METRE: ("m2", 1),
    ContentUnit.CUBIC_METRE: ("m3", 1),
    ContentUnit.PIECE: ("piece", 1),
}


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """Minor units for one ``per``: kg, l, m, m2, m3 or piece."""

    amount: int
    per: str


def unit_price(content: NetContent | None, price: int) -> UnitPrice | None:
    """The unit price of a package at ``price`` minor units; None without content or if it says the same."""
    if content is None:
        return None
    per, parts = _PER[content.unit]
    exact = price * parts / Fraction(content.value)
    amount = half_up(exact.numerator, exact.denominator)
    return None if amount == price else UnitPrice(amount, per)
