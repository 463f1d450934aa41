"""Asking the law book for shelf prices: once for all offers that are alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import orjson

from regions.facts import item_from_json
from regions.item import Destination, Item
from regions.lawbook import LawBook
from regions.shelf import shelf_price
from store.policies import ON_THE_SHELF, Policies, policy_at
from store.spans import (
    Asked,
    Held,
    Prices,
    Shelved,
    asked_spans,
    next_look,
    shelved_spans,
)

REMEMBERED = 20_000
"""Answers; then it begins anew. A load of a million lines must not keep them all."""


@dataclass(frozen=True, slots=True)
class Offer:
    """How a variant is sold in one storefront. Offers that are equal have equal shelf prices."""

    storefront: str
    facts: str
    """The item as JSON, as it is stored."""
    prices: Prices
    sold_from: datetime | None = None
    sold_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The spans of an offer on the shelf, and when to look again (None: only when something is changed)."""

    spans: tuple[Shelved, ...]
    look_again: datetime | None


class Pricer:
    """The law book and the merchant's policies, asked at one instant and remembering their answers."""

    __slots__ = ("_items", "_outlooks", "_policies", "book", "now")

    def __init__(self, book: LawBook, now: datetime) -> None:
        self._policies = Policies()
        self._items: dict[str, Item] = {}
        self._outlooks: dict[Offer, Outlook] = {}
        self.book = book
        self.now = now

    def follow(self, policies: Policies) -> None:
        """Go by these policies from here on."""
        if policies != self._policies:
            self._policies = policies
            self._outlooks.clear()

    def outlook(self, offer: Offer) -> Outlook:
        """What `offer` comes to on the shelf; nothing in a storefront that isn't in the book (any more)."""
        known = self._outlooks.get(offer)
        if known is None:
            if len(self._outlooks) >= REMEMBERED:
                self._outlooks.clear()
                self._items.clear()
            known = self._outlooks[offer] = self._look(offer)
        return known

    def _look(self, offer: Offer) -> Outlook:
        storefront = self.book.storefronts.get(offer.storefront)
        asked = asked_spans(offer.prices, offer.sold_from, offer.sold_until)
        if storefront is None or not asked:
            return Outlook((), None)
        item = self._item(offer.facts)
        zone = ZoneInfo(self.book.laws[storefront.country].timezone)

        def price_at(each: Asked, at: datetime) -> Held:
            since, until = self._policies.span(offer.storefront, at, ON_THE_SHELF)
            policy = policy_at(self._policies, storefront, at, self.book)
            history = _days(each.history, zone)
            place = Destination(storefront.country)
            price = shelf_price(item, each.amount, storefront, place, at, history, policy, self.book)
            start, end = _midnight(price.valid_from, zone, since), _midnight(price.valid_until, zone, until)
            return Held(max(start, since), min(end, until), price)

        spans = shelved_spans(asked, price_at, self.now)
        return Outlook(tuple(spans), next_look(spans, asked, self.now))

    def _item(self, facts: str) -> Item:
        if facts not in self._items:
            self._items[facts] = item_from_json(orjson.loads(facts))
        return self._items[facts]


def _days(history: Sequence[tuple[datetime, int]], zone: ZoneInfo) -> list[tuple[date, int]]:
    """A history by days; none for a price that was never another, with which there is nothing to compare."""
    return [(start.astimezone(zone).date(), amount) for start, amount in history] if len(history) > 1 else []


def _midnight(day: date | None, zone: ZoneInfo, otherwise: datetime) -> datetime:
    return otherwise if day is None else datetime.combine(day, time.min, zone)
