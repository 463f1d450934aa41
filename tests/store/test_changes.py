"""What listeners hear of changes."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import orjson
import pytest

from regions.lawbook import lawbook
from store.changes import (
    CHANNEL,
    KEPT,
    LARGEST_PAYLOAD,
    category_tag,
    forget_changes,
    product_tag,
    publish,
    publish_everything,
)
from store.database import Database
from store.loading import load
from store.restocking import set_stock
from store.shelf import refresh_due

Line = dict[str, Any]


async def heard(database_url: str, act: Any) -> list[Any]:
    """The payloads that a listener hears while `act` is awaited."""
    listener = await asyncpg.connect(database_url)
    payloads: list[Any] = []
    await listener.add_listener(CHANNEL, lambda *call: payloads.append(orjson.loads(call[3])))
    await act
    await listener.execute("select 1")
    await asyncio.sleep(0.05)
    await listener.close()
    return payloads


async def places(database: Database) -> list[str]:
    """The tags of the places where the one product is seen."""
    product = await database.fetchrow(
        "select p.id, c.ancestors from products p join categories c on c.id = p.category_id"
    )
    assert product is not None
    return ["products", product_tag(product["id"]), *map(category_tag, product["ancestors"])]


async def test_a_load_notifies_once_a_batch_with_what_it_changed(
    database_url: str, database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    (tree,) = await heard(database_url, load(database, map(orjson.dumps, drama), now=now))
    assert tree["tags"] == ["categories"]
    payloads = await heard(database_url, load(database, [orjson.dumps(faust)], now=now))
    seen_in = await places(database)
    names = ["name:faust", "name:faust-ebook", "name:faust-hc"]
    expected = sorted([*seen_in, *names])
    assert [told["tags"] for told in payloads] == [expected]
    logged = await database.fetchrow("select id, tags from change_log order by id desc limit 1")
    assert logged is not None
    assert (logged["id"], logged["tags"]) == (payloads[0]["id"], expected)
    assert await heard(database_url, load(database, map(orjson.dumps, [*drama, faust]), now=now)) == []
    faust["popularity"] += 1
    (again,) = await heard(database_url, load(database, [orjson.dumps(faust)], now=now))
    assert again["tags"] == sorted(seen_in)
    faust["texts"]["de"]["slug"] = "faust-eins"
    (renamed,) = await heard(database_url, load(database, [orjson.dumps(faust)], now=now))
    assert renamed["tags"] == sorted([*seen_in, "name:faust", "name:faust-eins"])


async def test_a_product_that_moves_is_missed_where_it_was_and_seen_where_it_is(
    database_url: str, database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    verse = {"category": "books/verse", "texts": {"en": {"name": "Verse", "slug": "verse"}}}
    await load(database, map(orjson.dumps, [*drama, verse, faust]), now=now)
    before = await places(database)
    faust["category"] = "books/verse"
    (told,) = await heard(database_url, load(database, [orjson.dumps(faust)], now=now))
    assert len(told["tags"]) == 5
    assert told["tags"] == sorted({*before, *await places(database)})


async def test_stock_is_only_told_where_a_shopper_can_see_it(
    database_url: str, database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust]), now=now)

    async def count(quantity: int) -> list[Any]:
        stock = set_stock(database, lawbook(), "faust-hc", "main", quantity, actor=None, now=now)
        return [told["tags"] for told in await heard(database_url, stock)]

    gone = sorted([*await places(database), "stock"])
    assert [await count(quantity) for quantity in (7, 0, 0, 3)] == [[], [gone], [], [gone]]


async def test_another_edition_of_the_law_book_means_that_anything_may_have_changed(
    database_url: str, database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust]), now=now)
    assert await heard(database_url, refresh_due(database, lawbook(), now)) == []
    await database.execute("update shelf_edition set version = 'an older one'")
    told = await heard(database_url, refresh_due(database, lawbook(), now))
    assert [each["tags"] for each in told] == [None, sorted(await places(database))]


async def test_nobody_hears_of_what_was_rolled_back(database_url: str, database: Database) -> None:
    async def fail() -> None:
        with pytest.raises(ZeroDivisionError):
            async with database.transaction() as writing:
                await publish(writing, ["product:1"])
                raise ZeroDivisionError

    assert await heard(database_url, fail()) == []
    assert await database.fetchval("select count(*) from change_log") == 0


async def test_more_tags_than_a_notification_holds_mean_that_anything_may_have_changed(
    database_url: str, database: Database
) -> None:
    async def change(number: int) -> None:
        async with database.transaction() as writing:
            await publish(writing, [product_tag(10_000_000 + each) for each in range(number)])

    fitting = (LARGEST_PAYLOAD - 30) // len('"product:10000000",')
    few, many = await heard(database_url, change(fitting)), await heard(database_url, change(fitting + 5))
    assert len(few[0]["tags"]) == fitting
    assert many[0]["tags"] is None
    assert await database.fetchval("select cardinality(tags) from change_log order by id desc") == fitting + 5


async def test_no_tags_are_no_change_unless_everything_is_meant(
    database_url: str, database: Database
) -> None:
    async def change() -> None:
        async with database.transaction() as writing:
            assert await publish(writing, []) is None
            assert await publish_everything(writing) == 1

    assert await heard(database_url, change()) == [{"id": 1, "tags": None}]


async def test_the_log_forgets_what_is_old(database: Database) -> None:
    async with database.transaction() as writing:
        await publish(writing, ["product:1"])
        made_at: datetime = await writing.fetchval("select made_at from change_log")
    await forget_changes(database, made_at + KEPT)
    assert await database.fetchval("select count(*) from change_log") == 1
    await forget_changes(database, made_at + KEPT + timedelta(seconds=1))
    assert await database.fetchval("select count(*) from change_log") == 0
