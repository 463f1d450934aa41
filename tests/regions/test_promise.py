from datetime import date, datetime

import pytest

from regions.item import Destination
from regions.promise import Disruption, Stage, promise
from regions.ways import OVERNIGHT


@pytest.mark.parametrize(
    ("ordered", "to", "earliest", "latest"),
    [
        ("2026-11-23T13:59:00+01:00", Destination("DE"), date(2026, 11, 25), date(2026, 11, 26)),
        ("2026-11-23T14:00:00+01:00", Destination("DE"), date(2026, 11, 26), date(2026, 11, 27)),
        ("2026-11-21T12:00:00+01:00", Destination("DE"), date(2026, 11, 25), date(2026, 11, 26)),
        ("2026-12-23T12:00:00+01:00", Destination("DE"), date(2026, 12, 28), date(2026, 12, 29)),
        ("2026-06-02T12:00:00+02:00", Destination("DE", "BE"), date(2026, 6, 4), date(2026, 6, 5)),
        ("2026-06-02T12:00:00+02:00", Destination("DE", "BY"), date(2026, 6, 5), date(2026, 6, 8)),
        ("2026-11-23T12:00:00+01:00", Destination("FR"), date(2026, 11, 27), date(2026, 12, 1)),
        ("2026-11-23T12:00:00+01:00", Destination("JP"), date(2026, 12, 3), date(2026, 12, 10)),
    ],
)
def test_goods_are_promised_by_the_calendars_of_both_ends(
    ordered: str, to: Destination, earliest: date, latest: date
) -> None:
    told = promise("DE", "Europe/Berlin", to, datetime.fromisoformat(ordered))
    assert (told.earliest, told.latest) == (earliest, latest)


def test_a_promise_says_until_when_it_holds() -> None:
    saturday = datetime.fromisoformat("2026-11-21T12:00:00+00:00")
    told = promise("DE", "Europe/Berlin", Destination("DE"), saturday)
    assert told.order_by.isoformat() == "2026-11-23T14:00:00+01:00"


MONDAY = datetime.fromisoformat("2026-11-23T12:00:00+01:00")


@pytest.mark.parametrize(
    ("disruption", "to", "earliest", "latest"),
    [
        (
            Disruption(id=1, stage=Stage.DELIVERY, since=date(2026, 11, 25), until=date(2026, 11, 26)),
            Destination("DE"), date(2026, 11, 27), date(2026, 11, 30),
        ),
        (
            Disruption(id=1, stage=Stage.WAREHOUSE, since=date(2026, 11, 23), until=date(2026, 11, 24)),
            Destination("DE"), date(2026, 11, 27), date(2026, 11, 30),
        ),
        (
            Disruption(id=1, stage=Stage.DELIVERY, since=date(2026, 11, 1), until=date(2026, 11, 30),
                       extra_days=2),
            Destination("DE"), date(2026, 11, 27), date(2026, 11, 30),
        ),
        (
            Disruption(id=1, stage=Stage.DELIVERY, since=date(2026, 11, 23), until=date(2026, 11, 30),
                       country="DE", subdivision="BY"),
            Destination("DE", "BY"), date(2026, 12, 1), date(2026, 12, 2),
        ),
    ],
    ids=["a strike", "the warehouse is closed", "a delay", "a strike in Bavaria"],
)  # fmt: skip
def test_a_disruption_makes_the_promise_later_and_is_told(
    disruption: Disruption, to: Destination, earliest: date, latest: date
) -> None:
    told = promise("DE", "Europe/Berlin", to, MONDAY, disruptions=[disruption])
    assert (told.earliest, told.latest) == (earliest, latest)
    assert told.disruptions == (disruption,)


@pytest.mark.parametrize(
    ("disruption", "to"),
    [
        (Disruption(id=1, stage=Stage.DELIVERY, since=date(2026, 11, 1), until=date(2026, 11, 22)), "DE"),
        (Disruption(id=1, stage=Stage.DELIVERY, since=date(2026, 11, 27), until=date(2026, 11, 30)), "DE"),
        (
            Disruption(
                id=1, stage=Stage.DELIVERY, since=date(2026, 11, 1), until=date(2026, 12, 30), country="FR"
            ),
            "DE",
        ),
        (
            Disruption(
                id=1, stage=Stage.WAREHOUSE, since=date(2026, 11, 1), until=date(2026, 12, 30), country="FR"
            ),
            "FR",
        ),
    ],
    ids=["over", "too late to matter", "elsewhere", "another warehouse"],
)
def test_a_disruption_that_does_not_reach_the_goods_changes_and_tells_nothing(
    disruption: Disruption, to: str
) -> None:
    told = promise("DE", "Europe/Berlin", Destination(to), MONDAY, disruptions=[disruption])
    assert told == promise("DE", "Europe/Berlin", Destination(to), MONDAY)
    assert told.disruptions == ()


def test_an_express_carrier_hands_over_on_the_day_of_the_order_until_its_own_cut_off() -> None:
    at_four = MONDAY.replace(hour=15, minute=59)
    told = promise("DE", "Europe/Berlin", Destination("DE"), at_four, OVERNIGHT)
    assert (told.earliest, told.latest) == (date(2026, 11, 24), date(2026, 11, 24))
    late = promise("DE", "Europe/Berlin", Destination("DE"), at_four.replace(hour=16), OVERNIGHT)
    assert late.latest == date(2026, 11, 25)
