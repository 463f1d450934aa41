"""The orders in which reviews are listed, each total and each walked along an index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from types import MappingProxyType

from store.catalog.orders import read_whole
from store.catalog.pages import SortKey
from store.reviews.records import EPOCH, MICROSECOND, ReviewRecord

LARGEST_INT = 2**31 - 1


@unique
class Sort(StrEnum):
    """Names of the orders."""

    LOCAL = "LOCAL"
    HELPFUL = "HELPFUL"
    NEWEST = "NEWEST"
    RATING = "RATING"


@dataclass(frozen=True, slots=True)
class Order:
    """A column, the greatest first; ties go by id, the newest first. `at_home`: one's own language first."""

    column: str
    type: str
    at_home: bool
    write: Callable[[ReviewRecord], int]
    read: Callable[[object], object]

    def read_key(self, values: Sequence[object]) -> SortKey:
        """A key as the database compares it. ValueError for one that this order can't have written."""
        if len(values) != 3 or values[0] not in (0, 1):
            raise ValueError("a key says whether it is at home, and has a value and an id")
        return (values[0], self.read(values[1]), read_whole(values[2]))

    def write_key(self, review: ReviewRecord, language: str) -> tuple[int, int, int]:
        """The key of a review as plain values, for a reader of this language."""
        return int(self.at_home and review.language == language), self.write(review), review.id


def _small(value: object) -> int:
    number = read_whole(value)
    if not 0 <= number <= LARGEST_INT:
        raise ValueError("not a figure that a review can have")
    return number


def _instant(value: object) -> datetime:
    try:
        return EPOCH + read_whole(value) * MICROSECOND
    except OverflowError as beyond:
        raise ValueError("not an instant that a review can have") from beyond


ORDERS = MappingProxyType(
    {
        Sort.LOCAL: Order("helpfulness", "int", True, lambda review: review.helpfulness, _small),
        Sort.HELPFUL: Order("helpfulness", "int", False, lambda review: review.helpfulness, _small),
        Sort.NEWEST: Order("created_at", "timestamptz", False, lambda review: review.created, _instant),
        Sort.RATING: Order("rating", "int", False, lambda review: review.rating, _small),
    }
)
