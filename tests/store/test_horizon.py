"""When the shop changes next although nobody writes."""

from datetime import UTC, datetime, timedelta

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
select id, 'DE', 1, $1, $2, true, 'EUR', 2400, 1, 'BOOK', '{de}', 1, '1808-01-01', true from products
"""
PRODUCT = """
with category as (
    insert into categories (path, ancestors, position) values ('books', '{}', 1) returning id
)
insert into products (sku, kind, category_id, contributors, contributor_keys, images, attributes, published,
    popularity, default_language, changed_at)
select 'faust', 'BOOK', id, '[]', '{}', '[]', '[]', '1808-01-01', 1, 'de', now() from category
"""


async def test_a_shop_without_spans_has_no_turn(database: Database) -> None:
    assert await next_turn(database, NOON) is None


async def test_the_next_beginning_or_end_counts(database: Database) -> None:
    await database.execute(POLICY, NOON - timedelta(days=2), NOON + timedelta(days=2))
    assert await next_turn(database, NOON) == NOON + timedelta(days=2)
    await database.execute(POLICY, NOON + timedelta(days=1), None)
    assert await next_turn(database, NOON) == NOON + timedelta(days=1)
    assert await next_turn(database, NOON + timedelta(days=1)) == NOON + timedelta(days=2)


async def test_a_span_of_a_price_counts_unless_it_has_no_end(database: Database) -> None:
    await database.execute(PRODUCT)
    await database.execute(SHELF, NOON - timedelta(days=1), NEVER)
    assert await next_turn(database, NOON) is None
    await database.execute(SHELF, NOON - timedelta(days=2), NOON + timedelta(days=3))
    assert await next_turn(database, NOON) == NOON + timedelta(days=3)
    await database.execute(SHELF, NOON + timedelta(hours=1), NOON + timedelta(days=3))
    assert await next_turn(database, NOON) == NOON + timedelta(hours=1)
