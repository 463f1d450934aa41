"""Calendar arithmetic of the law: months that end on shorter months, and spans of days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``since`` (included) to ``until`` (excluded); None is open."""

    since: date | None = None
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


ALWAYS = Span()


def span(since: str | None = None, until: str | None = None) -> Span:
    """``span("2023-10-07")``: how region files write a span down."""
    return Span(since and date.fromisoformat(since), until and date.fromisoformat(until))  # type: ignore[arg-type]  # never ''


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
