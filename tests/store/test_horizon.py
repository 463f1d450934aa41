"""When the shop changes next although nobody writes."""

from datetime import UTC, datetime, timedelta

import pytest

from store.database import Database
from store.horizon import next_turn

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)
POLICY = """
insert into policies (storefront, field, value, valid_from, valid_until, author, written_at)
values ('DE', 'free_from', '"20"', $1, $2, 'test', $1)
"""
SHELF = """
insert into shelf_prices (product_id, storefront, variant_id, valid_from, valid_until, lead, currency,
    current, category_id, kind, languages, popularity, published, in_stock)
values ($3, 'DE', 1, $1, $2, true, 'EUR', 2400, 1, 'BOOK', '{de}', 1, '1808-01-01', true)
"""
PRODUCT = """
with category as (
    insert into categories (path, ancestors, position) values ($1, '{}', 1) returning id
)
insert into products (sku, kind, category_id, contributors, contributor_keys, images, attributes, published,
    popularity, default_language, changed_at)
select $1, 'BOOK', id, '[]', '{}', '[]', '[]', '1808-01-01', 1, 'de', now() from category
returning id
"""


HERE = {"storefront:DE", "products"}


async def add_product(database: Database, sku: str) -> int:
    """A product without a price."""
    product: int = await database.fetchval(PRODUCT, sku)
    return product


async def test_a_shop_without_spans_has_no_turn(database: Database) -> None:
    for tags in (HERE, {"*"}, {"storefront:DE", "product:1"}):
        assert await next_turn(database, NOON, tags) is None


async def test_the_next_beginning_or_end_counts(database: Database) -> None:
    await database.execute(POLICY, NOON - timedelta(days=2), NOON + timedelta(days=2))
    assert await next_turn(database, NOON, HERE) == NOON + timedelta(days=2)
    await database.execute(POLICY, NOON + timedelta(days=1), None)
    assert await next_turn(database, NOON, HERE) == NOON + timedelta(days=1)
    assert await next_turn(database, NOON + timedelta(days=1), HERE) == NOON + timedelta(days=2)


async def test_a_span_of_a_price_counts_unless_it_has_no_end(database: Database) -> None:
    faust = await add_product(database, "faust")
    await database.execute(SHELF, NOON - timedelta(days=1), NEVER, faust)
    assert await next_turn(database, NOON, HERE) is None
    await database.execute(SHELF, NOON - timedelta(days=2), NOON + timedelta(days=3), faust)
    assert await next_turn(database, NOON, HERE) == NOON + timedelta(days=3)
    await database.execute(SHELF, NOON + timedelta(hours=1), NOON + timedelta(days=3), faust)
    assert await next_turn(database, NOON, HERE) == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    "listed",
    [{"products"}, {"category:7"}, {"products", "stock", "categories"}],
    ids=["a list", "a category's list", "all of it"],
)
async def test_only_what_an_answer_rests_on_ends_it(database: Database, listed: set[str]) -> None:
    faust, other = await add_product(database, "faust"), await add_product(database, "other")
    await database.execute(SHELF, NOON - timedelta(days=1), NOON + timedelta(hours=2), faust)
    await database.execute(SHELF, NOON - timedelta(days=1), NOON + timedelta(hours=1), other)
    page = {"storefront:DE", f"product:{faust}", "name:faust", "categories"}
    assert await next_turn(database, NOON, page) == NOON + timedelta(hours=2)
    assert await next_turn(database, NOON, page | {f"product:{other}"}) == NOON + timedelta(hours=1)
    assert await next_turn(database, NOON, page | listed) == NOON + timedelta(hours=1)
    abroad = {"storefront:FR", f"product:{faust}"}
    assert await next_turn(database, NOON, abroad) is None
    assert await next_turn(database, NOON, abroad | {"storefront:DE"}) == NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    "tags", [{"*"}, {"storefront:FR", "something new"}, {"product:1"}], ids=["anything", "unknown", "no shop"]
)
async def test_an_answer_that_rests_on_the_unknown_ends_with_anything(
    database: Database, tags: set[str]
) -> None:
    faust = await add_product(database, "faust")
    await database.execute(SHELF, NOON - timedelta(days=1), NOON + timedelta(hours=2), faust)
    assert await next_turn(database, NOON, tags) == NOON + timedelta(hours=2)
