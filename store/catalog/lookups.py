"""Products by what is known of them: id, number or the name in an address."""

from collections.abc import Collection, Mapping, Sequence

from store.catalog.cards import ProductCard
from store.catalog.columns import CHAIN_IS_BOUND, card_reader, join_texts, select_columns
from store.catalog.parts import Part
from store.catalog.queries import LEADS, begin
from store.catalog.slugs import Candidate, choose_by_slug
from store.catalog.view import View
from store.database import Statements

BY_SLUG = """
    select product_id as id, language, null::timestamptz as retired_at from product_texts where slug = $1
    union all select product_id, language, retired_at from retired_slugs where slug = $1
    order by retired_at desc nulls first"""


async def read_products(
    database: Statements, view: View, ids: Sequence[int], parts: Collection[Part]
) -> Mapping[int, ProductCard]:
    """Cards by id, of those products that are sold in the storefront; one statement for all."""
    cards = await _read(database, view, "s.product_id = any($4::bigint[])", list(ids), parts)
    return {card.id: card for card in cards}


async def read_product_by_sku(
    database: Statements, view: View, sku: str, parts: Collection[Part]
) -> ProductCard | None:
    """The card of the product that has this number, or a variant with it; None if it isn't sold here."""
    if not sku.isprintable():
        return None
    owner = "(select product_id from variants where sku = $4 union all select id from products where sku = $4"
    cards = await _read(database, view, f"s.product_id = {owner} limit 1)", sku, parts)
    return cards[0] if cards else None


async def read_product_by_slug(
    database: Statements, view: View, slug: str, parts: Collection[Part]
) -> ProductCard | None:
    """The card of the product with this slug, found as `choose_by_slug` says; at most two statements."""
    if not slug.isprintable():
        return None
    rows = await database.fetch(BY_SLUG, slug)
    candidates = [Candidate(row["id"], row["language"], row["retired_at"]) for row in rows]
    key = choose_by_slug(candidates, view.chain)
    return None if key is None else (await read_products(database, view, [key], parts)).get(key)


async def _read(
    database: Statements, view: View, which: str, key: object, parts: Collection[Part]
) -> list[ProductCard]:
    """The cards that meet a condition on $4."""
    arguments = begin(view, list(view.chain), key)
    sql = f"""
        select {select_columns(parts)}
        from shelf_prices s join products p on p.id = s.product_id{join_texts(parts)}
        where {LEADS} and {CHAIN_IS_BOUND} and {which}"""
    return [*map(card_reader(parts, view.chain), await database.fetch(sql, *arguments.values))]


async def find_products_of(database: Statements, variant_ids: Sequence[int]) -> Mapping[int, int]:
    """The products that variants belong to, by the variants' ids."""
    rows = await database.fetch("select id, product_id from variants where id = any($1)", list(variant_ids))
    return {row["id"]: row["product_id"] for row in rows}
