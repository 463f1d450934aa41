"""Reading the catalogue: what each part holds, and the price of a moment."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from regions.item import Destination
from regions.lawbook import lawbook
from store.catalog import lists
from store.catalog.cards import ProductCard
from store.catalog.elsewhere import price_elsewhere
from store.catalog.lists import count_products, list_products
from store.catalog.lookups import read_product_by_sku
from store.catalog.orders import Sort
from store.catalog.pages import Count, Page
from store.catalog.parts import Part
from store.catalog.queries import ProductQuery
from store.catalog.texts import Text
from store.catalog.view import View
from store.database import Database

VIEW = View("DE", "de", ("de", "en"), datetime(2026, 11, 21, 12, tzinfo=UTC))


COLUMNS_OF_PRICES = {
    Part.TAXED: ("net", "gross", "tax", "tax_rate"),
    Part.COMPARED: ("list_price",),
    Part.MEASURED: ("unit_price", "unit"),
    Part.REASONS: ("applied",),
}
OF_PRICES = frozenset(COLUMNS_OF_PRICES)
EXAMPLES = {Part.COMPARED: "toerless-hc", Part.MEASURED: "bluetenhonig-500"}


def parts_in(card: ProductCard) -> set[Part]:
    """The parts that are filled."""
    return {part for part in set(Part) - OF_PRICES if getattr(card, part.value)} | {
        part
        for part, columns in COLUMNS_OF_PRICES.items()
        if all(getattr(card.tag, column) is not None for column in columns)
    }


@pytest.mark.parametrize("part", Part)
async def test_a_part_that_is_not_asked_for_is_not_read(demo_database: Database, part: Part) -> None:
    sku = EXAMPLES.get(part, "faust")
    whole = await read_product_by_sku(demo_database, VIEW, sku, list(Part))
    alone = await read_product_by_sku(demo_database, VIEW, sku, [part])
    without = await read_product_by_sku(demo_database, VIEW, sku, set(Part) - {part})
    assert whole is not None
    assert alone is not None
    assert without is not None
    assert parts_in(alone) == {part}
    assert parts_in(without) == parts_in(whole) - {part}


async def test_a_card_speaks_for_its_default_variant(demo_database: Database) -> None:
    card = await read_product_by_sku(demo_database, VIEW, "faust-ebook", list(Part))
    assert card is not None
    assert (card.sku, card.kind, card.tag.current, card.tag.currency) == ("faust-hc", "BOOK", 2400, "EUR")
    assert card.title == Text("Faust", "de")
    assert card.variants[0].id == card.variant_id
    assert [step.path for step in card.breadcrumbs] == ["books", "books/drama"]
    assert card.category == card.breadcrumbs[-1:]


async def test_outside_the_span_of_its_price_nothing_is_sold(demo_database: Database) -> None:
    before = replace(VIEW, at=datetime(2020, 1, 1, tzinfo=UTC))
    assert await read_product_by_sku(demo_database, before, "faust", []) is None
    page = await list_products(demo_database, before, ProductQuery(), Page(20), [])
    assert page.rows == ()


async def test_a_reason_comes_back_as_the_law_book_gave_it(demo_database: Database) -> None:
    card = await read_product_by_sku(demo_database, VIEW, "faust", [Part.REASONS])
    assert card is not None
    [reason] = card.tag.reasons
    assert (reason.code, reason.legal_basis) == ("DE_BOOK_PRICE", "BuchPrG § 3")
    assert reason.amount is not None
    assert reason.amount.minor == 2400


async def test_prices_for_home_are_computed_as_they_are_stored(demo_database: Database) -> None:
    page = await list_products(demo_database, VIEW, ProductQuery(), Page(100), OF_PRICES)
    stored = {card.variant_id: card.tag for card in page.rows}
    book = lawbook()
    computed = await price_elsewhere(
        demo_database, book, VIEW, book.storefronts["DE"], Destination("DE"), list(stored)
    )
    assert [key for key in stored if computed[key][:-1] != stored[key][:-1]] == []
    assert all(computed[key].reasons == stored[key].reasons for key in stored)


async def test_counting_stops_at_a_limit_and_says_so(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = await count_products(demo_database, VIEW, ProductQuery())
    assert counted.exact
    assert 300 < counted.rows < lists.COUNT_LIMIT
    monkeypatch.setattr(lists, "COUNT_LIMIT", counted.rows - 1)
    assert await count_products(demo_database, VIEW, ProductQuery()) == Count(counted.rows - 1, exact=False)


@pytest.mark.parametrize("sort", Sort)
async def test_every_order_and_filter_together_make_a_statement(demo_database: Database, sort: Sort) -> None:
    category: int = await demo_database.fetchval("select id from categories where path = 'books'")
    query = ProductQuery(
        category, ("BOOK",), 500, 3000, True, "Johann Wolfgang von Goethe", "de", False, None, sort
    )
    page = await list_products(demo_database, VIEW, query, Page(50), [Part.TITLE])
    assert Text("Faust", "de") in [card.title for card in page.rows]


async def test_counting_what_no_single_index_knows_looks_at_a_stated_number_of_products(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_goethe = ProductQuery(kinds=("BOOK",), contributor="Johann Wolfgang von Goethe")
    counted = await count_products(demo_database, VIEW, by_goethe)
    assert (counted.rows > 3, counted.exact) == (True, True)
    monkeypatch.setattr(lists, "LOOK_LIMIT", 2)
    fewer = await count_products(demo_database, VIEW, by_goethe)
    assert (fewer.rows <= 3, fewer.exact) == (True, False)
    books = await count_products(demo_database, VIEW, ProductQuery(kinds=("BOOK",)))
    assert (books.rows > 60, books.exact) == (True, True)


async def test_a_statement_is_remembered_unless_a_stranger_wrote_much_into_it(
    demo_database: Database,
) -> None:
    lists._compose_again.cache_clear()
    for name, remembered in (("Nobody", 1), ("Nobody", 1), ("N" * 101, 1), ("Somebody", 2)):
        await list_products(demo_database, VIEW, ProductQuery(contributor=name), Page(3), [])
        assert lists._compose_again.cache_info().currsize == remembered
