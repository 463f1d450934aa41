"""Days and instants as a language and country write them."""

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from babel import dates

from locales.places import locale_for

Style = Literal["short", "medium", "long", "full"]


def format_date(day: date, language: str, country: str | None = None, style: Style = "long") -> str:
    """A calendar day: `21. November 2026` (long), `21.11.2026` (medium), `21.11.26` (short)."""
    return dates.format_date(day, style, locale_for(language, country))


def format_instant(
    instant: datetime, zone: ZoneInfo, language: str, country: str | None = None, style: Style = "medium"
) -> str:
    """Date and time of an instant on the clocks of a zone. ValueError for an instant without zone."""
    return dates.format_datetime(_aware(instant), style, zone, locale_for(language, country))


def format_time(
    instant: datetime, zone: ZoneInfo, language: str, country: str | None = None, style: Style = "short"
) -> str:
    """Time of day of an instant on the clocks of a zone. ValueError for an instant without zone."""
    return dates.format_time(_aware(instant), style, zone, locale_for(language, country))


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {instant}")
    return instant
