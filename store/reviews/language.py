"""Which language a review is written in, where its author doesn't say.

Lingua's smaller models are asked for the languages of our shops alone: some 30 MB in a worker that has ever
read a review, a tenth of a millisecond for each.
"""

import asyncio
from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from regions.lawbook import lawbook

SURE = 0.65
"""Below it a text is too short, or in none of our languages."""


async def detect_language(text: str, usual: str) -> str:
    """The primary tag of the language of a text; `usual`, that of its surroundings, if nobody can tell."""
    return await asyncio.to_thread(_detect, text, usual)  # the first one reads the models from disk


def _detect(text: str, usual: str) -> str:
    found = _detector().compute_language_confidence_values(text)
    if not found or found[0].value < SURE:
        return usual
    return found[0].language.iso_code_639_1.name.lower()


@cache
def _detector() -> LanguageDetector:
    """Knows the languages that any storefront speaks, as far as there are models of them."""
    spoken = {
        language.partition("-")[0].upper()
        for storefront in lawbook().storefronts.values()
        for language in storefront.languages
    }
    known = [code for name in sorted(spoken) if (code := getattr(IsoCode639_1, name, None)) is not None]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*known).with_low_accuracy_mode().build()
