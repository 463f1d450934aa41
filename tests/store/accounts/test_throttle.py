import asyncio
from datetime import UTC, datetime, timedelta

from store.accounts.throttle import Limit, admit, forget, forget_old
from store.database import Database

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
THREE = Limit("test", tries=3, window=timedelta(minutes=15))


async def test_tries_are_counted_within_a_window(database: Database) -> None:
    assert [await admit(database, THREE, "ada", NOW) for _ in range(4)] == [True, True, True, False]
    assert await admit(database, THREE, "bob", NOW)
    assert not await admit(database, THREE, "ada", NOW + timedelta(minutes=14))
    assert await admit(database, THREE, "ada", NOW + timedelta(minutes=15))


async def test_a_try_that_was_right_begins_the_count_anew(database: Database) -> None:
    for _ in range(3):
        assert await admit(database, THREE, "ada", NOW)
        assert await admit(database, THREE, "bob", NOW)
    await forget(database, THREE, "ada")
    assert await admit(database, THREE, "ada", NOW)
    assert not await admit(database, THREE, "bob", NOW)


async def test_tries_at_the_same_time_are_all_counted(database: Database) -> None:
    admitted = await asyncio.gather(*(admit(database, THREE, "ada", NOW) for _ in range(20)))
    assert sum(admitted) == 3


async def test_nobody_is_named_and_old_windows_are_forgotten(database: Database) -> None:
    await admit(database, THREE, "ada@example.org", NOW)
    kept = await database.fetch("select key from attempts")
    assert [len(row["key"]) for row in kept] == [64]
    await forget_old(database, NOW + timedelta(minutes=59))
    assert await database.fetchval("select count(*) from attempts") == 1
    await forget_old(database, NOW + timedelta(minutes=61))
    assert await database.fetchval("select count(*) from attempts") == 0
