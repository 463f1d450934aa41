"""Narrowed lists: the same products whichever way finds them."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from store.catalog import narrowing
from store.catalog.lists import count_products, list_products
from store.catalog.orders import ORDERS, Sort
from store.catalog.pages import Page
from store.catalog.queries import ProductQuery
from store.catalog.view import View
from store.database import Database

VIEW = View("DE", "de", ("de", "en"), datetime(2026, 11, 21, 12, tzinfo=UTC))
SIZE = 7

EVERYTHING = """
select s.product_id as id, s.kind, s.current, s.in_stock, s.languages, s.prior_price, s.rating_average,
    s.popularity, s.published, s.rating_rank, d.title_key, p.contributor_keys, c.ancestors
from shelf_prices s join search_documents d on d.product_id = s.product_id and d.language = $3
join products p on p.id = s.product_id join categories c on c.id = s.category_id
where s.storefront = $1 and s.lead and s.valid_from <= $2 and s.valid_until > $2
"""
WAYS: Mapping[str, Mapping[str, int]] = {
    "the first are looked through": {},
    "few are gathered": {"LOOKED_THROUGH": 1, "TITLES_LOOKED_THROUGH": 1},
    "each category is walked": {"LOOKED_THROUGH": 1, "TITLES_LOOKED_THROUGH": 1, "GATHERED": 0},
    "all are walked": {"LOOKED_THROUGH": 1, "TITLES_LOOKED_THROUGH": 1, "GATHERED": 0, "CATEGORIES": 0},
}
"""With which bounds a list is found in which way."""


def is_meant(row: Any, query: ProductQuery) -> bool:
    """Whether a row meets all conditions, in plain words."""
    met = [
        query.category is None or query.category in row["ancestors"],
        query.kinds is None or row["kind"] in query.kinds,
        query.lowest is None or row["current"] >= query.lowest,
        query.highest is None or row["current"] <= query.highest,
        query.in_stock is None or row["in_stock"] is query.in_stock,
        query.contributor is None or query.contributor in row["contributor_keys"],
        query.language is None or query.language in row["languages"],
        query.on_sale is None or (row["prior_price"] is not None) is query.on_sale,
        query.lowest_rating is None or (row["rating_average"] or 0) >= query.lowest_rating,
    ]
    return all(met)


def draw(chance: random.Random, sort: Sort, categories: list[int]) -> ProductQuery:
    """Some conditions, and now and then none."""

    def some(likely: float, *choices: Any) -> Any:
        return chance.choice(choices) if chance.random() < likely else None

    lowest = some(0.3, 500, 1000, 2000)
    return ProductQuery(
        category=some(0.3, *categories),
        kinds=some(0.4, ("BOOK",), ("FOOD",), ("BOOK", "EBOOK"), ("DRINK", "FOOD"), ("MAP",), ()),
        lowest=lowest,
        highest=None if lowest is None else some(0.6, lowest, lowest + 400, lowest + 3000),
        in_stock=some(0.3, True, False),
        contributor=some(0.1, "johann wolfgang von goethe", "nobody"),
        language=some(0.2, "de", "en", "eo"),
        on_sale=some(0.3, True, False),
        lowest_rating=some(0.15, 1000, 4000),
        sort=sort,
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sort", Sort)
async def test_pages_hold_what_a_plain_look_at_every_product_finds(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch, sort: Sort, way: str
) -> None:
    for name, bound in WAYS[way].items():
        monkeypatch.setattr(narrowing, name, bound)
    everything = await demo_database.fetch(EVERYTHING, VIEW.storefront, VIEW.at, VIEW.language)
    categories = [row["id"] for row in await demo_database.fetch("select id from categories order by path")]
    order = ORDERS[sort]
    column = order.column.partition(".")[2]
    everything.sort(key=lambda row: (row[column], row["id"]), reverse=order.descending)
    chance = random.Random(f"{sort} {way}")  # noqa: S311 - nothing secret
    found = 0
    for _ in range(12):
        query = draw(chance, sort, categories)
        expected = [row["id"] for row in everything if is_meant(row, query)]
        first = await list_products(demo_database, VIEW, query, Page(SIZE), [])
        assert [card.id for card in first.rows] == expected[:SIZE], query
        assert first.has_next is (len(expected) > SIZE)
        count = await count_products(demo_database, VIEW, query)
        assert (count.rows, count.exact) == (len(expected), True), query
        found += len(expected)
        if not first.has_next:
            continue
        edge = order.read_key(first.rows[-1].key)
        second = await list_products(demo_database, VIEW, query, Page(SIZE, edge=edge), [])
        assert [card.id for card in second.rows] == expected[SIZE : 2 * SIZE], query
        edge = order.read_key(second.rows[-1].key)
        back = await list_products(demo_database, VIEW, query, Page(3, backward=True, edge=edge), [])
        there = expected[: expected.index(second.rows[-1].id)]
        assert [card.id for card in back.rows] == there[-3:], query
    assert found > SIZE
