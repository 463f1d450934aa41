"""Lists of products, a page at a time: one statement whatever the size of the page.

A page is found by its sort key along an index. Within a category each of its descendants gives its best rows
and the best of those are kept, so that the work grows with the number of categories, never of products.
"""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import asyncpg

from store.catalog.cards import ProductCard
from store.catalog.columns import CHAIN_IS_BOUND, card_reader, join_texts, select_columns
from store.catalog.narrowing import count_gathered, find_narrowed, is_narrow
from store.catalog.orders import ORDERS
from store.catalog.pages import Count, Page, Slice, cut
from store.catalog.parts import Companion, Part
from store.catalog.queries import ProductQuery, begin, filters_within_category
from store.catalog.statement import Arguments
from store.catalog.view import View
from store.catalog.walks import Walk, direction_of
from store.database import Statements

COUNT_LIMIT = 1_000
"""Counting stops here; a greater number is told as “at least”."""
LOOK_LIMIT = 5_000
"""So many products are looked at for conditions that no single index knows."""
MOST_COMPOSED = 500
"""So many statements are remembered: what is asked for decides their text, not where and when."""
LONGEST_NAME = 100
"""Strangers write the names of contributors: a statement with a longer one isn't remembered."""
ANY_TIME = datetime.min.replace(tzinfo=UTC)


async def list_products(
    database: Statements,
    view: View,
    query: ProductQuery,
    page: Page,
    parts: Collection[Part],
    companion: Companion | None = None,
    *,
    counted: bool = False,
) -> Slice[ProductCard]:
    """A page of the products that are sold in a storefront, each with the parts that are asked for.

    The list is `counted` by the same statement, which tells nothing of it where the page has no rows.
    """
    compose = _compose_again if len(query.contributor or "") <= LONGEST_NAME else _compose
    statement = compose(view.language, view.chain, query, page, frozenset(parts), companion, counted=counted)
    rows = await database.fetch(statement.sql, view.storefront, view.at, *statement.values)
    count = _read_count(rows[0]) if counted and rows else None
    return cut([*map(statement.read, rows)], page, count)


class _Statement(NamedTuple):
    """The text of a list's statement, its values but for $1 and $2, and what reads its rows."""

    sql: str
    values: list[Any]
    read: Callable[[asyncpg.Record], ProductCard]


def _compose(
    language: str,
    chain: tuple[str, ...],
    query: ProductQuery,
    page: Page,
    parts: frozenset[Part],
    companion: Companion | None,
    *,
    counted: bool,
) -> _Statement:
    order, direction = ORDERS[query.sort], direction_of(ORDERS[query.sort], page)
    view = View("", language, chain, ANY_TIME)  # $1 and $2 come with each request
    arguments = begin(view, list(chain))
    tables = [f"page as materialized ({_find_page(view, query, page, arguments)})"]
    columns, joins = [select_columns(parts)], join_texts(parts)
    if companion is not None:
        columns.append(f"{companion.column('p.id', arguments)} as companion")
    if counted:
        tables.append(f"counted as materialized ({_count(query, arguments)})")
        columns.append("counted.*")
        joins += " cross join counted"
    sql = f"""
        with {", ".join(tables)}
        select {", ".join(columns)}, page.sort_key
        from page
        join shelf_prices s on s.product_id = page.product_id and s.variant_id = page.variant_id
            and s.valid_from = page.valid_from and s.storefront = $1
        join products p on p.id = page.product_id{joins}
        where {CHAIN_IS_BOUND}
        order by page.sort_key {direction}, page.product_id {direction}"""
    return _Statement(sql, arguments.values[2:], card_reader(parts, chain, order, companion))


_compose_again = lru_cache(MOST_COMPOSED)(_compose)


async def count_products(database: Statements, view: View, query: ProductQuery) -> Count:
    """How many products a list has, counted up to COUNT_LIMIT, or among LOOK_LIMIT that are looked at."""
    arguments = begin(view)
    [row] = await database.fetch(_count(query, arguments), *arguments.values)
    return _read_count(row)


def _count(query: ProductQuery, arguments: Arguments) -> str:
    return count_gathered(query, arguments, COUNT_LIMIT + 1, LOOK_LIMIT + 1)


def _read_count(row: asyncpg.Record) -> Count:
    return Count(min(row["meeting"], COUNT_LIMIT), exact=row["wholly"] and row["meeting"] <= COUNT_LIMIT)


def _find_page(view: View, query: ProductQuery, page: Page, arguments: Arguments) -> str:
    """The keys of a page's rows and of one more, in the direction of the page."""
    if is_narrow(query):
        return find_narrowed(view, query, page, arguments)
    walk = Walk.towards(view, query.sort, page, arguments)
    where = [*filters_within_category(query, arguments)]
    if query.category is None:
        return walk.best(where)
    branches = f"select id from categories where {arguments.bind(query.category)} = any(ancestors)"
    return walk.best_of_each(branches, walk.in_category, where)
