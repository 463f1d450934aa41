"""The connection to PostgreSQL: one pool, plain SQL for reads, Tortoise's models for writes.

``connect`` is the only way in. What it yields is handed down as an argument, never kept in a global.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext, get_current_context

from store.address import read_address
from store.driver import ENGINE
from store.lending import Lender
from store.outage import CUT, MOST_CUT, DatabaseUnavailable, only_reads, was_cut
from store.watching import Watcher

T = TypeVar("T")

APPS: dict[str, dict[str, Any]] = {
    "store": {"models": ["store.models"], "migrations": "store.migrations", "default_connection": "default"},
}
"""Tortoise's description of the room: where the models are and where their migrations."""

OLDEST_SERVER = 150_000
"""PostgreSQL 15, as ``server_version_num`` counts."""

SESSION = {
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "application_name": "comptoir",
    "timezone": "UTC",
}
PLANNED_ONCE = {"plan_cache_mode": "force_generic_plan"}
"""Statements are planned once per connection, for all values: to plan a list takes longer than to run it."""
PLAN_FOR_VALUES, PLAN_ONCE = "set plan_cache_mode = force_custom_plan", "reset plan_cache_mode"

CONNECT_SECONDS = 10.0
CLOSE_SECONDS = 5.0


class Statements:
    """Where SQL runs. Each method is one statement, prepared once per connection."""

    __slots__ = ("client",)

    def __init__(self, client: BaseDBAsyncClient) -> None:
        self.client = client
        """Tortoise's client, for ``using_db=``."""

    async def fetch(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        """All rows."""
        async with self.client.acquire_connection() as connection:
            rows: list[asyncpg.Record] = await connection.fetch(sql, *args)
            return rows

    async def fetch_for_values(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        """All rows of a statement whose best plan depends on the values; in a transaction, as `fetch`."""
        return await self.fetch(sql, *args)

    async def fetchrow(self, sql: str, *args: Any) -> asyncpg.Record | None:
        """The first row, or None."""
        async with self.client.acquire_connection() as connection:
            return await connection.fetchrow(sql, *args)

    async def fetchval(self, sql: str, *args: Any) -> Any:
        """The first column of the first row, or None."""
        async with self.client.acquire_connection() as connection:
            return await connection.fetchval(sql, *args)

    async def execute(self, sql: str, *args: Any) -> str:
        """Run for effect; the server's status, such as ``UPDATE 3``. Without args, several statements."""
        async with self.client.acquire_connection() as connection:
            status: str = await connection.execute(sql, *args)
            return status

    async def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run once for each row of arguments, all or nothing."""
        async with self.client.acquire_connection() as connection:
            await connection.executemany(sql, rows)


class Database(Statements):
    """An open database. Its own methods read outside any transaction, whatever the task is doing."""

    __slots__ = ("_lender", "_plans_are_kept", "_watcher")

    def __init__(
        self, client: BaseDBAsyncClient, lender: Lender, watcher: Watcher, *, plans_are_kept: bool
    ) -> None:
        super().__init__(client)
        self._lender = lender
        self._watcher = watcher
        self._plans_are_kept = plans_are_kept

    async def fetch(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        """All rows; without Tortoise in between, since lists and pages are read by it.

        What only reads is read again where a connection turns out to be cut; so do `fetchrow` and `fetchval`.
        """
        try:
            return await self._fetch(sql, *args)
        except CUT as cut:
            return await _again(cut, sql, lambda: self._fetch(sql, *args))

    async def fetchrow(self, sql: str, *args: Any) -> asyncpg.Record | None:
        """The first row, or None."""
        try:
            return await super().fetchrow(sql, *args)
        except CUT as cut:
            return await _again(cut, sql, lambda: super(Database, self).fetchrow(sql, *args))

    async def fetchval(self, sql: str, *args: Any) -> Any:
        """The first column of the first row, or None."""
        try:
            return await super().fetchval(sql, *args)
        except CUT as cut:
            return await _again(cut, sql, lambda: super(Database, self).fetchval(sql, *args))

    async def _fetch(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        connection = await self._lender.acquire()
        try:
            rows: list[asyncpg.Record] = await connection.fetch(sql, *args)
            return rows
        finally:
            await self._lender.release(connection)

    async def fetch_for_values(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        """All rows of a statement whose best plan depends on the values: planned for them at each call."""
        if not self._plans_are_kept:
            return await self.fetch(sql, *args)
        async with self.client.acquire_connection() as connection:
            try:
                await connection.execute(PLAN_FOR_VALUES)
                rows: list[asyncpg.Record] = await connection.fetch(sql, *args)
                return rows
            finally:
                if not connection.is_closed():
                    await connection.execute(PLAN_ONCE)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Statements]:
        """One transaction: committed at the end of the block, rolled back when an error leaves it.

        Models that the same task uses inside the block take part in it. Start no task inside: it would
        take part too, and fail once the block is over.
        """
        async with self.client._in_transaction() as client:
            yield Statements(client)

    def watch(self) -> AbstractAsyncContextManager[list[str]]:
        """Collect the text of every statement that runs while the block lasts; read it after the block."""
        return self._watcher.watch()


async def _again(error: Exception, sql: str, ask: Callable[[], Awaitable[T]]) -> T:
    """Read on other connections, if the error was that of a cut one and the statement only reads."""
    if not was_cut(error) or not only_reads(sql):
        raise error
    for _ in range(MOST_CUT):
        try:
            return await ask()
        except CUT:
            continue
    return await ask()


@asynccontextmanager
async def connect(url: str, pool_size: int = 4) -> AsyncIterator[Database]:
    """Open a database for the duration of the block, with at most `pool_size` connections.

    Raises DatabaseUnavailable with a sentence when it can't be reached, refuses us or is too old.
    """
    watcher = Watcher()
    pool = await _open_pool(url, pool_size, watcher)
    lender = Lender(pool, pool_size)
    try:
        async with _tortoise(lender) as client:
            plans_are_kept = read_address(url).prepared_statements > 0
            yield Database(client, lender, watcher, plans_are_kept=plans_are_kept)
    finally:
        await lender.close()
        await _close_pool(pool)


async def _connect(*address: Any, **options: Any) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(*address, **options)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailable(f"PostgreSQL can't be used: {error or 'no answer in time'}.") from error


async def _keep(_: asyncpg.Connection) -> None:
    """Leave a released connection as it is: asyncpg's reset costs a round trip, and we set nothing."""


async def _open_pool(url: str, size: int, watcher: Watcher) -> asyncpg.Pool:
    try:
        address = read_address(url)
        pool = await asyncpg.create_pool(
            address.dsn,
            connect=_connect,
            min_size=1,
            max_size=size,
            timeout=CONNECT_SECONDS,
            statement_cache_size=address.prepared_statements,
            server_settings=SESSION | (PLANNED_ONCE if address.prepared_statements else {}),
            init=watcher.register,
            reset=_keep,
        )
    except ValueError as error:
        raise DatabaseUnavailable(f"PostgreSQL can't be used: {error}.") from error
    version = await pool.fetchval("select current_setting('server_version_num')::int")
    if version < OLDEST_SERVER:
        await pool.close()
        raise DatabaseUnavailable(f"PostgreSQL 15 or newer is needed; this one is {version // 10_000}.")
    return pool


async def _close_pool(pool: asyncpg.Pool) -> None:
    try:
        await asyncio.wait_for(pool.close(), CLOSE_SECONDS)
    except TimeoutError:
        pool.terminate()


@asynccontextmanager
async def _tortoise(lender: Lender) -> AsyncIterator[BaseDBAsyncClient]:
    """Tortoise on our pool, found by its models in this task and, when it is the first, in every task.

    A context lives in a context variable that a server's request tasks don't inherit from its lifespan
    task; hence the fallback, which Tortoise allows once per process.
    """
    first = get_current_context() is None
    config = {"connections": {"default": {"engine": ENGINE, "credentials": {"pool": lender}}}, "apps": APPS}
    async with TortoiseContext() as context:
        await context.init(config, _enable_global_fallback=first)
        try:
            yield context.db()
        finally:
            context.connections.discard("default")  # ours to close, even if a transaction broke off in it
