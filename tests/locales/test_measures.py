"""Numbers, percentages, measures and unit prices as written."""

from decimal import Decimal

import pytest

from locales import format_list, format_measure, format_number, format_percent, format_unit_price


@pytest.mark.parametrize(
    ("language", "country", "weight", "volume"),
    [
        ("de", "DE", "1,5 kg", "0,75 l"),
        ("de", "AT", "1,5 kg", "0,75 l"),
        ("fr", "FR", "1,5\u202fkg", "0,75\u202fl"),
        ("it", "IT", "1,5 kg", "0,75 l"),
        ("es", "ES", "1,5 kg", "0,75 l"),
        ("nl", "NL", "1,5 kg", "0,75 l"),
        ("pt", "PT", "1,5 kg", "0,75 l"),
        ("el", "GR", "1,5 κιλά", "0,75 λίτ."),
        ("en", "GB", "1.5 kg", "0.75 l"),
        ("en", "IE", "1.5 kg", "0.75 l"),
        ("de", "CH", "1.5 kg", "0.75 l"),
        ("fr", "CH", "1,5\u202fkg", "0,75\u202fl"),
        ("en", "US", "1.5 kg", "0.75 L"),
        ("fr", "CA", "1,5 kg", "0,75\u202fl"),
        ("ja", "JP", "1.5 kg", "0.75 L"),
        ("pt", "BR", "1,5 kg", "0,75 litros"),
        ("pl", "PL", "1,5 kg", "0,75 l"),
        ("sv", "SE", "1,5 kg", "0,75 l"),
    ],
)
def test_each_market_writes_measures_its_own_way(
    language: str, country: str, weight: str, volume: str
) -> None:
    assert format_measure(Decimal("1.50"), "kg", language, country) == weight
    assert format_measure(Decimal("0.75"), "l", language, country) == volume


def test_a_measure_is_rounded_half_up_before_it_is_written() -> None:
    assert format_measure(Decimal("0.0625"), "l", "en", "GB") == "0.063 l"
    with pytest.raises(KeyError):
        format_measure(Decimal(1), "furlong", "en", "GB")


def test_a_percentage_keeps_the_decimals_it_needs() -> None:
    assert format_percent(Decimal("0.19"), "de", "DE") == "19\xa0%"
    assert format_percent(Decimal("0.0700"), "de", "DE") == "7\xa0%"
    assert format_percent(Decimal("0.055"), "fr", "FR") == "5,5\xa0%"
    assert format_percent(Decimal("0.081"), "de", "CH") == "8.1%"
    assert format_percent(Decimal("0.08"), "ja", "JP") == "8%"


def test_a_number_keeps_the_decimals_that_it_needs() -> None:
    assert format_number(1234567, "de", "DE") == "1.234.567"
    assert format_number(Decimal("1234.50005"), "fr", "FR") == "1\u202f234,50005"


@pytest.mark.parametrize(
    ("language", "country", "unit", "written"),
    [
        ("de", "DE", "kg", "13,96\xa0€/kg"),
        ("de", "AT", "l", "€\xa013,96/l"),
        ("nl", "NL", "m2", "€\xa013,96 per m²"),
        ("el", "GR", "kg", "13,96\xa0€/κιλό"),
        ("de", "DE", "piece", "13,96\xa0€ je Stück"),
        ("fr", "FR", "piece", "13,96\xa0€ la pièce"),
    ],
)
def test_a_unit_price_names_its_unit(language: str, country: str, unit: str, written: str) -> None:
    assert format_unit_price(1396, "EUR", unit, language, country) == written


def test_several_things_are_joined_as_the_language_does() -> None:
    assert format_list(["a", "b", "c"], "de") == "a, b und c"
    assert format_list(["a", "b"], "de", joined="or") == "a oder b"
    assert format_list(["a", "b", "c"], "ja") == "a、b、c"
    assert format_list(["a"], "fr") == "a"
    assert format_list([], "fr") == ""
