"""What listeners hear of changes."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import orjson
import pytest

from store.changes import CHANNEL, KEPT, LARGEST_PAYLOAD, category_tag, forget_changes, product_tag, publish
from store.database import Database
from store.loading import load

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


async def test_a_load_notifies_once_a_batch_with_what_it_changed(
    database_url: str, database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    (tree,) = await heard(database_url, load(database, map(orjson.dumps, drama), now=now))
    assert tree["tags"] == ["categories"]
    payloads = await heard(database_url, load(database, [orjson.dumps(faust)], now=now))
    product = await database.fetchrow("select id, category_id from products")
    assert product is not None
    expected = sorted([category_tag(product["category_id"]), product_tag(product["id"]), "products"])
    assert [told["tags"] for told in payloads] == [expected]
    logged = await database.fetchrow("select id, tags from change_log order by id desc limit 1")
    assert logged is not None
    assert (logged["id"], logged["tags"]) == (payloads[0]["id"], expected)
    assert await heard(database_url, load(database, [orjson.dumps(faust)], now=now)) == []


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


async def test_no_tags_are_no_change(database: Database) -> None:
    async with database.transaction() as writing:
        assert await publish(writing, []) is None


async def test_the_log_forgets_what_is_old(database: Database) -> None:
    async with database.transaction() as writing:
        await publish(writing, ["product:1"])
        made_at: datetime = await writing.fetchval("select made_at from change_log")
    await forget_changes(database, made_at + KEPT)
    assert await database.fetchval("select count(*) from change_log") == 1
    await forget_changes(database, made_at + KEPT + timedelta(seconds=1))
    assert await database.fetchval("select count(*) from change_log") == 0
