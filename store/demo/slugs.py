"""Texts of the demo products, with slugs in ASCII that are unique in each language."""

import re

from store.demo.sources import Line
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

    def texts(self, sku: str, titles: dict[str, str], about: dict[str, str]) -> dict[str, Line]:
        """A product's texts by language, the first of `titles` first: title, description, slug.

        Japanese has no reading here and takes the English slug; a slug taken already gets the SKU behind it.
        """
        found: dict[str, Line] = {
            language: {"title": title, "slug": self._claim(language, titles, sku)}
            for language, title in titles.items()
        }
        for language, description in about.items():
            found.setdefault(language, {})["description"] = description
        return found

    def _claim(self, language: str, titles: dict[str, str], sku: str) -> str:
        spoken = "en" if language == "ja" else language
        slug = slugify(titles.get(spoken, ""), spoken)
        if not slug or (language, slug) in self._taken:
            slug = "-".join(filter(None, (slug, sku)))
        self._taken.add((language, slug))
        return slug
