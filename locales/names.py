"""What languages, countries and currencies are called (CLDR)."""

from functools import lru_cache

from babel.numbers import get_currency_name, get_currency_symbol

from locales.places import locale_for
from locales.tags import canonical, truncations

_KEPT = 4096
"""Names that are remembered: a list says the same few over and over."""


@lru_cache(maxsize=_KEPT)
def language_name(tag: str, language: str) -> str:
    """A language's name in a language: `de` in `en` is `German`; in itself, `Deutsch`. Else the tag."""
    names = locale_for(language).languages
    return next((names[key] for key in _keys(tag) if key in names), tag)


def _keys(tag: str) -> list[str]:
    return [shorter.replace("-", "_") for shorter in truncations(canonical(tag))]


@lru_cache(maxsize=_KEPT)
def country_name(country: str, language: str) -> str:
    """A country's name in a language: `AT` in `fr` is `Autriche`. An unknown one is its own name."""
    return locale_for(language).territories.get(country.upper()) or country


@lru_cache(maxsize=_KEPT)
def currency_name(currency: str, language: str) -> str:
    """A currency's name in a language: `CHF` in `de` is `Schweizer Franken`. Unknown: its code."""
    return get_currency_name(currency.upper(), locale=locale_for(language))


@lru_cache(maxsize=_KEPT)
def currency_symbol(currency: str, language: str, country: str | None = None) -> str:
    """A currency's sign as written in a language and country: `USD` is `$` in `US`, `US$` in `CA`."""
    return get_currency_symbol(currency.upper(), locale_for(language, country))
