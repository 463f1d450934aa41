"""Translated texts: each field is looked for by itself along a chain of languages."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Text(NamedTuple):
    """A text and the language that it is in."""

    value: str
    language: str


def pick(rows: Sequence[Sequence[str | None]], column: int) -> Text | None:
    """The first text in a column of rows that are in the order of the chain and begin with their language."""
    for row in rows:
        value = row[column]
        if value is not None:
            return Text(value, str(row[0]))
    return None


def choose_text(texts: Mapping[str, str], chain: Sequence[str]) -> Text | None:
    """The text in the first language of the chain that has one, else in any; None without any text."""
    for language in chain:
        if language in texts:
            return Text(texts[language], language)
    return next((Text(value, language) for language, value in texts.items()), None)
