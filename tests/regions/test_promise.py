from datetime import date, datetime

import pytest

from regions.item import Destination
from regions.promise import promise


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
