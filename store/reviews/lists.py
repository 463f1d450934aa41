"""Lists of reviews, a page at a time: one statement for any number of products and any size of page.

Each language that a product has reviews in gives its best rows along an index, and the best of those are
kept: the work grows with the number of languages, never of reviews. A page is JSON, so that it can
stand in the row of its product.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import orjson

from store.catalog.pages import Page, Slice
from store.catalog.statement import Arguments, both
from store.database import Statements
from store.reviews.orders import ORDERS, Order, Sort
from store.reviews.records import ReviewPart, ReviewRecord, review_json
from store.reviews.scope import Scope, conditions

MOST_REMEMBERED = 2_000
LONGEST_REMEMBERED = 2_000
"""So many pages are remembered as they were read, of so many characters at most."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the published reviews of any product, for a reader of `language`; only forwards.

    Read by itself, or along with products: it is a `store.catalog.parts.Companion`.
    """

    scope: Scope
    sort: Sort
    page: Page
    language: str
    parts: frozenset[ReviewPart] = frozenset()

    def column(self, product: str, arguments: Arguments) -> str:
        """The rows of the page and one more, as the text of a JSON array; null for none."""
        order, home = ORDERS[self.sort], arguments.bind(self.language)
        is_home = f"branch.language = {home}" if order.at_home else f"{home}::text is null"
        # Counters compare by code point, reviews as the database does: only in the latter is there an index.
        branches = 'select distinct c.language collate "default" as language from review_counts c'
        counted = [f"c.product_id = {product}", "c.reviews > 0", *conditions(self.scope, "c", arguments)]
        best = _best(order, self, product, is_home, arguments)
        first = f"best.home desc, best.{order.column} desc, best.id desc"
        # Cursors of the newest hold a date.
        needed = {*self.parts, ReviewPart.DATES} if self.sort is Sort.NEWEST else self.parts
        return f"""(
            select json_agg({review_json(needed)} order by {first})::text
            from (
                select best.*
                from ({branches} where {both(counted)}) branch
                cross join lateral ({best}) best
                order by {first} limit {self.page.size + 1}) best
            join reviews r on r.id = best.id)"""

    def read(self, written: str | None) -> "Listed":
        """The page in such a column."""
        short = written is None or len(written) <= LONGEST_REMEMBERED
        read = _read_again if short else _read
        return Listed(self, read(written, self.page.size, self.page.edge is not None))


class Listed(NamedTuple):
    """What was asked for, and the page that was found."""

    listing: Listing
    found: Slice[ReviewRecord]


async def list_reviews(
    reading: Statements, products: Sequence[int], listing: Listing
) -> dict[int, Slice[ReviewRecord]]:
    """The page of each product's reviews; one statement for any number of products and any size of page."""
    arguments = Arguments()
    asked = arguments.bind(list(products))
    page = listing.column("asked.id", arguments)
    sql = f"select asked.id, {page} from unnest({asked}::bigint[]) as asked(id)"
    rows = await reading.fetch(sql, *arguments.values)
    return {product: listing.read(written).found for product, written in rows}


def _read(written: str | None, size: int, beyond: bool) -> Slice[ReviewRecord]:
    rows = [*map(ReviewRecord, orjson.loads(written or "[]"))]
    return Slice(tuple(rows[:size]), has_next=len(rows) > size, has_previous=beyond)


_read_again = lru_cache(MOST_REMEMBERED)(_read)


def _best(order: Order, listing: Listing, product: str, is_home: str, arguments: Arguments) -> str:
    """The first rows of one language beyond the edge of the page.

    In the edge's half of the list they begin at its value; in the half after it, at the greatest there is.
    """
    page = listing.page
    where = [f"r.product_id = {product}", "r.language = branch.language", "r.status = 'PUBLISHED'"]
    where.extend(conditions(listing.scope, "r", arguments))
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
