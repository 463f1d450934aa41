"""Several loads at once, each on a connection of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

import orjson

from store.database import Database, connect
from store.loading import LoadReport, export, load

Line = dict[str, Any]
Check = Callable[[Database], Awaitable[None]]


def edition(line: Line, number: int, mark: str) -> Line:
    """A product of that number, marked in its popularity, brand, title and price by who loads it."""
    made = deepcopy(line)
    made["sku"] = f"coffee-{number}"
    made["brand"] = mark
    made["texts"] = {"en": {"title": f"Coffee {mark}", "slug": f"coffee-{number}"}}
    variant = made["variants"][0]
    variant["sku"] = f"coffee-{number}-250"
    variant["prices"] = {"DE": f"{ord(mark)}.00", "GB": f"{ord(mark)}.00"}
    return made


async def load_all(url: str, lines: list[Line], now: datetime) -> LoadReport:
    """Load on a connection of one's own."""
    async with connect(url, pool_size=1) as database:
        return await load(database, map(orjson.dumps, lines), now=now)


async def test_two_loads_of_the_same_products_leave_each_as_one_of_them_has_it(
    database_url: str, database: Database, drama: list[Line], coffee: Line, now: datetime, is_sound: Check
) -> None:
    await load(database, map(orjson.dumps, drama), now=now)
    loads = [[edition(coffee, number, mark) for number in range(60)] for mark in "ABCD"]
    for turned in loads[::2]:
        turned.reverse()
    reports = await asyncio.gather(*(load_all(database_url, lines, now) for lines in loads))
    assert [report.errors for report in reports] == [(), (), (), ()]
    assert sum(report.added for report in reports) == 60
    assert sum(report.changed for report in reports) == 180
    products = [line async for line in export(database) if "sku" in line]
    assert len(products) == 60
    for product in products:
        mark = product["brand"]
        assert product["texts"]["en"]["title"] == f"Coffee {mark}"
        current = await database.fetchval(
            "select current from shelf_prices join products on products.id = product_id"
            " where sku = $1 and storefront = 'DE'",
            product["sku"],
        )
        assert current == ord(mark) * 100
    await is_sound(database)


async def test_a_variant_claimed_by_two_products_at_once_goes_to_one_of_them(
    database_url: str, database: Database, drama: list[Line], coffee: Line, now: datetime, is_sound: Check
) -> None:
    await load(database, map(orjson.dumps, drama), now=now)
    rivals = [edition(coffee, number, "A") for number in range(4)]
    for rival in rivals:
        rival["variants"][0]["sku"] = "contested"
    reports = await asyncio.gather(*(load_all(database_url, [rival], now) for rival in rivals))
    assert sum(report.added for report in reports) == 1
    assert [error.code for report in reports for error in report.errors] == ["SKU_TAKEN"] * 3
    assert await database.fetchval("select count(*) from products") == 1
    await is_sound(database)


async def test_a_slug_claimed_by_two_products_at_once_goes_to_one_of_them(
    database_url: str, database: Database, drama: list[Line], coffee: Line, now: datetime, is_sound: Check
) -> None:
    await load(database, map(orjson.dumps, drama), now=now)
    rivals = [edition(coffee, number, "A") for number in range(4)]
    for rival in rivals:
        rival["texts"]["en"]["slug"] = "contested"
    reports = await asyncio.gather(*(load_all(database_url, [rival], now) for rival in rivals))
    assert sum(report.added for report in reports) == 1
    [said] = {(each.code, each.path, each.message) for report in reports for each in report.errors}
    assert said == ("SLUG_TAKEN", "texts.en.slug", "another one has contested")
    assert sum(len(report.errors) for report in reports) == 3
    await is_sound(database)
