"""Slugs of the demo products: ASCII, unique in each language."""

import re

from store.words import fold

GREEK = str.maketrans(
    dict(zip("αβγδεζηικλμνξοπρστυφχω", "avgdeziiklmnxoprstyfho", strict=True)) | {"θ": "th", "ψ": "ps"}
)
SPOKEN: dict[str, dict[int, str]] = {
    "de": str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"}),
    "en": str.maketrans({"'": ""}),
}
"""What one language alone writes so: German its umlauts, English no apostrophe."""


def slugify(text: str, language: str) -> str:
    """`text` as lower-case ASCII words joined by hyphens; empty when nothing of it can be written so.

    Greek letters are written one by one; accents are dropped, but for those of `SPOKEN`.
    """
    said = text.lower().translate(SPOKEN.get(language, {}))
    return "-".join(re.findall("[a-z0-9]+", fold(said).translate(GREEK)))


class SlugBook:
    """Remembers the slugs given out, so that no two products share one in a language."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()

    def slugs(self, titles: dict[str, str], sku: str) -> dict[str, str]:
        """A slug for each language of `titles`; Japanese has no reading here and takes the English one.

        Where a slug is taken already, the SKU (unique by itself) is added to it.
        """
        return {language: self._claim(language, self._wish(language, titles), sku) for language in titles}

    def _wish(self, language: str, titles: dict[str, str]) -> str:
        spoken = "en" if language == "ja" else language
        return slugify(titles.get(spoken, ""), spoken)

    def _claim(self, language: str, wish: str, sku: str) -> str:
        free = wish and (language, wish) not in self._taken
        slug = wish if free else "-".join(filter(None, (wish, sku)))
        self._taken.add((language, slug))
        return slug
