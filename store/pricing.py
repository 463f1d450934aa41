"""Asking the law book for shelf prices: once for all offers that are alike."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import orjson

from regions.facts import item_from_json
from regions.item import Destination, Item
from regions.lawbook import LawBook
from regions.region import Storefront
from regions.shelf import shelf_price
from store.spans import (
    EVER_SINCE,
    FOREVER,
    Asked,
    Held,
    Prices,
    Shelved,
    asked_spans,
    next_look,
    shelved_spans,
)


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
    """The law book asked at one instant, remembering its answers."""

    __slots__ = ("_book", "_items", "_outlooks", "now")

    def __init__(self, book: LawBook, now: datetime) -> None:
        self._book = book
        self._items: dict[str, Item] = {}
        self._outlooks: dict[Offer, Outlook] = {}
        self.now = now

    def outlook(self, offer: Offer) -> Outlook:
        """What `offer` comes to on the shelf; nothing in a storefront that isn't in the book (any more)."""
        known = self._outlooks.get(offer)
        if known is None:
            known = self._outlooks[offer] = self._look(offer)
        return known

    def _look(self, offer: Offer) -> Outlook:
        storefront = self._book.storefronts.get(offer.storefront)
        asked = asked_spans(offer.prices, offer.sold_from, offer.sold_until)
        if storefront is None or not asked:
            return Outlook((), None)
        item = self._item(offer.facts)
        zone = ZoneInfo(self._book.laws[storefront.country].timezone)

        def price_at(each: Asked, at: datetime) -> Held | None:
            return _hold(item, each, storefront, zone, at)

        spans = shelved_spans(asked, price_at, self.now)
        return Outlook(tuple(spans), next_look(spans, asked, self.now))

    def _item(self, facts: str) -> Item:
        if facts not in self._items:
            self._items[facts] = item_from_json(orjson.loads(facts))
        return self._items[facts]


def _hold(item: Item, asked: Asked, storefront: Storefront, zone: ZoneInfo, at: datetime) -> Held | None:
    """The shelf price at an instant; the law's days begin at midnight where the storefront is."""
    history = [(start.astimezone(zone).date(), amount) for start, amount in asked.history]
    price = shelf_price(item, asked.amount, storefront, Destination(storefront.country), at, history)
    return Held(
        _midnight(price.valid_from, zone, EVER_SINCE), _midnight(price.valid_until, zone, FOREVER), price
    )


def _midnight(day: date | None, zone: ZoneInfo, otherwise: datetime) -> datetime:
    return otherwise if day is None else datetime.combine(day, time.min, zone)
