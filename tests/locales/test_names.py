"""What languages, countries and currencies are called."""

from locales import country_name, currency_name, currency_symbol, language_name


def test_languages_countries_and_currencies_have_names_in_each_language() -> None:
    assert language_name("de", "en") == "German"
    assert language_name("de", "de") == "Deutsch"
    assert language_name("ja", "fr") == "japonais"
    assert country_name("AT", "fr") == "Autriche"
    assert currency_name("CHF", "de") == "Schweizer Franken"
    assert currency_symbol("USD", "en", "US") == "$"
    assert currency_symbol("USD", "en", "CA") == "US$"


def test_a_special_language_takes_the_name_of_the_common_one() -> None:
    assert language_name("de-LU", "en") == "German"


def test_what_has_no_name_is_called_by_its_code() -> None:
    assert language_name("tlh-KX", "ja") == "クリンゴン語"
    assert language_name("qqq", "en") == "qqq"
    assert country_name("XQ", "de") == "XQ"
    assert currency_name("XQQ", "de") == "XQQ"
