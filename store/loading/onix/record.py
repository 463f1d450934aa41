"""From a record of a message to a line of the load format: a product with one variant."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from regions.facts import DIGITAL, Kind
from regions.lawbook import LawBook
from store.loading.onix.blocks import Block
from store.loading.onix.forms import read_format, read_kind
from store.loading.onix.header import Header
from store.loading.onix.identity import read_gtin, read_sku, read_work
from store.loading.onix.languages import tag_of
from store.loading.onix.measures import read_attributes, read_audience
from store.loading.onix.offers import Tariff
from store.loading.onix.publishing import (
    EMBARGO,
    PUBLICATION,
    Periods,
    days_of,
    read_brand,
    read_images,
    read_periods,
)
from store.loading.onix.subjects import Table, is_comic, read_category
from store.loading.onix.supply import NOWHERE, Supply, is_ended, read_rights, read_supplies, stock_of
from store.loading.onix.titles import read_contributors, read_texts

Line = dict[str, Any]

WHOLE = frozenset({"01", "02", "03", "04"})
"""Notifications (list 1) that are read: early, advance, confirmed; updates, if they bring every block."""
DELETION = "05"
LANGUAGES_OF_TEXT = frozenset({"01", "08"})
"""Of text, of sound (list 22)."""
UNTOLD_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads records against a law book, on a day."""

    book: LawBook
    today: date
    subjects: Table

    def read(self, record: Block, header: Header) -> Line | None:
        """The line of a record; None for one that says nothing to load. Raises BadRecord."""
        if record.need("NotificationType") not in WHOLE:
            return None
        descriptive = record.need_block("DescriptiveDetail")
        language = next(iter(_languages(descriptive, header)), UNTOLD_LANGUAGE)
        kind = read_kind(descriptive)
        published = read_periods(record.block("PublishingDetail")).get(PUBLICATION)
        return {
            "sku": read_work(record) or read_sku(record),
            "kind": kind,
            "category": read_category(descriptive, kind, self.subjects),
            "brand": read_brand(record.block("PublishingDetail")),
            "contributors": read_contributors(descriptive, language),
            "texts": read_texts(record, language),
            "images": read_images(record.block("CollateralDetail")),
            "attributes": read_attributes(descriptive),
            "published": published.first.isoformat() if published else None,
            "variants": [self._variant(record, header)],
        }

    def _variant(self, record: Block, header: Header) -> Line:
        descriptive, publishing = record.need_block("DescriptiveDetail"), record.block("PublishingDetail")
        kind, periods = read_kind(descriptive), read_periods(publishing)
        languages, supplies = _languages(descriptive, header), read_supplies(record, header)
        tariff = self._tariff(supplies, kind, periods)
        asked = tariff.in_storefronts()
        options = {
            "language": next(iter(languages), None),
            "format": read_format(descriptive, kind),
        }
        return {
            "sku": read_sku(record),
            "gtin": read_gtin(record),
            "options": {name: said for name, said in options.items() if said},
            "facts": {"languages": list(languages), **_facts(descriptive, kind, periods, tariff)},
            "prices": asked,
            "stock": None if Kind(kind) in DIGITAL else stock_of(supplies),
            "listings": self._listings(list(asked), supplies, publishing, periods),
        }

    def _tariff(self, supplies: list[Supply], kind: str, periods: Periods) -> Tariff:
        published = periods[PUBLICATION].first if PUBLICATION in periods else None
        prices = tuple(dict.fromkeys(price for supply in supplies for price in supply.prices))
        return Tariff(prices, Kind(kind), self.book, self.today, published)

    def _listings(
        self, asked: list[str], supplies: list[Supply], publishing: Block | None, periods: Periods
    ) -> Line | None:
        """Where it is sold and from when; None for everywhere that has a price."""
        rights = NOWHERE if is_ended(publishing) else read_rights(publishing)
        sold = []
        for code in asked:
            country = self.book.storefronts[code].country
            supplied = any(each.is_sold and each.market.covers(country) for each in supplies)
            if supplied and rights.allow(country):
                sold.append(code)
        if EMBARGO in periods:
            return {code: {"from": periods[EMBARGO].first.isoformat()} for code in sold}
        return None if sold == asked else {code: {} for code in sold}


def is_deletion(record: Block) -> bool:
    """Whether the record only says that what was sent before isn't any more."""
    return record.need("NotificationType") == DELETION


def _facts(descriptive: Block, kind: str, periods: Periods, tariff: Tariff) -> Line:
    return {
        "kind": kind,
        "comic": is_comic(descriptive),
        **days_of(periods),
        **read_audience(descriptive),
        "bindings": tariff.bindings(),
    }


def _languages(descriptive: Block, header: Header) -> tuple[str, ...]:
    """Tags of the languages of the text, in order; the message's own if the record is silent."""
    told = (
        tag_of(each.need("LanguageCode"))
        for each in descriptive.blocks("Language")
        if each.need("LanguageRole") in LANGUAGES_OF_TEXT
    )
    found = tuple(dict.fromkeys(tag for tag in told if tag))
    return found or ((header.language,) if header.language else ())
