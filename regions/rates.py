"""Rates that change over time.

A ``Rate`` is exact; ``Steps`` say which value holds from which day on. Region files read:
``then(rate("19"), ("2020-07-01", "16"), ("2021-01-01", "19"))``.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rate:
    """An exact share, such as 7/100, with the way it is written: ``0.07``."""

    numerator: int
    denominator: int
    text: str

    @property
    def value(self) -> Decimal:
        """The rate as a decimal number, without trailing zeros."""
        return Decimal(self.text)


@lru_cache(maxsize=1024)
def of(share: Decimal) -> Rate:
    """The rate of a decimal share: ``of(Decimal("0.07"))``."""
    numerator, denominator = share.as_integer_ratio()
    return Rate(numerator, denominator, f"{share.normalize():f}" if share else "0")


def percent(number: str | int) -> Rate:
    """The rate of a percentage: ``percent("8.1")`` is 0.081."""
    return of(Decimal(number) / 100)


ZERO = percent(0)


@dataclass(frozen=True, slots=True)
class Steps(Generic[T]):
    """A value for each day: the first holds from the beginning of time, each later one from its day."""

    values: tuple[T, ...]
    days: tuple[date, ...] = ()

    def on(self, day: date) -> T:
        """The value that holds on the day."""
        return self.values[bisect_right(self.days, day)]

    def change(self, day: str, value: "T | Steps[T]") -> "Steps[T]":
        """The same steps until the day, then the value (or what other steps say from that day on)."""
        at = date.fromisoformat(day)
        kept = bisect_left(self.days, at)
        before_days, before = self.days[:kept], self.values[: kept + 1]
        if not isinstance(value, Steps):
            return Steps((*before, value), (*before_days, at))
        later = bisect_right(value.days, at)
        return Steps((*before, *value.values[later:]), (*before_days, at, *value.days[later:]))


def rate(number: str | int) -> Steps[Rate]:
    """Steps that begin with a percentage."""
    return Steps((percent(number),))


def then(steps: Steps[Rate], *changes: tuple[str, str | int]) -> Steps[Rate]:
    """The steps with further percentages, each from its day on."""
    for day, number in changes:
        steps = steps.change(day, percent(number))
    return steps
