"""Prices and stock that are set one by one."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from regions.lawbook import lawbook
from store.audit import read_audit
from store.database import Database
from store.loading import load
from store.loading.rows import BadRow, PriceEntry
from store.repricing import Repricing, price_history, set_prices
from store.restocking import set_stock, stock_of

BOOK = lawbook()
LATER = datetime(2026, 11, 22, 12, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
Line = dict[str, Any]
SHELF = """
select current from shelf_prices join variants on variants.id = shelf_prices.variant_id
where sku = $1 and storefront = $2 and valid_from <= $3 and valid_until > $3
"""


@pytest.fixture
async def coffee_shop(database: Database, drama: list[Line], coffee: Line, now: datetime) -> Database:
    """A shop that sells coffee for 3.49 in Germany."""
    report = await load(database, map(orjson.dumps, [*drama, coffee]), now=now)
    assert report.errors == ()
    return database


async def test_a_price_is_on_the_shelf_and_in_the_history(
    coffee_shop: Database, now: datetime, is_sound: Callable[[Database], Awaitable[None]]
) -> None:
    wanted = Repricing("coffee-250", "DE", [PriceEntry(None, 299), PriceEntry(NEXT_YEAR, 399)])
    assert await set_prices(coffee_shop, BOOK, wanted, actor=None, now=LATER)
    assert await price_history(coffee_shop, "coffee-250", "DE") == [
        PriceEntry(now, 349), PriceEntry(LATER, 299), PriceEntry(NEXT_YEAR, 399)
    ]  # fmt: skip
    assert await coffee_shop.fetchval(SHELF, "coffee-250", "DE", LATER) == 299
    assert await coffee_shop.fetchval(SHELF, "coffee-250", "DE", NEXT_YEAR) == 399
    assert await coffee_shop.fetchval(SHELF, "coffee-250", "GB", LATER) == 310
    [entry] = await read_audit(coffee_shop, 1)
    assert (entry.subject, entry.region) == ("variant:coffee-250", "DE")
    assert orjson.loads(entry.before or "") == {now.isoformat(): "3.49"}
    assert orjson.loads(entry.after or "")[LATER.isoformat()] == "2.99"
    await is_sound(coffee_shop)


async def test_what_is_so_already_is_neither_written_nor_noted(coffee_shop: Database) -> None:
    same = Repricing("coffee-250", "DE", [PriceEntry(None, 349)])
    assert await set_prices(coffee_shop, BOOK, same, actor=None, now=LATER)
    assert await set_stock(coffee_shop, BOOK, "coffee-250", "main", 0, actor=None, now=LATER)
    assert await read_audit(coffee_shop, 1) == []
    assert await set_stock(coffee_shop, BOOK, "coffee-250", "main", 1, actor=None, now=LATER)
    assert len(await read_audit(coffee_shop, 2)) == 1


async def test_the_past_is_not_written_anew(coffee_shop: Database, now: datetime) -> None:
    wanted = Repricing("coffee-250", "DE", [PriceEntry(now, 100)])
    with pytest.raises(BadRow, match="was another price"):
        await set_prices(coffee_shop, BOOK, wanted, actor=None, now=LATER)
    for start in (now - timedelta(days=90), LATER - timedelta(seconds=1)):
        invented = Repricing("coffee-250", "DE", [PriceEntry(start, 999), PriceEntry(None, 349)])
        with pytest.raises(BadRow, match="wasn't asked from"):
            await set_prices(coffee_shop, BOOK, invented, actor=None, now=LATER)
    assert await read_audit(coffee_shop, 1) == []


async def test_a_file_that_was_loaded_before_is_taken_again(coffee_shop: Database, coffee: Line) -> None:
    assert await set_prices(
        coffee_shop, BOOK, Repricing("coffee-250", "DE", [PriceEntry(None, 299)]), actor=None, now=LATER
    )
    report = await load(coffee_shop, [orjson.dumps(coffee)], now=NEXT_YEAR)
    assert report.changed == 1
    assert await coffee_shop.fetchval(SHELF, "coffee-250", "DE", NEXT_YEAR) == 349


async def test_stock_that_comes_in_is_on_sale(
    coffee_shop: Database, is_sound: Callable[[Database], Awaitable[None]]
) -> None:
    in_stock = "select bool_and(in_stock) from shelf_prices"
    assert await coffee_shop.fetchval(in_stock) is False
    assert await set_stock(coffee_shop, BOOK, "coffee-250", "main", 7, actor=None, now=LATER)
    assert await stock_of(coffee_shop, "coffee-250") == {"main": 7}
    assert await coffee_shop.fetchval(in_stock) is True
    assert await set_stock(coffee_shop, BOOK, "coffee-250", "main", None, actor=None, now=LATER)
    assert await stock_of(coffee_shop, "coffee-250") == {}
    last, first = await read_audit(coffee_shop, 2)
    assert (first.before, first.after) == ('{"main": 0}', '{"main": 7}')
    assert (last.before, last.after) == ('{"main": 7}', '{"main": null}')
    await is_sound(coffee_shop)


async def test_what_is_not_there_can_be_neither_priced_nor_counted(coffee_shop: Database) -> None:
    wanted = Repricing("tea", "DE", [PriceEntry(None, 1)])
    assert not await set_prices(coffee_shop, BOOK, wanted, actor=None, now=LATER)
    assert not await set_stock(coffee_shop, BOOK, "tea", "main", 1, actor=None, now=LATER)
    assert await read_audit(coffee_shop, 1) == []
