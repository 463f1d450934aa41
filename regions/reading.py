"""Strict reading of JSON facts: every refusal names the path of the field that is to blame."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

_NUMBER = re.compile(r"\d{1,12}(\.\d{1,8})?\Z", re.ASCII)
_DAY = re.compile(r"(0[1-9]|[12]\d)\d\d-\d\d-\d\d\Z", re.ASCII)  # so that no calculation leaves the calendar
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_MISSING = object()
MOST_COPIES = 1_000_000

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class BadInput(ValueError):
    """Facts that can't be read. ``path`` names the field, ``problem`` says what is wrong with it."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}" if path else problem)
        self.path = path
        self.problem = problem


def refuse_unless(condition: bool, path: str, problem: str) -> None:
    """Raise BadInput for the path unless the condition holds."""
    if not condition:
        raise BadInput(path, problem)


class Fields:
    """One JSON object, read field by field; a field that isn't in the vocabulary is refused at once."""

    __slots__ = ("_values", "path")

    def __init__(self, value: Any, path: str, vocabulary: Collection[str]) -> None:
        if not isinstance(value, dict):
            raise BadInput(path, f"expected an object, not {kind_of(value)}")
        self.path = path
        self._values = value
        for name in value:
            if name not in vocabulary:
                raise BadInput(self.at(name), "unknown field")

    def at(self, name: str) -> str:
        """The path of a field of this object."""
        return f"{self.path}.{name}" if self.path else name

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def raw(self, name: str, default: Any = _MISSING) -> Any:
        """The field as it stands; null counts as left out."""
        value = self._values.get(name)
        if value is not None:
            return value
        if default is _MISSING:
            raise BadInput(self.at(name), "is required")
        return default

    def read(self, name: str, reader: Callable[[Any, str], T], default: Any = _MISSING) -> T:
        """The field through a reader of (value, path), or the default if it is left out."""
        if name not in self and default is not _MISSING:
            return default  # type: ignore[no-any-return]  # the caller's own
        return reader(self.raw(name), self.at(name))

    def items(self, name: str, reader: Callable[[Any, str], T]) -> tuple[T, ...]:
        """A list, each entry through the reader; empty if left out."""
        value = self.raw(name, ())
        return entries(value, self.at(name), reader)


def kind_of(value: Any) -> str:
    """What a JSON value is, in words for a refusal."""
    names = {dict: "an object", list: "a list", str: "text", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")


def entries(value: Any, path: str, reader: Callable[[Any, str], T]) -> tuple[T, ...]:
    """A JSON list, each entry through the reader."""
    if not isinstance(value, list | tuple):
        raise BadInput(path, f"expected a list, not {kind_of(value)}")
    return tuple(reader(entry, f"{path}[{at}]") for at, entry in enumerate(value))


def text(value: Any, path: str) -> str:
    """Text that isn't blank."""
    if not isinstance(value, str):
        raise BadInput(path, f"expected text, not {kind_of(value)}")
    refuse_unless(bool(value.strip()), path, "must not be blank")
    refuse_unless(_LONE_SURROGATE.search(value) is None, path, "is not valid Unicode")
    return value


def boolean(value: Any, path: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise BadInput(path, f"expected true or false, not {kind_of(value)}")
    return value


def whole(least: int, most: int) -> Callable[[Any, str], int]:
    """A reader of whole numbers within limits."""

    def reader(value: Any, path: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadInput(path, f"expected a whole number, not {kind_of(value)}")
        refuse_unless(least <= value <= most, path, f"must be from {least} to {most}")
        return value

    return reader


def decimal(value: Any, path: str) -> Decimal:
    """A decimal string that isn't negative, such as ``"24.00"``; numbers are refused, floats above all."""
    if not isinstance(value, str):
        raise BadInput(path, f'expected a decimal string such as "24.00", not {kind_of(value)}')
    refuse_unless(_NUMBER.match(value) is not None, path, f'"{value}" is not a plain decimal number')
    return Decimal(value)


def positive(value: Any, path: str) -> Decimal:
    """A decimal string above zero."""
    number = decimal(value, path)
    refuse_unless(number > 0, path, "must be above zero")
    return number


def percentage(value: Any, path: str) -> Decimal:
    """A decimal string from 0 to 100."""
    number = decimal(value, path)
    refuse_unless(number <= 100, path, "must be from 0 to 100")
    return number


def day(value: Any, path: str) -> date:
    """A calendar day, ``2026-11-21``."""
    if not isinstance(value, str):
        raise BadInput(path, f"expected a date such as 2026-11-21, not {kind_of(value)}")
    try:
        return date.fromisoformat(value if _DAY.match(value) else "")
    except ValueError:
        raise BadInput(path, f'"{value}" is not a date such as 2026-11-21') from None


def choice(words: type[E]) -> Callable[[Any, str], E]:
    """A reader of one word out of an enumeration."""

    def reader(value: Any, path: str) -> E:
        try:
            return words(value)
        except ValueError:
            raise BadInput(path, f"expected one of {', '.join(words)}") from None

    return reader


def pattern(expression: str, expected: str) -> Callable[[Any, str], str]:
    """A reader of text of a given form."""
    compiled = re.compile(expression + r"\Z", re.ASCII)

    def reader(value: Any, path: str) -> str:
        if not isinstance(value, str) or not compiled.match(value):
            raise BadInput(path, f"expected {expected}")
        return value

    return reader


def ascending(days: Sequence[date], path: str) -> None:
    """Refuse days that aren't in order, oldest first."""
    refuse_unless(list(days) == sorted(days), path, "must be oldest first")
