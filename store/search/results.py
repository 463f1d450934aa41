"""Search results: the products whose words match, best first."""

from collections.abc import Collection

from store.catalog.cards import ProductCard
from store.catalog.columns import CHAIN_IS_BOUND, card_reader, join_texts, select_columns
from store.catalog.orders import Order, read_whole
from store.catalog.pages import Count, Page, Slice, cut
from store.catalog.parts import Part
from store.catalog.queries import ProductQuery, begin, filters
from store.catalog.statement import both
from store.catalog.view import View
from store.database import Statements
from store.search.matches import offered

BY_SCORE = Order("s.score", "bigint", True, read_whole, read_whole)
"""The order of search results."""


async def search_products(
    database: Statements,
    view: View,
    words: str,
    query: ProductQuery,
    page: Page,
    parts: Collection[Part],
) -> Slice[ProductCard]:
    """A page of the products that match every word, best first; empty for a text without any word."""
    arguments = begin(view, list(view.chain))
    matches = offered(view, words, arguments)
    if matches is None:
        return Slice((), has_next=False, has_previous=False)
    where = [*filters(query, arguments)]
    direction = "asc" if page.backward else "desc"
    if page.edge is not None:
        score, row_id = (arguments.bind(part) for part in page.edge)
        beyond = ">" if page.backward else "<"
        where.append(f"(s.score, s.product_id) {beyond} ({score}::bigint, {row_id}::bigint)")
    sql = f"""
        with {matches}
        select {select_columns(parts)}, s.score as sort_key
        from (
            select * from offered s where {both(where)}
            order by s.score {direction}, s.product_id {direction} limit {page.size + 1}) as s
        join products p on p.id = s.product_id{join_texts(parts)}
        where {CHAIN_IS_BOUND}
        order by s.score {direction}, s.product_id {direction}"""
    rows = await database.fetch(sql, *arguments.values)
    return cut([*map(card_reader(parts, view.chain, BY_SCORE), rows)], page)


async def count_matches(database: Statements, view: View, words: str, query: ProductQuery) -> Count:
    """How many products match; not exact where there are more than are ranked."""
    arguments = begin(view)
    matches = offered(view, words, arguments, ranked=False)
    if matches is None:
        return Count(0, exact=True)
    where = both(filters(query, arguments))
    sql = f"with {matches} select (select count(*) from offered s where {where}), wholly from counted"
    [(rows, exact)] = await database.fetch(sql, *arguments.values)
    return Count(rows, exact)
