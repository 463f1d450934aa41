from datetime import date

import pytest

from regions.workdays import end_of_period, is_holiday, is_working_day, next_working_day


@pytest.mark.parametrize(
    ("start", "country", "subdivision", "end"),
    [
        (date(2026, 6, 5), "DE", None, date(2026, 6, 19)),
        (date(2026, 11, 3), "FR", None, date(2026, 11, 17)),
        (date(2026, 11, 7), "DE", None, date(2026, 11, 23)),  # a Saturday: until Monday
        (date(2026, 12, 11), "DE", None, date(2026, 12, 28)),  # Christmas, Saturday, Sunday
        (date(2026, 10, 23), "DE", "BY", date(2026, 11, 6)),
        (date(2026, 5, 21), "DE", "NW", date(2026, 6, 5)),  # Corpus Christi there
        (date(2026, 5, 21), "DE", "BE", date(2026, 6, 4)),  # and not there
    ],
)
def test_a_period_that_would_end_on_a_day_off_ends_on_the_next_working_day(
    start: date, country: str, subdivision: str | None, end: date
) -> None:
    assert end_of_period(start, 14, country, subdivision) == end


def test_a_working_day_is_its_own_next() -> None:
    assert next_working_day(date(2026, 11, 20), "DE") == date(2026, 11, 20)
    assert next_working_day(date(2026, 11, 21), "DE") == date(2026, 11, 23)


def test_a_country_without_a_known_calendar_has_weekends_only() -> None:
    assert is_holiday(date(2026, 12, 25), "DE")
    assert not is_holiday(date(2026, 12, 25), "ZZ")
    assert is_working_day(date(2026, 12, 25), "ZZ")
    assert not is_working_day(date(2026, 12, 26), "ZZ")
