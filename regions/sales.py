"""Sales periods that a state sets (soldes).

France   Code de commerce L310-3, D310-15-2; four weeks since 2020 (arrêté du 27 mai 2019)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

WEDNESDAY = 2
FOUR_WEEKS = timedelta(days=27)


@dataclass(frozen=True, slots=True)
class SalesPeriod:
    """The days, both included, on which the word for a state-set sale may be used."""

    start: date
    end: date


def french_soldes(year: int) -> tuple[SalesPeriod, ...]:
    """Winter and summer soldes of ``year``, the national dates that always hold for distance selling.

    Winter starts on the second Wednesday of January, or on the first if the second falls after the
    12th; summer on the last Wednesday of June, or on the one before if the last falls after the 28th.
    """
    winter = _wednesday_from(date(year, 1, 8))
    if winter.day > 12:
        winter -= timedelta(days=7)
    summer = _wednesday_from(date(year, 6, 24))
    if summer.day > 28:
        summer -= timedelta(days=7)
    return tuple(SalesPeriod(start, start + FOUR_WEEKS) for start in (winter, summer))


def _wednesday_from(day: date) -> date:
    return day + timedelta(days=(WEDNESDAY - day.weekday()) % 7)
