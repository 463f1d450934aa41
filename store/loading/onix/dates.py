"""Dates of ONIX (list 55), which may be a whole month or year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from store.loading.onix.blocks import Block

FORMATS = {"00": 8, "01": 6, "05": 4, "06": 16, "13": 8, "14": 8}
"""How many digits of a date are read, by its format: day, month, year, spread of days, two exact times."""
LENGTHS = frozenset(FORMATS.values())
"""What a date without a format may have."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a date may mean, both included."""

    first: date
    last: date


def read_period(block: Block) -> Period | None:
    """The days that the `Date` of a composite means; None for seasons, other calendars and words."""
    written = block.need("Date")
    element = block.element.find("Date")
    form = (None if element is None else element.get("dateformat")) or block.text("DateFormat")
    if form is not None and form not in FORMATS:
        return None
    digits = written[: FORMATS[form]] if form else written
    if len(digits) not in LENGTHS or not re.fullmatch(r"[1-9]\d+", digits, re.ASCII):
        raise block.wrong("Date", f'"{written}" isn\'t a date')
    try:
        return Period(_first(digits[:8]), _last(digits[8:] or digits))
    except ValueError:
        raise block.wrong("Date", f'"{written}" isn\'t a day of the calendar') from None


def _first(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6] or 1), int(digits[6:8] or 1))


def _last(digits: str) -> date:
    year, month = int(digits[:4]), int(digits[4:6] or 12)
    return date(year, month, int(digits[6:8] or monthrange(year, month)[1]))
