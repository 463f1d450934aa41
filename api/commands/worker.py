"""Looking after what falls due while nobody writes: prices, orders that hang, mail."""

import asyncio
import time
from datetime import UTC, datetime

from api.commands.catalogue import look_after_shelf, require_migrations
from api.commands.console import Refused
from api.commands.reach import reachable
from api.mail.posting import choose_post, sender
from api.settings import Mode, Settings, variable_of
from regions.lawbook import lawbook
from store.database import Database, connect
from store.orders.access import forget_tokens
from store.orders.sweeping import sweep
from store.outbox import Send, send_due
from store.payments.builtin import built_in
from store.payments.provider import Till

EVERY = 60.0
"""Seconds between two rounds."""
MAIL_EVERY = 2.0
"""Seconds between two looks at the outbox."""


def run_worker(settings: Settings) -> None:
    """Look after everything, until told to stop. Several workers may run at once. Raises Refused."""
    till = built_in(testing=settings.mode is Mode.DEVELOPMENT)
    try:
        send = sender(lawbook(), choose_post(settings.mail, settings.data_dir / "mail"))
    except ValueError as error:
        raise Refused(f"{variable_of('mail')} can't be used: {error}.") from error

    async def run(url: str) -> None:
        async with connect(url, 2) as database:
            await require_migrations(database)
            await look_after_everything(database, till, send)

    with reachable(settings) as reached:
        asyncio.run(run(reached.database_url))


async def look_after_everything(database: Database, till: Till, send: Send) -> None:
    """Round after round, for ever."""
    due = 0.0
    while True:
        now = datetime.now(UTC)
        if time.monotonic() >= due:
            due = time.monotonic() + EVERY
            await look_after_shelf(database, now)
            await sweep(database, till, now)
            await forget_tokens(database, now)
        await send_due(database, send, now)
        await asyncio.sleep(MAIL_EVERY)
