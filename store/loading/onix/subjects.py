"""Where a record belongs in our tree: its subjects' codes by how they begin, the longest that is known."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import orjson

from store.loading.onix.blocks import Block

THEMA, BIC, BISAC, WARENGRUPPE = "93", "12", "10", "26"
"""Schemes of list 27, in the order in which they are asked."""
SCHEMES = (THEMA, BIC, BISAC, WARENGRUPPE)
COMICS = "X"
"""How Thema's codes of comic books begin."""

SHELVES = {
    "SHEET_MUSIC": "sheet-music", "MAP": "maps", "DIARY": "stationery/diaries", "MUSIC_DISC": "music",
    "VIDEO_DISC": "video", "GAME": "games", "SOFTWARE": "software", "VIDEO_DOWNLOAD": "downloads/films",
    "ELECTRONICS": "electronics", "CLOTHING": "clothing",
}  # fmt: skip
"""Categories of goods that aren't filed by their subject."""
BOOKS = "books"
"""Where a book goes that has no subject that is known."""

Table = Mapping[str, Mapping[str, str]]
"""Categories by scheme and by how a code begins."""


class BadTable(ValueError):
    """A table that can't be read; says why."""


@cache
def subject_table() -> Table:
    """The table that we bring: to the categories of the demo shops."""
    return read_table(files(__package__).joinpath("subjects.json").read_bytes())


def read_table(written: bytes) -> Table:
    """A table from JSON: by scheme, an object of categories by how a code begins. Raises BadTable."""
    try:
        found = orjson.loads(written)
    except orjson.JSONDecodeError as error:
        raise BadTable(f"it isn't JSON: {error}") from None
    schemes = list(found.values()) if isinstance(found, dict) else [None]
    if not all(isinstance(scheme, dict) and _are_texts(scheme.values()) for scheme in schemes):
        raise BadTable('it must be like {"93": {"FF": "books/crime"}}')
    table: Table = found
    return table


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def read_category(descriptive: Block, kind: str, table: Table) -> str:
    """The path of the category of a product of that kind."""
    if kind in SHELVES:
        return SHELVES[kind]
    for scheme in SCHEMES:
        known = table.get(scheme, {})
        for code in _codes(descriptive, scheme):
            for length in range(len(code), 0, -1):
                if code[:length] in known:
                    return known[code[:length]]
    return BOOKS


def is_comic(descriptive: Block) -> bool:
    """Whether its main subject, or else its first one, is comic books."""
    return next(_codes(descriptive, THEMA), "").startswith(COMICS)


def _codes(descriptive: Block, scheme: str) -> Iterator[str]:
    """The codes of one scheme, the main subject first."""
    subjects = [
        each for each in descriptive.blocks("Subject") if each.need("SubjectSchemeIdentifier") == scheme
    ]
    for subject in sorted(subjects, key=lambda each: not each.has("MainSubject")):
        code = subject.text("SubjectCode") or ""
        # The first digit of a German product group is the form of the edition.
        yield code[-3:] if scheme == WARENGRUPPE else code
