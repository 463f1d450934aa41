"""Products by what is known of them: id, number or the name in an address."""

from collections.abc import Collection, Mapping, Sequence

from store.catalog.cards import Part, ProductCard
from store.catalog.columns import CHAIN_IS_BOUND, read_card, select_columns
from store.catalog.queries import LEADS, begin
from store.catalog.slugs import Candidate, choose_by_slug
from store.catalog.view import View
from store.database import Statements

BY_SKU = """
    select product_id from variants where sku = $1
    union all select id from products where sku = $1 limit 1"""

BY_SLUG = """
    select product_id as id, language, null::timestamptz as retired_at from product_texts where slug = $1
    union all select product_id, language, retired_at from retired_slugs where slug = $1
    order by retired_at desc nulls first"""


async def read_products(
    database: Statements, view: View, ids: Sequence[int], parts: Collection[Part]
) -> Mapping[int, ProductCard]:
    """Cards by id, of those products that are sold in the storefront; one statement for all."""
    arguments = begin(view, list(view.chain))
    sql = f"""
        select {select_columns(parts)}
        from shelf_prices s join products p on p.id = s.product_id
        where {LEADS} and {CHAIN_IS_BOUND} and s.product_id = any({arguments.bind(list(ids))}::bigint[])"""
    rows = await database.fetch(sql, *arguments.values)
    return {row["id"]: read_card(row, parts, view.chain, None) for row in rows}


async def find_products_of(database: Statements, variant_ids: Sequence[int]) -> Mapping[int, int]:
    """The products that variants belong to, by the variants' ids."""
    rows = await database.fetch("select id, product_id from variants where id = any($1)", list(variant_ids))
    return {row["id"]: row["product_id"] for row in rows}


async def find_by_sku(database: Statements, sku: str) -> int | None:
    """The product that has this number, or a variant with it."""
    found: int | None = await database.fetchval(BY_SKU, sku)
    return found


async def find_by_slug(database: Statements, view: View, slug: str) -> int | None:
    """The product with this slug: in the first language of the chain, else the only one anywhere."""
    rows = await database.fetch(BY_SLUG, slug)
    candidates = [Candidate(row["id"], row["language"], row["retired_at"]) for row in rows]
    return choose_by_slug(candidates, view.chain)
