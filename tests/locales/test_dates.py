"""Days and instants as written."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from locales import format_date, format_instant, format_time

DAY = date(2026, 11, 21)
INSTANT = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "country", "short", "long"),
    [
        ("de", "DE", "21.11.26", "21. November 2026"),
        ("de", "AT", "21.11.26", "21. November 2026"),
        ("fr", "FR", "21/11/2026", "21 novembre 2026"),
        ("it", "IT", "21/11/26", "21 novembre 2026"),
        ("es", "ES", "21/11/26", "21 de noviembre de 2026"),
        ("nl", "NL", "21-11-2026", "21 november 2026"),
        ("pt", "PT", "21/11/26", "21 de novembro de 2026"),
        ("nl", "BE", "21/11/2026", "21 november 2026"),
        ("fr", "BE", "21/11/26", "21 novembre 2026"),
        ("de", "BE", "21.11.26", "21. November 2026"),
        ("el", "GR", "21/11/26", "21 Νοεμβρίου 2026"),
        ("en", "GB", "21/11/2026", "21 November 2026"),
        ("en", "IE", "21/11/2026", "21 November 2026"),
        ("de", "CH", "21.11.26", "21. November 2026"),
        ("en", "US", "11/21/26", "November 21, 2026"),
        ("en", "CA", "2026-11-21", "November 21, 2026"),
        ("ja", "JP", "2026/11/21", "2026年11月21日"),
        ("pt", "BR", "21/11/2026", "21 de novembro de 2026"),
        ("pl", "PL", "21.11.2026", "21 listopada 2026"),
        ("sv", "SE", "2026-11-21", "21 november 2026"),
    ],
)
def test_each_market_writes_dates_its_own_way(language: str, country: str, short: str, long: str) -> None:
    assert format_date(DAY, language, country, "short") == short
    assert format_date(DAY, language, country) == long


def test_an_instant_is_told_by_the_clocks_of_a_zone() -> None:
    berlin, new_york = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
    assert format_instant(INSTANT, berlin, "de", "DE") == "22.11.2026, 00:30:00"
    assert format_instant(INSTANT, new_york, "en", "US") == "Nov 21, 2026, 6:30:00\u202fPM"
    assert format_instant(INSTANT, berlin, "de", "DE", "long") == "22. November 2026, 00:30:00 MEZ"
    assert format_time(INSTANT, berlin, "de", "DE") == "00:30"


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = INSTANT.replace(tzinfo=None)
    for write in (format_instant, format_time):
        with pytest.raises(ValueError, match="needs a time zone"):
            write(naive, ZoneInfo("Europe/Berlin"), "de", "DE")
