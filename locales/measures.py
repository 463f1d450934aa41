"""Numbers, percentages and measures as a language and country write them."""

from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from babel.numbers import format_decimal
from babel.numbers import format_percent as babel_percent
from babel.units import format_unit

from locales.places import locale_for

UNITS = MappingProxyType(
    {
        "g": "mass-gram",
        "kg": "mass-kilogram",
        "ml": "volume-milliliter",
        "l": "volume-liter",
        "cm": "length-centimeter",
        "m": "length-meter",
        "m2": "area-square-meter",
        "m3": "volume-cubic-meter",
    }
)
"""The law book's units of measure and their names in CLDR. Pieces are counted in our own words."""

_THOUSANDTH = Decimal("0.001")


def format_number(number: int | Decimal, language: str, country: str | None = None) -> str:
    """A number with the decimals it needs: `1.234,5` for `de`."""
    return format_decimal(number, locale=locale_for(language, country), decimal_quantization=False)


def format_percent(rate: Decimal, language: str, country: str | None = None) -> str:
    """A rate as a percentage with the decimals it needs: 0.081 is `8,1 %` for `de`."""
    return babel_percent(rate.normalize(), locale=locale_for(language, country), decimal_quantization=False)


def format_measure(value: Decimal, unit: str, language: str, country: str | None = None) -> str:
    """A measure, rounded half-up to three decimals: 1.5 `kg` is `1,5 kg`. KeyError for an unknown unit."""
    rounded = value.quantize(_THOUSANDTH, ROUND_HALF_UP)
    return format_unit(rounded, UNITS[unit], "short", locale=locale_for(language, country))
