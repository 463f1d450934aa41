"""Lists of reviews, a page at a time: one statement for any number of products and any size of page.

Each language that a product has reviews in gives its best rows along an index, and the best of those are
kept: the work grows with the number of languages, never of reviews.
"""

from collections.abc import Collection, Sequence

from store.catalog.pages import Page, Slice, cut
from store.catalog.statement import Arguments, both
from store.database import Statements
from store.reviews.orders import ORDERS, Order, Sort
from store.reviews.records import ReviewPart, ReviewRecord, review_columns
from store.reviews.scope import Scope, conditions


async def list_reviews(
    reading: Statements,
    products: Sequence[int],
    scope: Scope,
    sort: Sort,
    page: Page,
    language: str,
    parts: Collection[ReviewPart] = (),
) -> dict[int, Slice[ReviewRecord]]:
    """A page of the published reviews of each product, for a reader of `language`; only forwards."""
    order, arguments = ORDERS[sort], Arguments()
    asked, home = arguments.bind(list(products)), arguments.bind(language)
    is_home = f"branch.language = {home}" if order.at_home else f"{home}::text is null"
    # Counters compare by code point, reviews as the database does: only in the latter is there an index.
    branches = 'select distinct c.language collate "default" as language from review_counts c'
    counted = both(["c.product_id = asked.id", "c.reviews > 0", *conditions(scope, "c", arguments)])
    best = _best(order, scope, page, is_home, arguments)
    first = f"order by best.home desc, best.{order.column} desc, best.id desc"
    # Cursors of the newest hold a date; else reading dates costs more than all the rest of a short review.
    needed = {*parts, ReviewPart.DATES} if sort is Sort.NEWEST else parts
    sql = f"""
        select {review_columns(needed)}
        from unnest({asked}::bigint[]) as asked(id)
        cross join lateral (
            select best.*
            from ({branches} where {counted}) branch
            cross join lateral ({best}) best
            {first} limit {page.size + 1}) best
        join reviews r on r.id = best.id
        {first}"""
    rows: dict[int, list[ReviewRecord]] = {product: [] for product in products}
    for review in await reading.fetch(sql, *arguments.values, row=ReviewRecord):
        rows[review.product_id].append(review)
    return {product: cut(found, page) for product, found in rows.items()}


def _best(order: Order, scope: Scope, page: Page, is_home: str, arguments: Arguments) -> str:
    """The first rows of one language beyond the edge of the page.

    In the edge's half of the list they begin at its value; in the half after it, at the greatest there is.
    """
    where = ["r.product_id = asked.id", "r.language = branch.language", "r.status = 'PUBLISHED'"]
    where.extend(conditions(scope, "r", arguments))
    if page.edge is not None:
        half, value, row_id = (arguments.bind(part) for part in page.edge)
        here = f"({is_home})::int = {half}::int"
        where.append(f"({is_home})::int <= {half}::int")
        where.append(
            f"(r.{order.column}, r.id) < (case when {here} then {value}::{order.type}"
            f" else {_greatest(order)} end, case when {here} then {row_id}::bigint else {2**63 - 1} end)"
        )
    return f"""
        select r.id, r.{order.column}, ({is_home})::int as home
        from reviews r where {both(where)}
        order by r.{order.column} desc, r.id desc limit {page.size + 1}"""


def _greatest(order: Order) -> str:
    return "'infinity'" if order.type == "timestamptz" else f"{2**31 - 1}"
