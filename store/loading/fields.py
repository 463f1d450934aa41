"""Readers of what only the load format has, beside those of `regions.reading`: (value, path) -> value."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from locales import canonical, is_tag
from regions.reading import BadInput, boolean, kind_of, refuse_unless, text, whole
from store.models.assortment import LANGUAGE_LENGTH

T = TypeVar("T")
Reader = Callable[[Any, str], T]

count = whole(0, 2**31 - 1)
"""A whole number that an integer column holds."""


def words(value: Any, path: str) -> str:
    """Text that PostgreSQL can keep."""
    found = text(value, path)
    refuse_unless("\x00" not in found, path, "contains a NUL character")
    return found


def key(longest: int) -> Reader[str]:
    """A reader of text that identifies: short, printable, without blanks around it."""

    def reader(value: Any, path: str) -> str:
        found = text(value, path)
        refuse_unless(len(found) <= longest, path, f"must not be longer than {longest} characters")
        visible = found == found.strip() and found.isprintable()
        refuse_unless(visible, path, "has characters that can't be seen")
        return found

    return reader


def nullable(read: Reader[T]) -> Reader[T | None]:
    """A reader that lets null stand for nothing."""
    return lambda value, path: None if value is None else read(value, path)


def by_name(read: Reader[T], name: Reader[str]) -> Reader[dict[str, T]]:
    """A reader of an object whose keys are read by `name` and whose values by `read`."""

    def reader(value: Any, path: str) -> dict[str, T]:
        if not isinstance(value, dict):
            raise BadInput(path, f"expected an object, not {kind_of(value)}")
        return {name(each, f"{path}.{each}"): read(inner, f"{path}.{each}") for each, inner in value.items()}

    return reader


def by_language(read: Reader[T]) -> Reader[dict[str, T]]:
    """A reader of an object whose keys are language tags; they are spelt canonically in the answer."""
    return by_name(read, _language)


def plain(value: Any, path: str) -> Any:
    """What an attribute or an option may be: text, a number or truth value, or text by language."""
    if isinstance(value, dict):
        return by_language(words)(value, path)
    if isinstance(value, bool):
        return boolean(value, path)
    return count(value, path) if isinstance(value, int) else words(value, path)


def published(value: Any, path: str) -> date:
    """A day such as ``1808-01-01``; unlike the law book's days, it may lie in antiquity."""
    try:
        return date.fromisoformat(text(value, path))
    except ValueError:
        raise BadInput(path, "expected a day such as 1808-01-01") from None


def instant(zone: ZoneInfo) -> Reader[datetime]:
    """A reader of an instant with its offset, or of a day, which begins at midnight in `zone`."""

    def reader(value: Any, path: str) -> datetime:
        written = text(value, path)
        try:
            if len(written) <= len("2026-11-21"):
                return datetime.combine(date.fromisoformat(written), time.min, zone)
            found = datetime.fromisoformat(written)
        except ValueError:
            raise BadInput(path, "expected a day or an instant with its offset") from None
        refuse_unless(found.tzinfo is not None, path, "is an instant without its offset")
        return found

    return reader


def _language(value: Any, path: str) -> str:
    refuse_unless(is_tag(value) and len(value) <= LANGUAGE_LENGTH, path, "isn't a language tag")
    return canonical(value)
