"""When goods arrive: dates, not "two to three days", from cut-off, handling, the carrier and the calendars.

What leaves before the cut-off on a working day of the warehouse is handled from that day on; the carrier's
days are working days where the goods go. Which carrier serves a storefront is the merchant's; the one here
is a default.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from regions.countries import EEA
from regions.item import Destination
from regions.workdays import is_working_day, next_working_day

Days = tuple[int, int]
"""The fewest and the most."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """What the merchant and the carrier take, in working days: handling, then at home, near and far."""

    cut_off: time = time(14)
    handling: int = 1
    home: Days = (1, 2)
    near: Days = (3, 5)
    far: Days = (7, 12)


STANDARD = Carrier()
NEIGHBOURS = (EEA | {"CH", "GB"}, frozenset({"US", "CA"}))
"""Countries that are near each other."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Between which days goods arrive if they are ordered before ``order_by``."""

    earliest: date
    latest: date
    order_by: datetime


def promise(
    country: str, timezone: str, destination: Destination, at: datetime, carrier: Carrier = STANDARD
) -> Promise:
    """The promise of a warehouse in a country and zone, for what is ordered at an instant."""
    zone = ZoneInfo(timezone)
    local = at.astimezone(zone)
    day = local.date() + timedelta(days=local.time() >= carrier.cut_off)
    return _promise(country, zone, destination.country, destination.subdivision, day, carrier)


@lru_cache(maxsize=4096)
def _promise(
    country: str, zone: ZoneInfo, to: str, subdivision: str | None, day: date, carrier: Carrier
) -> Promise:
    """Kept, for a day has many orders."""
    begun = next_working_day(day, country)
    handed_over = after_working_days(begun, carrier.handling, country)
    fewest, most = _days(country, to, carrier)
    return Promise(
        earliest=after_working_days(handed_over, fewest, to, subdivision),
        latest=after_working_days(handed_over, most, to, subdivision),
        order_by=datetime.combine(begun, carrier.cut_off, zone),
    )


def after_working_days(day: date, count: int, country: str, subdivision: str | None = None) -> date:
    """The working day that comes so many of them after a day."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, country, subdivision)
    return day


def _days(country: str, to: str, carrier: Carrier) -> Days:
    if country == to:
        return carrier.home
    return (
        carrier.near if {country, to} <= EEA | {"CH", "GB"} or {country, to} == {"US", "CA"} else carrier.far
    )
