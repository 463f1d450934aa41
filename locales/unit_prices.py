"""The price of one kilogram, litre, metre or piece, as the law wants it shown beside the price."""

from babel.units import format_compound_unit

from locales.measures import UNITS
from locales.money import format_money
from locales.phrases import phrases
from locales.places import locale_for
from locales.words import N_

PIECE = "piece"
PER_PIECE = N_("{price} per piece")


def format_unit_price(minor: int, currency: str, unit: str, language: str, country: str | None = None) -> str:
    """The price of one unit of measure: `13,96 €/kg`, `0,20 € je Stück`. KeyError for an unknown unit."""
    price = format_money(minor, currency, language, country)
    if unit == PIECE:
        return phrases(language, country).say(PER_PIECE, price=price)
    locale = locale_for(language, country)
    return format_compound_unit(price, denominator_unit=UNITS[unit], length="short", locale=locale) or price
