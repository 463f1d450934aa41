"""When goods arrive: dates, not "two to three days", from cut-off, handling, the carrier and the calendars.

What leaves before the cut-off on a working day of the warehouse is handled from that day on; the carrier's
days are working days where the goods go. Which carrier serves a storefront is the merchant's; the one here
is a default. A disruption, such as a strike, takes days away or makes the way longer while it lasts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from regions.countries import EEA
from regions.item import Destination
from regions.workdays import is_working_day

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


class Stage(StrEnum):
    """Where goods are held up: before they leave, or on their way."""

    WAREHOUSE = "WAREHOUSE"
    DELIVERY = "DELIVERY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """Something that holds goods up from one day to another, both included.

    ``extra_days``: so many working days more for what is on its way then; None: nothing moves meanwhile.
    ``country`` and ``subdivision`` are where (a warehouse's, or a destination's); None: everywhere.
    """

    id: int
    stage: Stage
    since: date
    until: date
    extra_days: int | None = None
    country: str | None = None
    subdivision: str | None = None

    def reaches(self, stage: Stage, country: str, subdivision: str | None) -> bool:
        """Whether it holds goods up at a stage and a place."""
        return (
            self.stage is stage
            and self.country in (None, country)
            and self.subdivision in (None, subdivision)
        )


@dataclass(frozen=True, slots=True)
class Promise:
    """Between which days goods arrive if they are ordered before ``order_by``, and what made it later."""

    earliest: date
    latest: date
    order_by: datetime
    disruptions: tuple[Disruption, ...] = ()


def promise(
    country: str,
    timezone: str,
    destination: Destination,
    at: datetime,
    carrier: Carrier = STANDARD,
    disruptions: Iterable[Disruption] = (),
) -> Promise:
    """The promise of a warehouse in a country and zone, for what is ordered at an instant."""
    zone = ZoneInfo(timezone)
    local = at.astimezone(zone)
    day = local.date() + timedelta(days=local.time() >= carrier.cut_off)
    to, area = destination.country, destination.subdivision
    return _promise(country, zone, to, area, day, carrier, tuple(disruptions))


@lru_cache(maxsize=4096)
def _promise(
    country: str,
    zone: ZoneInfo,
    to: str,
    subdivision: str | None,
    day: date,
    carrier: Carrier,
    disruptions: tuple[Disruption, ...],
) -> Promise:
    """Kept, for a day has many orders."""
    warehouse = _Place(country, None, [each for each in disruptions if _is_at_home(each, country)])
    there = [each for each in disruptions if each.reaches(Stage.DELIVERY, to, subdivision)]
    destination = _Place(to, subdivision, there)
    begun = warehouse.first_working_day(day)
    handed_over = warehouse.go_on(begun, carrier.handling)
    fewest, most = _days(country, to, carrier)
    return Promise(
        earliest=destination.go_on(handed_over, fewest),
        latest=destination.go_on(handed_over, most),
        order_by=datetime.combine(begun, carrier.cut_off, zone),
        disruptions=tuple(each for each in disruptions if each in warehouse.met | destination.met),
    )


def _is_at_home(disruption: Disruption, country: str) -> bool:
    return disruption.reaches(Stage.WAREHOUSE, country, disruption.subdivision)


class _Place:
    """The calendar of a place with what disrupts it; ``met`` are the disruptions that cost a day."""

    def __init__(self, country: str, subdivision: str | None, disruptions: list[Disruption]) -> None:
        self.country = country
        self.subdivision = subdivision
        self.met: set[Disruption] = set()
        self._disruptions = disruptions

    def first_working_day(self, day: date) -> date:
        """The day itself if anything moves on it, else the first on which it does."""
        while not self._moves(day):
            day += timedelta(days=1)
        return day

    def go_on(self, day: date, count: int) -> date:
        """The day that comes so many days of work after a day, and those more that delays on the way ask."""
        started, end = day, self._after(day, count)
        for each in self._disruptions:
            if each.extra_days is not None and each.since <= end and each.until >= started:
                self.met.add(each)
                end = self._after(end, each.extra_days)
        return end

    def _after(self, day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= self._moves(day)
        return day

    def _moves(self, day: date) -> bool:
        if not is_working_day(day, self.country, self.subdivision):
            return False
        stops = {
            each for each in self._disruptions
            if each.extra_days is None and each.since <= day <= each.until
        }  # fmt: skip
        self.met |= stops
        return not stops


def _days(country: str, to: str, carrier: Carrier) -> Days:
    if country == to:
        return carrier.home
    return carrier.near if any({country, to} <= group for group in NEIGHBOURS) else carrier.far
