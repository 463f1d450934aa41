"""Which conventions belong to a language in a country."""

import pytest

from locales import locale_for


@pytest.mark.parametrize(
    ("language", "country", "locale"),
    [
        ("de", "AT", "de_AT"),
        ("de", "at", "de_AT"),
        ("en", "DE", "en_DE"),
        ("nl", "BE", "nl_BE"),
        ("fr", "CA", "fr_CA"),
        ("pt", "BR", "pt_BR"),
        ("ja", "DE", "ja"),
        ("de", "JP", "de"),
        ("de-AT", "DE", "de_AT"),
        ("zh-Hant", "TW", "zh_Hant_TW"),
        ("es-419", None, "es_419"),
        ("de", None, "de"),
        ("de", "XX", "de"),
        ("tlh", "DE", "en_DE"),
        ("not a tag", "GB", "en_GB"),
    ],
)
def test_a_language_in_a_country_has_its_conventions(language: str, country: str | None, locale: str) -> None:
    assert str(locale_for(language, country)) == locale
