"""The law book: every built-in market, and those that other distributions bring along.

A plug-in is an entry point of the group ``comptoir.regions``: its name is the region's code, its value a
module (or object) with a ``LAW``, a ``SHOP`` or both. A broken one, and an unknown or doubled code, stop the
start with a sentence that names it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import TypeVar

from regions import eu, export
from regions.countries import CODES
from regions.money import is_currency
from regions.region import Law, Storefront

Entry = TypeVar("Entry")

GROUP = "comptoir.regions"
EDITION = "2026.11"
MARKETS = (
    "DE", "AT", "FR", "GB", "CH", "US", "JP",
    "CA", "IT", "ES", "NL", "PT", "BE", "GR", "IE", "PL", "SE", "BR",
)  # fmt: skip


class BrokenRegion(RuntimeError):
    """A market that can't be taken into the law book. The sentence names it and says why."""


@dataclass(frozen=True, slots=True)
class Market:
    """One entry of the law book before it is bound: where it came from, and what it brought."""

    code: str
    source: str
    law: Law | None
    shop: Storefront | None


@dataclass(frozen=True, slots=True)
class LawBook:
    """All laws by country and all storefronts by code. ``version`` is kept with every order."""

    laws: Mapping[str, Law]
    storefronts: Mapping[str, Storefront]
    version: str

    def law_of(self, country: str) -> Law:
        """The law of a destination; goods sent anywhere without a law of ours are an export."""
        law = self.laws.get(country)
        return law if law is not None else export.law(country)


@lru_cache(maxsize=1)
def lawbook() -> LawBook:
    """The installed law book, read once."""
    plugs = sorted(entry_points(group=GROUP), key=lambda plug: plug.name)
    return bind([*(_built_in(code) for code in MARKETS), *map(plugged_in, plugs)], plugs)


def bind(markets: Iterable[Market], plugs: Iterable[EntryPoint] = ()) -> LawBook:
    """One law book of many markets. BrokenRegion names the first that can't be taken."""
    laws: dict[str, Law] = {}
    storefronts: dict[str, Storefront] = {}
    for market in markets:
        _check(market)
        if market.law is not None:
            _enter(laws, market.law.country, market.law, market)
        if market.shop is not None:
            _enter(storefronts, market.shop.code, market.shop, market)
    for law in eu.other_members(laws):
        laws[law.country] = law
    for shop in storefronts.values():
        if shop.country not in laws:
            raise BrokenRegion(f"storefront {shop.code}: no installed law for its country {shop.country}")
    version = "+".join([EDITION, *(f"{plug.name}@{_version(plug)}" for plug in plugs)])
    return LawBook(MappingProxyType(laws), MappingProxyType(storefronts), version)


def _built_in(code: str) -> Market:
    module = import_module(f"regions.{code.lower()}")
    return Market(code, f"regions.{code.lower()}", module.LAW, module.SHOP)


def plugged_in(plug: EntryPoint) -> Market:
    """The market behind an entry point. BrokenRegion if it can't be imported or brings nothing."""
    try:
        found = plug.load()
    except Exception as error:
        raise BrokenRegion(f"region {plug.name} ({plug.value}) can't be loaded: {error!r}") from error
    law, shop = getattr(found, "LAW", None), getattr(found, "SHOP", None)
    if law is None and shop is None:
        raise BrokenRegion(f"region {plug.name} ({plug.value}) has neither a LAW nor a SHOP")
    return Market(plug.name, plug.value, law, shop)


def _check(market: Market) -> None:
    """Refuse what can't be a region: wrong types, unknown countries, currencies that don't agree."""
    law, shop = market.law, market.shop
    named = f"region {market.code} ({market.source})"
    if law is not None:
        _demand(isinstance(law, Law), f"{named}: LAW is not a regions.region.Law")
        _demand(law.country in CODES, f"{named}: unknown country {law.country!r}")
        _demand(is_currency(law.currency), f"{named}: {law.currency!r} is not a currency code")
    if shop is not None:
        _demand(isinstance(shop, Storefront), f"{named}: SHOP is not a regions.region.Storefront")
        _demand(shop.code == market.code, f"{named}: its storefront calls itself {shop.code!r}")
        _demand(bool(shop.languages), f"{named}: its storefront speaks no language")
        fees = (shop.shipping.fee, shop.shipping.free_from, shop.shipping.max_fee)
        agreed = all(fee is None or fee.currency == shop.currency for fee in fees)
        _demand(is_currency(shop.currency) and agreed, f"{named}: its currencies don't agree")


def _demand(kept: bool, sentence: str) -> None:
    if not kept:
        raise BrokenRegion(sentence)


def _enter(book: dict[str, Entry], code: str, entry: Entry, market: Market) -> None:
    if code in book:
        raise BrokenRegion(f"region {market.code} ({market.source}): {code} is in the law book already")
    book[code] = entry


def _version(plug: EntryPoint) -> str:
    return plug.dist.version if plug.dist is not None else "0"
