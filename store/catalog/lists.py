"""Lists of products, a page at a time: one statement whatever the size of the page.

A page is found by its sort key along an index. Within a category each of its descendants gives its best rows
and the best of those are kept, so that the work grows with the number of categories, never of products.
"""

from collections.abc import Collection

import asyncpg

from store.catalog.cards import ProductCard
from store.catalog.columns import CHAIN_IS_BOUND, card_reader, join_texts, select_columns
from store.catalog.orders import ORDERS, Order, Sort
from store.catalog.pages import Count, Page, Slice, cut
from store.catalog.parts import Part
from store.catalog.queries import (
    ProductQuery,
    begin,
    filters_by_index,
    filters_by_look,
    filters_within_category,
)
from store.catalog.statement import Arguments, both
from store.catalog.view import View
from store.database import Statements

COUNT_LIMIT = 1_000
"""Counting stops here; a greater number is told as “at least”."""
LOOK_LIMIT = 5_000
"""So many products are looked at for conditions that no index answers."""


async def list_products(
    database: Statements,
    view: View,
    query: ProductQuery,
    page: Page,
    parts: Collection[Part],
    *,
    counted: bool = False,
) -> Slice[ProductCard]:
    """A page of the products that are sold in a storefront, each with the parts that are asked for.

    The list is `counted` by the same statement, which tells nothing of it where the page has no rows.
    """
    order = ORDERS[query.sort]
    arguments = begin(view, list(view.chain))
    found = _find_page(view, query, page, arguments)
    direction = _direction(order, page)
    more = f", counted as materialized ({_count(query, arguments)})" if counted else ""
    sql = f"""
        with page as materialized ({found}){more}
        select {select_columns(parts)}{", counted.*" if counted else ""}, page.sort_key
        from page
        join shelf_prices s on s.product_id = page.product_id and s.variant_id = page.variant_id
            and s.valid_from = page.valid_from and s.storefront = $1
        join products p on p.id = page.product_id{join_texts(parts)}{", counted" if counted else ""}
        where {CHAIN_IS_BOUND}
        order by page.sort_key {direction}, page.product_id {direction}"""
    rows = await _fetch(database, query, sql, arguments)
    count = _read_count(rows[0]) if counted and rows else None
    return cut([*map(card_reader(parts, view.chain, order), rows)], page, count)


async def count_products(database: Statements, view: View, query: ProductQuery) -> Count:
    """How many products a list has, counted up to COUNT_LIMIT among LOOK_LIMIT that are looked at."""
    arguments = begin(view)
    [row] = await _fetch(database, query, _count(query, arguments), arguments)
    return _read_count(row)


def _count(query: ProductQuery, arguments: Arguments) -> str:
    """A row that says how many products were found to meet a query, and whether these are all."""
    found = both(filters_by_index(query, arguments))
    looked_at = [*filters_by_look(query, arguments)]
    most = LOOK_LIMIT if looked_at else COUNT_LIMIT + 1
    return f"""
        select count(*) filter (where {both(looked_at) or "true"}) as meeting, count(*) < {most} as wholly
        from (select s.kind, s.in_stock, s.languages from shelf_prices s where {found} limit {most}) as s"""


def _read_count(row: asyncpg.Record) -> Count:
    return Count(min(row["meeting"], COUNT_LIMIT), exact=row["wholly"] and row["meeting"] <= COUNT_LIMIT)


async def _fetch(
    database: Statements, query: ProductQuery, sql: str, arguments: Arguments
) -> list[asyncpg.Record]:
    fetch = database.fetch_for_values if query.depends_on_values else database.fetch
    return await fetch(sql, *arguments.values)


def _find_page(view: View, query: ProductQuery, page: Page, arguments: Arguments) -> str:
    """The keys of a page's rows and of one more, in the direction of the page."""
    order = ORDERS[query.sort]
    where = [*filters_within_category(query, arguments)]
    table, source = "s", "shelf_prices s"
    if query.sort is Sort.TITLE:
        table, source = "d", "search_documents d join shelf_prices s on s.product_id = d.product_id"
        where.append(f"d.language = {arguments.bind(view.language)}")
    direction = _direction(order, page)
    if page.edge is not None:
        value, row_id = (arguments.bind(part) for part in page.edge)
        beyond = "<" if direction == "desc" else ">"
        here = f"({order.column}, {table}.product_id)"
        where.append(f"{here} {beyond} ({value}::{order.type}, {row_id}::bigint)")
    if query.category is None:
        return _best(source, where, order, table, direction, page.size + 1)
    where.append(f"{table}.category_id = branch.id")
    branch = _best(source, where, order, table, direction, page.size + 1)
    return f"""
        select best.* from categories branch cross join lateral ({branch}) as best
        where {arguments.bind(query.category)} = any(branch.ancestors)
        order by best.sort_key {direction}, best.product_id {direction} limit {page.size + 1}"""


def _best(source: str, where: list[str], order: Order, table: str, direction: str, size: int) -> str:
    """The first rows of a source in one direction of an order.

    The size is part of the text: with a bound limit PostgreSQL's generic plan would sort everything.
    """
    return f"""
        select s.product_id, s.variant_id, s.valid_from, {order.column} as sort_key
        from {source} where {both(where)}
        order by {order.column} {direction}, {table}.product_id {direction} limit {size}"""


def _direction(order: Order, page: Page) -> str:
    return "desc" if order.descending is not page.backward else "asc"
