"""The catalogue in the load format: what is exported and loaded again is the same."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from regions.lawbook import LawBook, lawbook
from regions.money import amount_text
from store.database import Database, Statements
from store.markets import Markets, markets

PAGE = 500

CATEGORIES = """
select category.path, category.position,
    (select jsonb_object_agg(text.language, jsonb_build_object('name', text.name, 'slug', text.slug))
        from category_texts text where text.category_id = category.id) as texts
from categories category where $1::text[] is null or category.path = any($1) order by category.path
"""

PRODUCT_OF = """
select id from products where sku = $1 union all select product_id from variants where sku = $1 limit 1
"""
PAGE_OF_PRODUCTS = "select id from products where id > $1 order by id limit $2"

PRODUCTS = """
select product.id, product.sku, product.kind, category.path as category, product.brand, product.contributors,
    product.images, product.attributes, product.popularity, product.published, product.default_language,
    (select jsonb_object_agg(text.language, jsonb_build_object(
            'title', text.title, 'description', text.description, 'slug', text.slug))
        from product_texts text where text.product_id = product.id) as texts
from products product join categories category on category.id = product.category_id
where product.id = any($1) order by product.id
"""

VARIANTS = """
select variant.product_id, variant.sku, variant.gtin, variant.texts, variant.options, variant.facts,
    variant.listed_everywhere,
    (select jsonb_agg(jsonb_build_array(price.storefront, price.valid_from, price.amount)
            order by price.storefront, price.valid_from)
        from prices price where price.variant_id = variant.id) as prices,
    (select jsonb_object_agg(stock.warehouse, stock.quantity) from stock
        where stock.variant_id = variant.id) as stock,
    (select jsonb_object_agg(listing.storefront,
            jsonb_build_object('from', listing.sold_from, 'until', listing.sold_until))
        from listings listing where listing.variant_id = variant.id) as listings
from variants variant
where variant.product_id = any($1) order by variant.product_id, variant.position, variant.id
"""

Line = dict[str, Any]


async def export(database: Database, book: LawBook | None = None) -> AsyncIterator[Line]:
    """Every category, parents first, then every product, each as one line of the load format.

    Read a page at a time, each from the database as it is then.
    """
    shops = markets(book or lawbook())
    for category in await category_lines(database):
        yield category
    last = 0
    while page := await product_ids(database, last, PAGE):
        last = page[-1]
        for product in await product_lines(database, page, shops):
            yield product


async def product_ids(reading: Statements, after: int, most: int) -> list[int]:
    """The ids that follow upon one, in order."""
    return [row["id"] for row in await reading.fetch(PAGE_OF_PRODUCTS, after, most)]


async def product_line(reading: Statements, sku: str, shops: Markets) -> Line | None:
    """The line of the product with this number, or one of whose variants has it; None if there is none."""
    found = await reading.fetchval(PRODUCT_OF, sku)
    return None if found is None else (await product_lines(reading, [found], shops))[0]


async def category_lines(reading: Statements, paths: Sequence[str] | None = None) -> list[Line]:
    """The lines of categories, parents first; of those with these paths, or of all."""
    return [
        {
            "category": category["path"],
            "texts": orjson.loads(category["texts"] or "{}"),
            "position": category["position"],
        }
        for category in await reading.fetch(CATEGORIES, paths)
    ]


async def product_lines(reading: Statements, products: Sequence[int], shops: Markets) -> list[Line]:
    """The lines of products, in the order of their ids. Two statements for all."""
    variants: dict[int, list[Line]] = {}
    for variant in await reading.fetch(VARIANTS, products):
        variants.setdefault(variant["product_id"], []).append(_variant(variant, shops))
    return [_product(product, variants[product["id"]]) for product in await reading.fetch(PRODUCTS, products)]


def _product(product: Mapping[str, Any], variants: Sequence[Line]) -> Line:
    texts = orjson.loads(product["texts"])
    first = product["default_language"]
    return {
        "sku": product["sku"],
        "kind": product["kind"],
        "category": product["category"],
        "brand": product["brand"],
        "contributors": orjson.loads(product["contributors"]),
        "texts": {first: texts.pop(first), **texts},
        "images": orjson.loads(product["images"]),
        "attributes": orjson.loads(product["attributes"]),
        "published": None if product["published"] == date.min else product["published"].isoformat(),
        "popularity": product["popularity"],
        "variants": variants,
    }


def _variant(variant: Mapping[str, Any], shops: Markets) -> Line:
    prices: dict[str, list[Line]] = {}
    for storefront, start, amount in orjson.loads(variant["prices"] or "[]"):
        if storefront in shops:
            price = None if amount is None else amount_text(amount, shops[storefront].currency)
            prices.setdefault(storefront, []).append({"from": start, "price": price})
    listings = {
        storefront: span
        for storefront, span in orjson.loads(variant["listings"] or "{}").items()
        if storefront in shops
    }
    return {
        "sku": variant["sku"],
        "gtin": variant["gtin"],
        "texts": orjson.loads(variant["texts"]),
        "options": orjson.loads(variant["options"]),
        "facts": orjson.loads(variant["facts"]),
        "prices": prices,
        "stock": orjson.loads(variant["stock"]) if variant["stock"] else None,
        "listings": None if variant["listed_everywhere"] else listings,
    }
