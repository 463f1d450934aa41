"""Pages of a list by its sort key, never by counting rows away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")

SortKey = tuple[Any, ...]
"""What a row is ordered by; last its id, so that no two rows are equal."""


@dataclass(frozen=True, slots=True)
class Page:
    """So many rows beyond a key, in the list's order or backwards from it."""

    size: int
    backward: bool = False
    edge: SortKey | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list has; `exact` is false where counting stopped."""

    rows: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """The rows of a page in the list's order, and whether there are more on either side.

    `count` is that of the whole list, where it was counted along with the page.
    """

    rows: tuple[Row, ...]
    has_next: bool
    has_previous: bool
    count: Count | None = None


def cut(rows: Sequence[Row], page: Page, count: Count | None = None) -> Slice[Row]:
    """The slice in rows that were read in the direction of the page, one more than it holds."""
    more = len(rows) > page.size
    kept = rows[: page.size]
    beyond = page.edge is not None
    if page.backward:
        return Slice(tuple(reversed(kept)), beyond, more, count)
    return Slice(tuple(kept), more, beyond, count)
