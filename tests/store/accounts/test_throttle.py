import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from store.accounts.throttle import LEAST, LONGEST, Limit, admit, exempt, forget, forget_tries
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
    await forget_tries(database, NOW + timedelta(minutes=59))
    assert await database.fetchval("select count(*) from attempts") == 1
    await forget_tries(database, NOW + timedelta(minutes=61))
    assert await database.fetchval("select count(*) from attempts") == 0


async def test_whoever_is_exempt_may_try_for_ever(database: Database) -> None:
    assert not all([await admit(database, THREE, "ada", NOW) for _ in range(4)])
    await exempt(database, THREE, "ada")
    assert all([await admit(database, THREE, "ada", NOW) for _ in range(4)])
    await forget(database, THREE, "ada")
    await forget_tries(database, NOW + timedelta(days=365))
    assert await admit(database, THREE, "ada", NOW + timedelta(days=365))
    assert await database.fetchval("select count from attempts") == LEAST + 5
    assert not all([await admit(database, THREE, "bob", NOW) for _ in range(4)])


def test_no_window_is_forgotten_before_it_is_over() -> None:
    assert Limit("day", tries=1, window=LONGEST).window == LONGEST
    with pytest.raises(ValueError, match="longer"):
        Limit("day", tries=1, window=LONGEST + timedelta(seconds=1))
