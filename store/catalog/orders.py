"""The orders in which products are listed, each total and each walked along an index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Any

from store.catalog.pages import SortKey

LARGEST_NUMBER = 2**63 - 1


@unique
class Sort(StrEnum):
    """Names of the orders."""

    FEATURED = "FEATURED"
    NEWEST = "NEWEST"
    PRICE_ASC = "PRICE_ASC"
    PRICE_DESC = "PRICE_DESC"
    RATING = "RATING"
    TITLE = "TITLE"


@dataclass(frozen=True, slots=True)
class Order:
    """A column and its type, its direction, and how its values travel in a cursor.

    Ties go by id, in the same direction. `s` is a shelf price, `d` a document of search.
    """

    column: str
    type: str
    descending: bool
    write: Callable[[Any], int | str]
    read: Callable[[object], object]

    def read_key(self, values: Sequence[object]) -> SortKey:
        """A key as the database compares it. ValueError for one that this order can't have written."""
        if len(values) != 2:
            raise ValueError("a key has a value and an id")
        return (self.read(values[0]), read_whole(values[1]))


def read_whole(value: object) -> int:
    """A number that a bigint column can hold. ValueError for anything else."""
    if type(value) is not int or not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
        raise ValueError("not a number that a row can have")
    return value


def _day(value: object) -> date:
    return date.fromordinal(min(read_whole(value), date.max.toordinal()))


def _title(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("not a title that a row can have")
    return value


ORDERS = MappingProxyType(
    {
        Sort.FEATURED: Order("s.popularity", "bigint", True, int, read_whole),
        Sort.NEWEST: Order("s.published", "date", True, date.toordinal, _day),
        Sort.PRICE_ASC: Order("s.current", "bigint", False, int, read_whole),
        Sort.PRICE_DESC: Order("s.current", "bigint", True, int, read_whole),
        Sort.RATING: Order("s.rating_rank", "bigint", True, int, read_whole),
        Sort.TITLE: Order("d.title_key", "text", False, str, _title),
    }
)
