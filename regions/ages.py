"""How long ago things happened, as tests for price laws whose binding ends with time.

A day that wasn't told never counts as long ago: a price stays bound until its age is known.
"""

from datetime import date

from regions.dates import add_months


def at_least(day: date | None, months: int, on: date) -> bool:
    """Whether so many months have passed since the day, the last of them completed."""
    return day is not None and on >= add_months(day, months)


def more_than(day: date | None, months: int, on: date) -> bool:
    """Whether more than so many months have passed since the day."""
    return day is not None and on > add_months(day, months)
