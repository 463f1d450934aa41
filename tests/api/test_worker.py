"""`comptoir worker` as a process: letters leave, whoever is killed or cut off meanwhile."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.commands.worker import go_round
from store.accounts.sessions import LIFETIME, open_session
from store.accounts.throttle import REGISTER, admit
from store.accounts.tokens import Audience
from store.database import Database, connect
from store.outbox import enqueue
from store.payments.builtin import built_in

ROOT = Path(__file__).parents[2]
OURS = "select pid from pg_stat_activity where application_name = 'comptoir-worker' and datname = $1"
CUT = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""


@contextmanager
def worker(url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that keeps its letters in a folder."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("COMPTOIR_")}
    given = {"PYTHONPATH": str(ROOT), "COMPTOIR_DATABASE_URL": url, "COMPTOIR_DATA_DIR": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "worker"], env={**ours, **given}, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def write(database: Database, key: str) -> None:
    """A letter to a German customer."""
    async with database.transaction() as writing:
        await enqueue(
            writing, "ORDER_ACCESS", "erika@example.org", language="de", region="DE",
            payload={"number": "DE-1", "token": key}, key=key, send_after=datetime.now(UTC),
        )  # fmt: skip


async def left(folder: Path, number: int) -> None:
    """Wait until so many letters are in the folder."""
    async with asyncio.timeout(40):
        while len(list((folder / "mail").glob("*.eml"))) < number:  # noqa: ASYNC110 - another process writes
            await asyncio.sleep(0.05)


async def test_a_worker_sends_outlives_lost_connections_and_ends_when_it_is_told(
    database_url: str, tmp_path: Path
) -> None:
    with worker(database_url, tmp_path) as process:
        async with connect(database_url) as database:
            await write(database, "a")
            await left(tmp_path, 1)
        async with connect(database_url) as database:
            await database.execute(CUT)
            await write(database, "b")
            await left(tmp_path, 2)
        process.send_signal(signal.SIGTERM)
        ended = await asyncio.to_thread(process.wait, 20)
    assert ended == 0


async def test_what_a_killed_worker_left_behind_is_sent_by_the_next(
    database_url: str, tmp_path: Path
) -> None:
    async with connect(database_url) as database:
        with worker(database_url, tmp_path) as process:
            await write(database, "a")
            await left(tmp_path, 1)
            for number in range(50):
                await write(database, f"letter {number}")
            process.kill()
        with worker(database_url, tmp_path):
            await left(tmp_path, 51)
        assert await database.fetchval("select count(*) from pgqueuer where status = 'failed'") == 0


async def test_a_round_forgets_sessions_and_tries_that_are_over(database: Database) -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    ada = await database.fetchval("insert into customers (created_at) values ($1) returning id", now)
    for opened in (now, now + timedelta(days=1)):
        await open_session(database, Audience.CUSTOMER, ada, opened)
    await admit(database, REGISTER, "ada@example.org", now)
    await go_round(database, built_in(testing=True), now + LIFETIME)
    assert await database.fetchval("select count(*) from sessions") == 1
    assert await database.fetchval("select count(*) from refresh_tokens") == 1
    assert await database.fetchval("select count(*) from attempts") == 0
