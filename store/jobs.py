"""Jobs: what has to be done once, queued in the transaction that calls for it.

pgqueuer keeps them in tables that a migration of ours makes, tells workers of new ones, gives the jobs of
a worker that died to another, and runs what is due by the clock on one worker at a time.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.applications import PgQueuer
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import Channel

from store.address import read_address
from store.database import CONNECT_SECONDS, Statements
from store.outage import DatabaseUnavailable

NAMES: Final = DBSettings(
    prefix="",
    db_schema=None,
    channel=Channel("ch_pgqueuer"),
    function="fn_pgqueuer_changed",
    trigger="tg_pgqueuer_changed",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    queue_status_type="pgqueuer_status",
    schedules_table="pgqueuer_schedules",
    statistics_table="pgqueuer_statistics",
)
"""The names that our migration gave; said here, since pgqueuer would read them from the environment, from
variables as common as ``CHANNEL`` and ``FUNCTION``."""

MOST_TRIES = 20
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=6)
KEPT = timedelta(days=30)
"""For how long the log of jobs is kept."""


def queue_over(connection: asyncpg.Connection) -> Queries:
    """The queue as one connection sees it, within its transaction if it is in one."""
    return Queries(
        AsyncpgDriver(connection),
        qbe=QueryBuilderEnvironment(NAMES),
        qbq=QueryQueueBuilder(NAMES),
        qbs=QuerySchedulerBuilder(NAMES),
    )


async def add_job(writing: Statements, kind: str, payload: str, due: datetime) -> None:
    """Have a worker do something once the transaction is committed and it is due, by the database's clock."""
    wait = max(due - datetime.now(UTC), timedelta())
    async with writing.client.acquire_connection() as connection:
        await queue_over(connection).enqueue(kind, payload.encode(), execute_after=wait)


def patient(parameters: EntrypointExecutorParameters) -> DatabaseRetryEntrypointExecutor:
    """Tries a job that fails again after growing pauses, for some days, before it is put aside."""
    return DatabaseRetryEntrypointExecutor(
        parameters, max_attempts=MOST_TRIES, initial_delay=FIRST_PAUSE, max_delay=LONGEST_PAUSE
    )


@asynccontextmanager
async def open_queue(url: str) -> AsyncIterator[PgQueuer]:
    """The queue for a worker, over a connection of its own, on which it hears of new jobs.

    Raises DatabaseUnavailable.
    """
    try:
        connection = await asyncpg.connect(
            read_address(url).dsn,
            timeout=CONNECT_SECONDS,
            server_settings={"application_name": "comptoir-worker", "timezone": "UTC"},
        )
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailable(f"PostgreSQL can't be used: {error or 'no answer in time'}.") from error
    try:
        queries = queue_over(connection)
        yield PgQueuer(queries.driver, NAMES.channel, queries=queries)
    finally:
        connection.terminate()


async def forget_jobs(statements: Statements, now: datetime) -> None:
    """Drop what the log has kept for long enough."""
    await statements.execute("delete from pgqueuer_log where aggregated and created < $1", now - KEPT)
