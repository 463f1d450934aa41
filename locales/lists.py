"""Several things in one sentence."""

from collections.abc import Sequence
from typing import Literal

from babel.lists import format_list as babel_list

from locales.places import locale_for


def format_list(
    items: Sequence[str], language: str, country: str | None = None, joined: Literal["and", "or"] = "and"
) -> str:
    """Things joined as the language does: `a, b und c`; with `joined="or"`: `a, b oder c`."""
    return babel_list(items, "standard" if joined == "and" else "or", locale_for(language, country))
