"""Public holidays and the ends of legal periods.

Holidays come from the kept library ``holidays``, one calendar for a country and, where it is known,
its subdivision. The rule for periods is Regulation (EEC, Euratom) 1182/71, article 3.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def _calendar(country: str, subdivision: str | None) -> holidays.HolidayBase:
    known = holidays.list_supported_countries(include_aliases=False).get(country, ())
    return holidays.country_holidays(country, subdiv=subdivision if subdivision in known else None)


def is_holiday(day: date, country: str, subdivision: str | None = None) -> bool:
    """Is ``day`` a public holiday there? ``subdivision`` is ISO 3166-2 without its country.

    A country that the library doesn't know has no holidays here: weekends alone then count.
    """
    if country not in holidays.list_supported_countries(include_aliases=False):
        return False
    return day in _calendar(country, subdivision)


def is_working_day(day: date, country: str, subdivision: str | None = None) -> bool:
    """Every day but Saturdays, Sundays and public holidays (Regulation 1182/71, article 2 (2))."""
    return day.weekday() < SATURDAY and not is_holiday(day, country, subdivision)


def next_working_day(day: date, country: str, subdivision: str | None = None) -> date:
    """``day`` itself if it is a working day, else the first that follows."""
    while not is_working_day(day, country, subdivision):
        day += _DAY
    return day


def end_of_period(start: date, days: int, country: str, subdivision: str | None = None) -> date:
    """The last day, up to 24:00, of a period of ``days`` that an event on ``start`` sets off.

    The day of the event isn't counted, and a period that would end on a Saturday, a Sunday or a
    holiday ends on the next working day (Regulation 1182/71, article 3 (1) and (4); BGB §§ 187, 193).
    """
    return next_working_day(start + timedelta(days=days), country, subdivision)
