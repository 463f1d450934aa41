"""The outbox and its queue: written with what it tells, sent once, whoever dies meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import asyncpg
import pytest
from pgqueuer.domain.types import QueueEntrypoint
from pgqueuer.ports.repository import EntrypointExecutionParameter

from store import jobs
from store.database import Database, Statements
from store.jobs import add_job, forget_jobs, open_queue, queue_over
from store.outbox import LETTER, Message, NotSent, Send, deliver, enqueue, take_letters

QUEUED = "select count(*) from pgqueuer where entrypoint = 'letter'"
BRIEF = timedelta(milliseconds=20)


async def write(writing: Statements, key: str, send_after: datetime | None = None) -> None:
    """A letter with a code in it."""
    await enqueue(
        writing, "ORDER_ACCESS", "erika@example.org", language="de", region="DE", payload={"token": "secret"},
        key=key, send_after=send_after or datetime.now(UTC),
    )  # fmt: skip


async def post_nothing(_: Message) -> None:
    """Hands a message over to nobody."""


@asynccontextmanager
async def working(url: str, database: Database, send: Send, **how: Any) -> AsyncIterator[None]:
    """A worker that sends letters while the block lasts."""
    async with open_queue(url) as queue:
        take_letters(queue, database, send, lambda: datetime.now(UTC))
        task = asyncio.create_task(queue.run(**{"dequeue_timeout": BRIEF, **how}))
        try:
            yield
        finally:
            queue.shutdown.set()
            await task


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something that a worker does."""
    async with asyncio.timeout(20):
        while not await true():  # noqa: ASYNC110 - another process may bring it about
            await asyncio.sleep(0.02)


async def test_a_letter_of_a_transaction_that_is_rolled_back_was_never_written(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as writing:
            await write(writing, "a")
            raise ZeroDivisionError
    assert await database.fetchval(QUEUED) == 0
    async with database.transaction() as writing:
        await write(writing, "a")
        assert await database.fetchval(QUEUED) == 0
    assert await database.fetchval(QUEUED) == 1


async def test_a_key_is_used_once_for_ever(database: Database, database_url: str) -> None:
    sent: list[str] = []

    async def send(message: Message) -> None:
        sent.append(message.key)

    async with database.transaction() as writing:
        await write(writing, "a")
        await write(writing, "a")
    async with working(database_url, database, send):
        await until(lambda: _all_left(database))
        await write(database, "a")
        await write(database, "b")
        await until(lambda: _all_left(database))
    assert sent == ["a", "b"]


async def _all_left(database: Database) -> bool:
    return not await database.fetchval("select count(*) from outbox where sent_at is null")


async def test_what_a_letter_said_is_forgotten_once_it_has_left(database: Database) -> None:
    await write(database, "a")
    number = await database.fetchval("select id from outbox")
    told: list[Any] = []

    async def send(message: Message) -> None:
        told.append(message.payload)

    assert await deliver(database, send, number, datetime.now(UTC))
    assert told == [{"token": "secret"}]
    assert await database.fetchval("select payload::text from outbox") == "{}"


async def test_two_that_are_to_send_one_letter_send_it_once(database: Database) -> None:
    await write(database, "a")
    number = await database.fetchval("select id from outbox")

    async def send(_: Message) -> None:
        await asyncio.sleep(0.1)

    now = datetime.now(UTC)
    left = await asyncio.gather(
        *(asyncio.create_task(deliver(database, send, number, now)) for _ in range(3))
    )
    assert sorted(left) == [False, False, True]


async def test_a_letter_that_cannot_leave_waits_longer_each_time_and_others_pass_it(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "FIRST_PAUSE", timedelta(milliseconds=100))
    tried: list[tuple[str, float]] = []

    async def send(message: Message) -> None:
        tried.append((message.key, asyncio.get_running_loop().time()))
        if message.key == "a" and len([key for key, _ in tried if key == "a"]) < 4:
            raise NotSent("SMTPServerDisconnected")

    async with database.transaction() as writing:
        await write(writing, "a")
        await write(writing, "b")
    async with working(database_url, database, send):
        await until(lambda: _all_left(database))
    assert [key for key, _ in tried] == ["a", "b", "a", "a", "a"]
    moments = [at for key, at in tried if key == "a"]
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert [pause >= least for pause, least in zip(pauses, (0.1, 0.2, 0.4), strict=True)] == [True] * 3


async def test_a_letter_that_is_due_later_stays_until_then(database: Database, database_url: str) -> None:
    sent: list[str] = []

    async def send(message: Message) -> None:
        sent.append(message.key)

    soon = datetime.now(UTC) + timedelta(seconds=1)
    await write(database, "later", soon)
    await write(database, "now")
    async with working(database_url, database, send):
        await until(lambda: _all_left(database))
    assert sent == ["now", "later"]
    assert await database.fetchval("select sent_at >= $1 from outbox where key = 'later'", soon)


async def test_a_letter_that_nobody_can_send_is_put_aside_and_kept(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "FIRST_PAUSE", timedelta())
    monkeypatch.setattr(jobs, "MOST_TRIES", 2)

    async def send(_: Message) -> None:
        raise NotSent("SMTPRecipientsRefused")

    await write(database, "a")
    async with working(database_url, database, send):
        await until(lambda: _is_put_aside(database))
    assert await database.fetchval("select count(*) from outbox where sent_at is null") == 1


async def _is_put_aside(database: Database) -> bool:
    return bool(await database.fetchval("select count(*) from pgqueuer where status = 'failed'"))


async def test_the_letter_of_a_worker_that_died_is_sent_by_another(
    database: Database, database_url: str
) -> None:
    await write(database, "a")
    async with open_queue(database_url) as queue:  # takes the job, and ends before it has done anything
        limits = {QueueEntrypoint(LETTER): EntrypointExecutionParameter(concurrency_limit=0)}
        worker, silence = queue.qm.queue_manager_id, timedelta(hours=1)
        [taken] = await queue.qm.queries.dequeue(1, limits, worker, None, silence)
    assert taken.status == "picked"
    brief = timedelta(milliseconds=600)
    async with working(database_url, database, post_nothing, heartbeat_timeout=brief):
        await until(lambda: _all_left(database))


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of its own."""
    opened = await asyncpg.connect(database_url)
    yield opened
    await opened.close()


async def test_the_tables_are_those_that_the_installed_pgqueuer_wants(
    connection: asyncpg.Connection,
) -> None:
    assert (await queue_over(connection).plan_upgrade()).statements == ()


async def test_names_of_the_queue_are_not_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    monkeypatch.setenv("QUEUE_TABLE", "somebody_elses")
    await add_job(database, "letter", "1", datetime.now(UTC))
    assert await database.fetchval(QUEUED) == 1


async def test_the_log_of_jobs_is_forgotten_after_a_month(database: Database, database_url: str) -> None:
    await write(database, "a")
    async with working(database_url, database, post_nothing):
        await until(lambda: _all_left(database))
    await database.execute("update pgqueuer_log set aggregated = true")
    now, count = datetime.now(UTC), "select count(*) > 0 from pgqueuer_log"
    await forget_jobs(database, now)
    assert await database.fetchval(count)
    await forget_jobs(database, now + timedelta(days=31))
    assert not await database.fetchval(count)
