"""Money as written: the formats that shoppers know, and Babel's to the character."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest
from babel import Locale
from babel.numbers import format_currency, get_territory_currencies, list_currencies
from hypothesis import given
from hypothesis import strategies as st

from locales import exponent, format_money, locale_for, money_formatter
from regions.money import exponent as lawful_exponent

LANGUAGES = ("de", "el", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv")
COUNTRIES = (
    "AT", "BE", "BR", "CA", "CH", "DE", "ES", "FR", "GB", "GR", "IE", "IN", "IT", "JP", "NL", "NO", "PL",
    "PT", "SE", "US", None,
)  # fmt: skip
CURRENCIES = ("EUR", "GBP", "CHF", "USD", "CAD", "JPY", "BRL", "PLN", "SEK", "NOK", "KWD", "INR")
WITHOUT_MINOR_UNIT_IN_CLDR = {
    "AFN",
    "ALL",
    "IQD",
    "IRR",
    "KPW",
    "LAK",
    "LBP",
    "MGA",
    "MMK",
    "RSD",
    "SOS",
    "SYP",
    "YER",
}
AMOUNTS = (
    0, 1, -1, 5, 99, 100, -300, 999, 1000, -1000, 9999, 99999, 100000, 123456, -123456, 12345678, 100000000,
    -99999999999, 10**15,
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "country", "currency", "amount", "negative"),
    [
        ("de", "DE", "EUR", "1.234,50\xa0€", "-3,00\xa0€"),
        ("de", "AT", "EUR", "€\xa01.234,50", "-€\xa03,00"),
        ("fr", "FR", "EUR", "1\u202f234,50\xa0€", "-3,00\xa0€"),
        ("it", "IT", "EUR", "1.234,50\xa0€", "-3,00\xa0€"),
        ("es", "ES", "EUR", "1.234,50\xa0€", "-3,00\xa0€"),
        ("nl", "NL", "EUR", "€\xa01.234,50", "€\xa0-3,00"),
        ("pt", "PT", "EUR", "1\xa0234,50\xa0€", "-3,00\xa0€"),
        ("nl", "BE", "EUR", "€\xa01.234,50", "€\xa0-3,00"),
        ("fr", "BE", "EUR", "1\u202f234,50\xa0€", "-3,00\xa0€"),
        ("de", "BE", "EUR", "1.234,50\xa0€", "-3,00\xa0€"),
        ("el", "GR", "EUR", "1.234,50\xa0€", "-3,00\xa0€"),
        ("en", "GB", "GBP", "£1,234.50", "-£3.00"),
        ("en", "IE", "EUR", "€1,234.50", "-€3.00"),
        ("de", "CH", "CHF", "CHF\xa01\u2019234.50", "CHF-3.00"),
        ("fr", "CH", "CHF", "1\u202f234,50\xa0CHF", "-3,00\xa0CHF"),
        ("it", "CH", "CHF", "CHF\xa01\u2019234.50", "CHF-3.00"),
        ("en", "US", "USD", "$1,234.50", "-$3.00"),
        ("en", "CA", "CAD", "$1,234.50", "-$3.00"),
        ("fr", "CA", "CAD", "1\xa0234,50\xa0$", "-3,00\xa0$"),
        ("pt", "BR", "BRL", "R$\xa01.234,50", "-R$\xa03,00"),
        ("pl", "PL", "PLN", "1\xa0234,50\xa0zł", "-3,00\xa0zł"),
        ("sv", "SE", "SEK", "1\xa0234,50\xa0kr", "-3,00\xa0kr"),
    ],
)
def test_each_market_writes_money_its_own_way(
    language: str, country: str, currency: str, amount: str, negative: str
) -> None:
    assert format_money(123450, currency, language, country) == amount
    assert format_money(-300, currency, language, country) == negative


def test_yen_have_no_minor_unit_and_what_was_rounded_before_stays_so() -> None:
    rounded = int(Decimal("1234.5").quantize(Decimal(1), ROUND_HALF_UP))
    assert format_currency(Decimal("1234.5"), "JPY", locale="ja_JP") == "￥1,234"
    assert format_money(rounded, "JPY", "ja", "JP") == "￥1,235"
    assert format_money(-3, "JPY", "ja", "JP") == "-￥3"


def test_swiss_francs_are_not_rounded_to_five_rappen_by_the_format() -> None:
    assert format_money(1298, "CHF", "de", "CH") == "CHF\xa012.98"


def test_amounts_are_whole_minor_units_of_the_currency() -> None:
    assert [exponent(currency) for currency in ("EUR", "JPY", "KWD", "eur")] == [2, 0, 3, 2]
    assert format_money(1234567, "KWD", "en", "GB") == "KWD1,234.567"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_formatter_is_babel_to_the_character(language: str) -> None:
    for country, currency in product(COUNTRIES, CURRENCIES):
        write, locale, digits = (
            money_formatter(language, country, currency),
            locale_for(language, country),
            exponent(currency),
        )
        for minor in AMOUNTS:
            expected = format_currency(Decimal(minor).scaleb(-digits), currency, locale=locale)
            assert write(minor) == expected, (language, country, currency, minor)


def test_every_currency_that_babel_knows_is_written_as_babel_writes_it() -> None:
    for currency in sorted(list_currencies() - WITHOUT_MINOR_UNIT_IN_CLDR):
        written = format_money(-123456789, currency, "de", "CH")
        exact = Decimal(-123456789).scaleb(-exponent(currency))
        assert written == format_currency(exact, currency, locale="de_CH")


def test_indian_grouping_is_left_to_babel() -> None:
    assert format_money(123456789, "INR", "en", "IN") == "₹12,34,567.89"


def test_a_minor_unit_that_nobody_pays_in_is_shown_rather_than_lost() -> None:
    assert format_money(123450, "RSD", "en", "GB") == "RSD1,234.50"
    assert format_money(1234567, "IQD", "en", "GB") == "IQD1,234.567"
    assert format_money(123450, "RSD", "en", "IN") == "RSD1,234.5"


def test_the_law_book_counts_minor_units_as_we_do() -> None:
    territories = [code for code in Locale("en").territories if len(code) == 2]
    in_use = {currency for territory in territories for currency in get_territory_currencies(territory)}
    assert len(in_use) > 150
    assert {code: exponent(code) for code in in_use} == {code: lawful_exponent(code) for code in in_use}


@given(st.integers(-(10**20), 10**20), st.sampled_from(LANGUAGES), st.sampled_from(COUNTRIES))
def test_any_amount_is_written_as_babel_writes_it(minor: int, language: str, country: str | None) -> None:
    expected = format_currency(Decimal(minor).scaleb(-2), "EUR", locale=locale_for(language, country))
    assert format_money(minor, "EUR", language, country) == expected
