"""Looking after what falls due while nobody writes: prices, orders that hang, mail."""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import asyncpg
from pgqueuer.core.applications import PgQueuer
from pgqueuer.domain.models import Schedule

from api.commands.catalogue import look_after_shelf, require_migrations
from api.commands.console import Refused
from api.commands.reach import reachable
from api.logs import logging_to_stderr
from api.mail.posting import choose_post, sender
from api.settings import Settings, variable_of
from api.till import TillUnavailable, closed_after, open_till
from regions.lawbook import lawbook
from store.accounts.sessions import forget_sessions
from store.accounts.throttle import forget_tries
from store.database import Database, connect
from store.figures.folding import fold
from store.figures.ranking import rank_due
from store.jobs import forget_jobs, open_queue
from store.orders.access import forget_tokens
from store.orders.sweeping import sweep
from store.outage import DatabaseUnavailable
from store.outbox import Send, take_letters
from store.payments.provider import Till
from store.reviews.inviting import invite_due

log = logging.getLogger("comptoir.worker")

EVERY_MINUTE = "* * * * *"
LOOK = timedelta(seconds=2)
"""How often the queue is looked at, should no word of a new job have come."""
PRESUMED_DEAD = timedelta(seconds=10)
"""A worker that is silent for so long has its jobs taken over."""
AT_ONCE = 8
"""Letters that one worker sends at a time, each with a connection."""
RETRY_SECONDS = 1.0

LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, DatabaseUnavailable)


def run_worker(settings: Settings) -> None:
    """Look after everything, until told to stop. Several workers may run at once. Raises Refused."""
    try:
        till = open_till(settings)
        send = sender(lawbook(), choose_post(settings.mail, settings.data_dir / "mail"))
    except TillUnavailable as missing:
        raise Refused(str(missing)) from missing
    except ValueError as error:
        raise Refused(f"{variable_of('mail')} can't be used: {error}.") from error

    async def run(url: str) -> None:
        async with closed_after(till), connect(url, AT_ONCE) as database:
            await require_migrations(database)
            await work(url, database, till, send)

    with reachable(settings) as reached, logging_to_stderr("pgqueuer"):
        asyncio.run(run(reached.database_url))


async def work(url: str, database: Database, till: Till, send: Send) -> None:
    """Take jobs and go rounds until told to stop; begun anew when the connection is lost."""
    while True:
        try:
            async with open_queue(url) as queue:
                take_letters(queue, database, send, _now)
                take_rounds(queue, database, till)
                with told_to_stop(queue.shutdown.set):
                    await queue.run(
                        LOOK, AT_ONCE // 2, max_concurrent_tasks=AT_ONCE, heartbeat_timeout=PRESUMED_DEAD
                    )
                return
        except LOST as lost:
            log.warning("not working: %s", type(lost).__name__)
        await asyncio.sleep(RETRY_SECONDS)


def take_rounds(queue: PgQueuer, database: Database, till: Till) -> None:
    """Have one worker look, each minute, at what nobody queues."""

    @queue.schedule("round", EVERY_MINUTE)
    async def go(_: Schedule) -> None:
        await go_round(database, till, _now())


async def go_round(database: Database, till: Till, now: datetime) -> None:
    """Look after the shelf, orders that hang and figures, invite to review, and forget what has ended."""
    await look_after_shelf(database, now)
    await sweep(database, till, now)
    await invite_due(database, now)
    await fold(database)
    await rank_due(database, now)
    await forget_tokens(database, now)
    await forget_sessions(database, now)
    await forget_tries(database, now)
    await forget_jobs(database, now)


@contextmanager
def told_to_stop(stop: Callable[[], None]) -> Iterator[None]:
    """Let the signals that end a process call `stop` for the block, so that what is begun is finished."""
    loop = asyncio.get_running_loop()
    before = {end: signal.getsignal(end) for end in (signal.SIGINT, signal.SIGTERM)}
    for end in before:
        loop.add_signal_handler(end, stop)
    try:
        yield
    finally:
        for end, handler in before.items():
            loop.remove_signal_handler(end)
            signal.signal(end, handler)


def _now() -> datetime:
    return datetime.now(UTC)
