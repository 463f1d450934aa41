"""Which conventions of writing belong to a language in a country."""

from functools import lru_cache

from babel import Locale
from babel.localedata import exists

from locales.tags import canonical, is_tag

FALLBACK = "en"


@lru_cache(maxsize=1024)
def locale_for(language: str, country: str | None = None) -> Locale:
    """The conventions of a language as written in a country: `de` in `AT` is de_AT, `en` in `DE` is en_DE.

    A country that is part of the tag (`de-AT`) is the reader's own wish and wins. Where CLDR knows nothing
    of the language in that country (`ja` in `DE`), the language's own conventions hold; where it doesn't
    know the language at all, English ones as written in the country.
    """
    for tag in (language, FALLBACK):
        subtags = _subtags(tag)
        spoken, home = subtags[0], [subtag for subtag in subtags[1:] if len(subtag) in (2, 3)][:1]
        script = [subtag for subtag in subtags[1:2] if len(subtag) == 4]
        places = [*home, *([country.upper()] if country else [])]
        candidates = ["_".join([spoken, *script, place]) for place in places]
        for identifier in (*candidates, "_".join([spoken, *script]), spoken):
            if exists(identifier):
                return Locale.parse(identifier)
    raise LookupError(FALLBACK)  # Babel without English would be a broken installation


def _subtags(tag: str) -> list[str]:
    return canonical(tag).split("-") if is_tag(tag) else [FALLBACK]
