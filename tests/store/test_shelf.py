"""Shelf prices as they are stored: lawful amounts, in the spans in which they hold."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from regions.lawbook import lawbook
from store.database import Database
from store.loading import load
from store.shelf import refresh_due

Line = dict[str, Any]
Check = Callable[[Database], Awaitable[None]]

SHELF = """
select variants.sku, storefront, lead, current, prior_price, discount_percent, valid_from, valid_until
from shelf_prices join variants on variants.id = variant_id
order by variants.sku, storefront, valid_from
"""
AT = """
select variants.sku from shelf_prices join variants on variants.id = variant_id
where storefront = $1 and lead and valid_from <= $2 and valid_until > $2 order by 1
"""

FOREVER = datetime.max  # noqa: DTZ901  how asyncpg reads PostgreSQL's infinity
MIDNIGHT = timedelta(hours=-1)
"""Midnight in Germany in winter, from midnight UTC."""


async def shelf(database: Database) -> list[tuple[Any, ...]]:
    """All rows, ordered by variant, storefront and time."""
    return [tuple(row) for row in await database.fetch(SHELF)]


async def sold(database: Database, storefront: str, at: datetime) -> list[str]:
    """The SKUs of the variants that speak for their products at an instant."""
    return [row["sku"] for row in await database.fetch(AT, storefront, at)]


def only(line: Line, **prices: Any) -> Line:
    """The line with its first variant alone, at these prices."""
    line["variants"] = line["variants"][:1]
    line["variants"][0]["prices"] = prices
    return line


async def test_a_bound_book_is_raised_to_its_published_price_and_an_import_is_not(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, only(faust, DE="19.00", GB="19.00")]), now=now)
    shown = {row[1]: row[3] for row in await shelf(database)}
    assert shown == {"DE": 2400, "GB": 1900}
    reasons = await database.fetchval("select applied from shelf_prices where storefront = 'DE'")
    first = orjson.loads(reasons)[0]
    assert (first["code"], first["effect"]) == ("DE_BOOK_PRICE", "PRICE_RAISED")


async def test_tax_is_stored_where_the_place_decides_it(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, only(faust, DE="24.00", US="24.00")]), now=now)
    rows = await database.fetch(
        "select storefront, net, gross, tax, tax_rate::text from shelf_prices order by 1"
    )
    assert [tuple(row) for row in rows] == [("DE", 2243, 2400, 157, "0.07"), ("US", None, None, None, None)]


async def test_a_reduction_shows_the_lowest_price_of_thirty_days_for_as_long_as_that_is_right(
    database: Database, drama: list[Line], coffee: Line, now: datetime
) -> None:
    history = [{"from": "2026-01-01", "price": "4.99"}, {"from": "2026-11-15", "price": "3.99"}]
    await load(database, map(orjson.dumps, [*drama, only(coffee, DE=history)]), now=now)
    assert (await shelf(database))[0][3:6] == (399, 499, 20)


async def test_a_planned_price_takes_over_without_anybody_s_doing(
    database: Database, drama: list[Line], faust: Line, now: datetime, is_sound: Check
) -> None:
    plan = [{"from": "2026-01-01", "price": "21.00"}, {"from": "2026-12-01", "price": "18.00"}]
    await load(database, map(orjson.dumps, [*drama, only(faust, GB=plan)]), now=now)
    january, december = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    rows = [(row[3], row[6], row[7]) for row in await shelf(database)]
    assert rows == [(2100, january, december), (1800, december, FOREVER)]
    assert await refresh_due(database, lawbook(), december - timedelta(seconds=1)) == 0
    assert await refresh_due(database, lawbook(), december) == 1
    assert [(row[3], row[6], row[7]) for row in await shelf(database)] == [(1800, december, FOREVER)]
    assert await refresh_due(database, lawbook(), december) == 0
    await is_sound(database)


async def test_a_listing_opens_and_closes_by_itself(
    database: Database, drama: list[Line], coffee: Line, now: datetime
) -> None:
    coffee["variants"][0]["listings"] = {"DE": {"from": "2026-12-01", "until": "2027-01-01"}}
    await load(database, map(orjson.dumps, [*drama, coffee]), now=now)
    opening, closing = (
        datetime(2026, 12, 1, tzinfo=UTC) + MIDNIGHT,
        datetime(2027, 1, 1, tzinfo=UTC) + MIDNIGHT,
    )
    assert await sold(database, "DE", opening - timedelta(seconds=1)) == []
    assert await sold(database, "DE", opening) == ["coffee-250"]
    assert await sold(database, "DE", closing - timedelta(seconds=1)) == ["coffee-250"]
    assert await sold(database, "DE", closing) == []
    assert await sold(database, "GB", opening) == []
    for at, refreshed in ((now, 0), (opening, 1), (closing, 1)):
        assert await refresh_due(database, lawbook(), at) == refreshed
    assert await shelf(database) == []


async def test_another_variant_speaks_for_the_product_while_the_first_is_not_sold(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    faust["variants"][0]["listings"] = {"DE": {"until": "2026-12-01"}}
    await load(database, map(orjson.dumps, [*drama, faust]), now=now)
    closing = datetime(2026, 12, 1, tzinfo=UTC) + MIDNIGHT
    assert await sold(database, "DE", now) == ["faust-hc"]
    assert await sold(database, "DE", closing) == ["faust-ebook"]


async def test_what_lies_beyond_the_horizon_is_written_before_it_is_needed(
    database: Database, drama: list[Line], coffee: Line, now: datetime
) -> None:
    plan = [{"from": "2026-01-01", "price": "4.99"}, {"from": "2027-06-01", "price": "5.99"}]
    await load(database, map(orjson.dumps, [*drama, only(coffee, GB=plan)]), now=now)
    june = datetime(2027, 5, 31, 23, tzinfo=UTC)
    assert [row[3] for row in await shelf(database)] == [499]
    due = await database.fetchval("select due_at from shelf_due")
    assert due < june
    assert await refresh_due(database, lawbook(), due) == 1
    assert [(row[3], row[6]) for row in await shelf(database)][1] == (599, june)


async def test_stock_of_nothing_is_not_in_stock_and_a_download_always_is(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    faust["variants"][0]["stock"] = {"main": 0, "north": 0}
    await load(database, map(orjson.dumps, [*drama, faust]), now=now)
    rows = await database.fetch(
        "select sku, in_stock from shelf_prices join variants on variants.id = variant_id"
        " where storefront = 'DE'"
    )
    assert {row["sku"]: row["in_stock"] for row in rows} == {"faust-hc": False, "faust-ebook": True}


async def test_several_workers_may_look_after_the_shelf_at_once(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime, is_sound: Check
) -> None:
    plan = [{"from": "2026-01-01", "price": "21.00"}, {"from": "2026-12-01", "price": "18.00"}]
    lines = [*drama, only(faust, GB=plan), only(coffee, GB=plan)]
    await load(database, map(orjson.dumps, lines), now=now)
    december = datetime(2026, 12, 1, tzinfo=UTC)
    async with database.transaction() as writing:
        await writing.execute("select from products where sku = 'faust' for update")
        assert await refresh_due(database, lawbook(), december) == 1
    assert await refresh_due(database, lawbook(), december) == 1
    await is_sound(database)


@pytest.mark.parametrize("tables", [("shelf_traits",), ("shelf_prices", "shelf_due")])
async def test_a_load_that_fails_leaves_the_shelf_as_it_was(
    database: Database, drama: list[Line], faust: Line, now: datetime, tables: tuple[str, ...]
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust]), now=now)
    select = [f"select * from {table} order by 1, 2, 3" for table in tables]  # noqa: S608  names from above
    before = [await database.fetch(statement) for statement in select]
    faust["variants"][0]["prices"]["GB"][0]["price"] = "22.00"
    faust["category"] = "books"
    report = await load(database, [orjson.dumps(faust)], now=now)
    assert [error.code for error in report.errors] == ["CONTRADICTS_HISTORY"]
    assert [await database.fetch(statement) for statement in select] == before


async def test_a_new_edition_of_the_law_book_makes_everything_due_once(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    assert await refresh_due(database, lawbook(), now) == 0
    edition = replace(lawbook(), version="another")
    assert await refresh_due(database, edition, now) == 2
    assert await refresh_due(database, edition, now) == 0


async def test_a_storefront_whose_time_comes_later_is_searched_in_its_languages_by_then(
    database: Database, drama: list[Line], coffee: Line, now: datetime
) -> None:
    plan = [{"from": "2027-06-01", "price": "500"}]
    await load(database, map(orjson.dumps, [*drama, only(coffee, DE="3.49", JP=plan)]), now=now)
    japanese = "select count(*) from search_documents where language = 'ja'"
    assert await database.fetchval(japanese) == 0
    due = await database.fetchval("select due_at from shelf_due where storefront = 'JP'")
    assert due < datetime(2027, 6, 1, tzinfo=UTC) - timedelta(days=30)
    assert await refresh_due(database, lawbook(), due) == 1
    assert await database.fetchval(japanese) == 1
