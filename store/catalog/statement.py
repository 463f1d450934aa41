"""One SQL text and its arguments, put together from fixed pieces.

The text depends only on which pieces take part, never on a value, so that PostgreSQL keeps it prepared.
"""

from collections.abc import Iterable
from typing import Any


class Arguments:
    """The values of a statement, in the order of their places."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: list[Any] = []

    def bind(self, value: object) -> str:
        """The place (`$3`) at which a value is given."""
        self.values.append(value)
        return f"${len(self.values)}"


def both(conditions: Iterable[str]) -> str:
    """Conditions joined by `and`."""
    return " and ".join(conditions)


def unguessed(conditions: Iterable[str]) -> str:
    """The same as one condition of which PostgreSQL takes half of the rows to meet it.

    Its guesses at single ones, made without their values, would have it sort what it should walk along.
    """
    return f"case when {both(conditions)} then true else false end"
