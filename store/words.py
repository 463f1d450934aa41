"""Words as the search keeps them: the same analysis for what is stored and for what is asked.

We analyse by ourselves and hand PostgreSQL finished lexemes, so that every server gives the same answer
whatever dictionaries and collations it was built with. Snowball has a stemmer for most languages that we
serve; Japanese, which writes no spaces, is cut into pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import Stemmer

WORD = re.compile(r"[^\W_]+")
MARKED_WORD = re.compile(r"[^\W_](?:[^\W_]|\x7f)*")
UNSPACED = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆]+")
"""Kana and Chinese characters: written without spaces between words."""

LONGEST_WORD = 40
LAST_POSITION = 16_383
POSITIONS_PER_TERM = 255
"""Both are limits of PostgreSQL's tsvector."""
SHORTEST_CORRECTED = 4
"""Below this many letters nearly every word is a neighbour of every other."""
TITLE_KEY_LENGTH = 200
MOST_ASKED = 16
"""So many words of a search are looked for, the first ones; in unspaced writing pairs are words."""

SNOWBALL = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "it": "italian", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "sv": "swedish",
}  # fmt: skip

UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})

ALPHABETS = {
    "sv": str.maketrans({"å": "z\x7f1", "ä": "z\x7f2", "ö": "z\x7f3"}),
    "da": str.maketrans({"æ": "z\x7f1", "ø": "z\x7f2", "å": "z\x7f3"}),
    "es": str.maketrans({"ñ": "n\x7f"}),
    "pl": str.maketrans({letter: f"{base}\x7f" for letter, base in zip("ąćęłńóśź", "acelnosz", strict=True)})
    | str.maketrans({"ż": "z\x7f\x7f"}),
}
"""Letters that have a place of their own in a language's alphabet, written so that code points sort them."""


def fold(text: str) -> str:
    """`text` without case and accents: ``Ödön`` is ``odon``; the voicing marks of kana stay."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in spread if not "\u0300" <= sign <= "\u036f")
    return unicodedata.normalize("NFKC", plain).translate(UNDECOMPOSED)


def title_key(title: str, language: str) -> str:
    """What titles of a language are ordered by, comparing code points."""
    alphabet = ALPHABETS.get(_primary(language), {})
    written = unicodedata.normalize("NFC", title.casefold()).translate(alphabet)
    return (" ".join(MARKED_WORD.findall(fold(written))) or title)[:TITLE_KEY_LENGTH]


def slugify(text: str) -> str:
    """`text` as a part of an address: folded words with hyphens between them."""
    return "-".join(WORD.findall(fold(text)))


def split(text: str) -> list[str]:
    """The words of `text` in order, folding nothing; unspaced writing as overlapping pairs."""
    found: list[str] = []
    for word in WORD.findall(unicodedata.normalize("NFKC", text).lower()):
        found.extend(_pairs(word) if UNSPACED.search(word) else (word[:LONGEST_WORD],))
    return found


@lru_cache(maxsize=4_096)
def terms(word: str, language: str) -> tuple[str, ...]:
    """The lexemes that stand for `word` in `language`: stemmed as written, and as typed without accents."""
    stemmer = _stemmer(_primary(language))
    if stemmer is None:
        return (f"{_primary(language)}:{fold(word)}",)
    forms = {fold(stemmer.stemWord(word)), fold(stemmer.stemWord(fold(word)))}
    return tuple(f"{_primary(language)}:{form}" for form in sorted(forms))


def to_vector(language: str, parts: Iterable[tuple[str, str]]) -> str:
    """A tsvector's text for `parts`, each a weight (A to D) and a text, as read in `language`."""
    places: dict[str, list[str]] = {}
    position = 0
    for weight, text in parts:
        for word in split(text):
            position = min(position + 1, LAST_POSITION)
            for term in terms(word, language):
                places.setdefault(term, []).append(f"{position}{weight}")
    return " ".join(f"'{term}':{','.join(spots[:POSITIONS_PER_TERM])}" for term, spots in places.items())


def to_queries(language: str, text: str, *, unfinished: bool = False) -> list[str]:
    """A tsquery's text for each of the first words of `text`, the last perhaps `unfinished`."""
    words = split(text)[:MOST_ASKED]
    asked = [_either(terms(word, language), ":*" if _half_a_pair(word) else "") for word in words]
    if words and unfinished:
        asked[-1] = _either((*terms(words[-1], language), f"{_primary(language)}:{fold(words[-1])}"), ":*")
    return [*dict.fromkeys(asked)]


def vocabulary(texts: Iterable[str]) -> set[str]:
    """The folded words of `texts`, unstemmed, for suggestions and corrections; unspaced runs stay whole.

    Numbers are left out: they are as good as endless, and none is a misspelling of another.
    """
    words = (word for text in texts for word in WORD.findall(fold(text)))
    return {word[:LONGEST_WORD] for word in words if len(word) > 1 and not word.isdecimal()}


def neighbours(word: str) -> list[str]:
    """`word` and what is left of it without any one letter.

    Two words that differ by one letter, or by two that changed places, have one of these in common.
    """
    if len(word) < SHORTEST_CORRECTED or UNSPACED.search(word):
        return []
    return sorted({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def _pairs(run: str) -> Sequence[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def _half_a_pair(word: str) -> bool:
    return len(word) == 1 and UNSPACED.match(word) is not None


def _either(forms: Sequence[str], suffix: str = "") -> str:
    asked = " | ".join(f"'{form}'{suffix}" for form in dict.fromkeys(forms))
    return f"({asked})" if len(forms) > 1 else asked


def _primary(language: str) -> str:
    return language.partition("-")[0]


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = SNOWBALL.get(language)
    return Stemmer.Stemmer(name) if name else None
