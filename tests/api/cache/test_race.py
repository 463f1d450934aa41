"""Several processes with a cache each, one database, and changes as fast as they can be made.

A reader asks its cache for a counter again and again. What it gets must never be older than the newest
value that was committed half a second before it asked; that is generous for a notification on a machine
under load, and far below what an answer stored too late would show, which stays for ever.
"""

import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import asyncpg
import orjson
import pytest

from store.changes import publish
from store.database import Database

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
READER = Path(__file__).parent / "cache_reader.py"
READERS = 3
SLACK = 0.5


async def start_reader(url: str) -> Process:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(READER), url, stdin=PIPE, stdout=PIPE, env=environment
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 20) == b"ready\n"
    return process


async def finish(process: Process) -> list[tuple[float, int, bool]]:
    """What a reader saw: when it asked, the value it got, and whether that came from its cache."""
    output, _ = await asyncio.wait_for(process.communicate(b"\n"), 20)
    return [tuple(row) for row in orjson.loads(output)]


async def count_up(database: Database, times: int) -> list[tuple[float, int]]:
    """Commit one value after another; the instant after each commit, and the value."""
    committed = []
    for value in range(1, times + 1):
        async with database.transaction() as writing:
            await writing.execute("update counter set value = $1", value)
            await publish(writing, ["product:1"])
        committed.append((time.monotonic(), value))
        await asyncio.sleep(0.002 if value % 20 else 0.05)
    return committed


def newest_before(instant: float, committed: list[tuple[float, int]]) -> int:
    return max((value for at, value in committed if at <= instant), default=0)


async def test_no_process_serves_what_was_changed(database: Database, database_url: str) -> None:
    await database.execute("create table counter as select 0 as value")
    readers = [await start_reader(database_url) for _ in range(READERS)]
    committed = await count_up(database, 300)
    await asyncio.sleep(1)
    for seen in [await finish(reader) for reader in readers]:
        assert all(value >= newest_before(asked - SLACK, committed) for asked, value, _ in seen)
        assert seen[-1][1:] == (300, True)
        assert sum(hit for *_, hit in seen) > len(seen) / 2, "the cache must have been at work"


async def test_a_process_that_lost_its_listener_bypasses_its_cache_until_it_listens_again(
    database: Database, database_url: str
) -> None:
    await database.execute("create table counter as select 0 as value")
    reader = await start_reader(database_url)
    administrator = await asyncpg.connect(database_url)
    await administrator.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where application_name = 'comptoir-cache' and datname = current_database()"
    )
    committed = await count_up(database, 50)
    await asyncio.sleep(4)
    await administrator.close()
    seen = await finish(reader)
    # Three seconds are what a listener that went unnoticed may cost at most.
    assert all(value >= newest_before(asked - SLACK - 3, committed) for asked, value, _ in seen)
    assert seen[-1][1:] == (50, True)
    assert any(not hit for *_, hit in seen)
