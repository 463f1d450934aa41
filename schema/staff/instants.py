"""Instants that staff give: with their offset, and within the centuries that a shop plans for."""

from datetime import datetime

from regions.reading import refuse_unless

YEARS = range(1900, 2200)


def check_instant(value: datetime | None, path: str) -> datetime | None:
    """The instant, or None where none was given. Raises BadInput."""
    if value is not None:
        refuse_unless(value.tzinfo is not None, path, "is an instant without its offset")
        refuse_unless(value.year in YEARS, path, f"lies outside {YEARS[0]} to {YEARS[-1]}")
    return value
