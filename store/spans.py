"""From a price history and a listing to the spans in which a shelf price stands still. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from regions.shelf import ShelfPrice

FOREVER = datetime.max.replace(tzinfo=UTC)
"""PostgreSQL's ``infinity``."""
EVER_SINCE = datetime.min.replace(tzinfo=UTC)
HORIZON = timedelta(days=62)
"""How far ahead spans are written; within half of it a refresh has to come by."""

Interval = tuple[datetime, datetime]
Prices = Sequence[tuple[datetime, int | None]]
"""Amounts in minor units by the instant from which they hold, oldest first; None is not sold."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A span in which the merchant asks one amount."""

    start: datetime
    end: datetime
    amount: int
    history: tuple[tuple[datetime, int], ...]
    """What was asked up to its start, this amount included, oldest first."""


@dataclass(frozen=True, slots=True)
class Held:
    """A shelf price and the span, as wide as the law knows it, in which it holds if the amount does."""

    start: datetime
    end: datetime
    price: ShelfPrice


PriceAt = Callable[[Asked, datetime], Held | None]
"""The shelf price of an asked amount at an instant; None if it can't lawfully be sold then."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A span in which the shelf price stands still; `lead` if the variant speaks for its product."""

    start: datetime
    end: datetime
    price: ShelfPrice
    lead: bool = True


def asked_spans(prices: Prices, sold_from: datetime | None, sold_until: datetime | None) -> list[Asked]:
    """The spans in which something is asked, within the listing."""
    opens, closes = sold_from or EVER_SINCE, sold_until or FOREVER
    spans = []
    history: list[tuple[datetime, int]] = []
    for (start, amount), (end, _) in pairwise([*prices, (FOREVER, None)]):
        if amount is None:
            continue
        history.append((start, amount))
        if max(start, opens) < min(end, closes):
            spans.append(Asked(max(start, opens), min(end, closes), amount, tuple(history)))
    return spans


def shelved_spans(asked: Iterable[Asked], price_at: PriceAt, now: datetime) -> list[Shelved]:
    """What is on the shelf from `now` to the horizon, as the law has it at each instant.

    The last span may end beyond the horizon, and is whole.
    """
    return [span for each in asked for span in _along(each, price_at, now)]


def _along(asked: Asked, price_at: PriceAt, now: datetime) -> Iterator[Shelved]:
    """The spans of one asked amount; those that the law keeps apart and nothing else does are joined."""
    at = max(asked.start, now)
    last: Shelved | None = None
    while at < asked.end and at <= now + HORIZON:
        held = price_at(asked, at)
        if held is None:
            break
        start = max(asked.start, held.start) if at == now else at
        if last is not None and _is_the_same(last.price, held.price):
            start = last.start
        elif last is not None:
            yield last
        at = min(asked.end, held.end)
        last = Shelved(start, at, held.price)
    if last is not None:
        yield last


def _is_the_same(one: ShelfPrice, other: ShelfPrice) -> bool:
    """Whether two prices differ in nothing but their days."""
    return replace(one, valid_from=other.valid_from, valid_until=other.valid_until) == other


def with_leads(variants: Sequence[Sequence[Shelved]]) -> list[list[Shelved]]:
    """The spans of a product's variants, given in their order, cut where another variant takes the lead.

    At any instant the first variant that is sold leads.
    """
    taken: list[Interval] = []
    marked = []
    for spans in variants:
        marked.append([piece for span in spans for piece in _pieces(span, taken)])
        taken = _union([*taken, *((span.start, span.end) for span in spans)])
    return marked


def _pieces(span: Shelved, taken: Sequence[Interval]) -> Iterator[Shelved]:
    at = span.start
    for start, end in taken:
        if end <= at or start >= span.end or at >= span.end:
            continue
        if start > at:
            yield replace(span, start=at, end=start, lead=True)
        yield replace(span, start=max(at, start), end=min(end, span.end), lead=False)
        at = min(end, span.end)
    if at < span.end:
        yield replace(span, start=at, lead=True)


def _union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same instants in as few intervals as possible, in order."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def next_look(spans: Iterable[Shelved], asked: Iterable[Asked], now: datetime) -> datetime | None:
    """When the shelf has to be looked at again: at the next edge, or well before what is written runs out."""
    shelved = list(spans)
    edges = [edge for span in shelved for edge in (span.start, span.end) if now < edge < FOREVER]
    written = max((span.end for span in shelved), default=now)
    unwritten = [max(each.start, written) for each in asked if each.end > written]
    if unwritten:
        edges.append(max(min(unwritten), now + HORIZON) - HORIZON / 2)
    return min(edges, default=None)
