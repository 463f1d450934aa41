"""The phrase books: which language, in which words, and how its numbers, money and dates are written.

Everything here is pure but for reading the catalogues of our words, once. Nothing knows the shop.
"""

from locales.books import has_words, languages
from locales.dates import format_date, format_instant, format_time
from locales.lists import format_list
from locales.measures import format_measure, format_number, format_percent
from locales.money import exponent, format_money, money_formatter
from locales.names import country_name, currency_name, currency_symbol, language_name
from locales.negotiation import accept_language, chain, choose
from locales.phrases import Phrases, phrases
from locales.places import locale_for
from locales.tags import canonical, is_tag
from locales.unit_prices import format_unit_price

__all__ = [
    "Phrases",
    "accept_language",
    "canonical",
    "chain",
    "choose",
    "country_name",
    "currency_name",
    "currency_symbol",
    "exponent",
    "format_date",
    "format_instant",
    "format_list",
    "format_measure",
    "format_money",
    "format_number",
    "format_percent",
    "format_time",
    "format_unit_price",
    "has_words",
    "is_tag",
    "language_name",
    "languages",
    "locale_for",
    "money_formatter",
    "phrases",
]
