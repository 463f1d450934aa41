"""A synthetic catalogue is what loading its products one by one would have made."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from regions.lawbook import lawbook
from store.database import Database
from store.documents import refresh_documents
from store.markets import ground
from store.pricing import Pricer
from store.shelf import refresh_shelf
from store.synthetic import SyntheticThere, load_synthetic

Check = Callable[[Database], Awaitable[None]]

DERIVED = {
    "shelf_prices": "select * from shelf_prices order by product_id, storefront, variant_id, valid_from",
    "search_documents": "select * from search_documents order by product_id, language",
    "shelf_traits": "select * from shelf_traits order by traits",
    "shelf_due": "select * from shelf_due order by 1, 2",
}

SOLD = """
select products.sku, language, title, slug, products.popularity, variants.sku, storefront, amount, valid_from
from products
join product_texts on product_texts.product_id = products.id
join variants on variants.product_id = products.id
join prices on variant_id = variants.id
where products.sku like 'synthetic-%'
order by products.sku, language, variants.sku, storefront, valid_from
"""

RULES = """
select indexdef as definition from pg_indexes where schemaname = 'public'
union all select conname || pg_get_constraintdef(oid) from pg_constraint where contype in ('f', 'u')
order by 1
"""


async def test_copies_are_true_to_every_rule(database: Database, now: datetime, is_sound: Check) -> None:
    await load_synthetic(database, 100, now=now, patterns=30)
    made = {table: await database.fetch(statement) for table, statement in DERIVED.items()}
    book = lawbook()
    async with database.transaction() as writing:
        products = [row["id"] for row in await writing.fetch("select id from products")]
        await refresh_shelf(writing, products, Pricer(book, now))
        await refresh_documents(writing, products, ground(book).languages)
    assert len(products) == 100
    assert {table: await database.fetch(statement) for table, statement in DERIVED.items()} == made
    await is_sound(database)


async def test_numbers_are_dense_and_titles_carry_them(database: Database, now: datetime) -> None:
    await load_synthetic(database, 50, now=now, patterns=20)
    skus = [row["sku"] for row in await database.fetch("select sku from products order by sku")]
    assert skus == [f"synthetic-{number:07}" for number in range(1, 51)]
    assert (
        await database.fetchval(
            "select count(*) from search_documents join products on products.id = product_id"
            " where right(title, 7) <> right(sku, 7) or right(title_key, 7) <> right(sku, 7)"
        )
        == 0
    )


async def test_two_databases_of_one_size_are_the_same(
    database: Database, own_demo_database: Database, now: datetime
) -> None:
    for each in (database, own_demo_database):
        await load_synthetic(each, 40, now=now, patterns=20)
    assert await database.fetch(SOLD) == await own_demo_database.fetch(SOLD)


async def test_indexes_and_keys_are_there_again(database: Database, now: datetime) -> None:
    before = await database.fetch(RULES)
    await load_synthetic(database, 50, now=now, patterns=20)
    assert await database.fetch(RULES) == before


async def test_products_can_be_added_after_it(database: Database, now: datetime) -> None:
    await load_synthetic(database, 30, now=now, patterns=20)
    for table in ("products", "variants"):
        highest = await database.fetchval(f"select max(id) from {table}")  # noqa: S608  one of two names
        assert await database.fetchval(f"select nextval('{table}_id_seq')") == highest + 1


async def test_a_second_load_is_refused(database: Database, now: datetime) -> None:
    await load_synthetic(database, 1, now=now)
    with pytest.raises(SyntheticThere):
        await load_synthetic(database, 1, now=now)


@pytest.mark.parametrize("number", [0, 10_000_000])
async def test_a_number_that_does_not_fit_is_refused(database: Database, now: datetime, number: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 9999999"):
        await load_synthetic(database, number, now=now)
