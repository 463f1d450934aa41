"""Turns `goods.jsonl` into products: everything in the demo shops that isn't an edition of a work."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from store.demo.authors import contributors
from store.demo.gtin import gtin
from store.demo.prices import TAGS, local_prices
from store.demo.slugs import SlugBook
from store.demo.sources import Line, image, read, stable

DIGITAL = frozenset({"EBOOK", "AUDIOBOOK_DOWNLOAD", "VIDEO_DOWNLOAD", "GIFT_CARD"})
"""Kinds that never run out."""


def products_of_goods(slugs: SlugBook) -> Iterator[Line]:
    """The product line of each article, in the order of `goods.jsonl`."""
    return (product(good, slugs) for good in read("goods"))


def product(good: Line, slugs: SlugBook) -> Line:
    """One article in the load format."""
    return {
        "sku": good["sku"],
        "kind": good["kind"],
        "category": good["category"],
        "brand": good.get("brand"),
        "contributors": contributors(good.get("by")),
        "texts": slugs.texts(good["sku"], good["title"], good["about"]),
        "images": [image(good["sku"], good["title"])],
        "attributes": good.get("attributes", {}),
        "published": good.get("published"),
        "popularity": good.get("popularity", stable(f"popularity:{good['sku']}", 500)),
        "variants": [variant(good, line) for line in good["variants"]],
    }


def variant(good: Line, line: Line) -> Line:
    """One size, form or pack of an article; `prices` of the line stand over the derived ones."""
    sku = line["sku"]
    facts = {"kind": good["kind"]} | good.get("facts", {}) | line.get("facts", {})
    storefronts: Iterable[str] = line.get("sold_in") or good.get("sold_in") or TAGS
    runs_out = facts["kind"] not in DIGITAL
    return {
        "sku": sku,
        "gtin": gtin(sku) if runs_out else None,
        "texts": {language: {"title": title} for language, title in line["title"].items()},
        "options": line.get("options", {}),
        "facts": facts,
        "prices": local_prices(Decimal(line["price"]), storefronts) | line.get("prices", {}),
        "stock": line.get("stock", stable(f"stock:{sku}", 60) + 1) if runs_out else None,
        "listings": line.get("listings"),
    }
