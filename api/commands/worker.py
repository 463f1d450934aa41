"""Looking after what falls due while nobody writes."""

import asyncio
from datetime import UTC, datetime

from api.commands.catalogue import look_after_shelf, require_migrations
from api.commands.reach import reachable
from api.settings import Settings
from store.database import connect

EVERY = 60.0
"""Seconds between two rounds."""


def run_worker(settings: Settings) -> None:
    """Look once a minute, until told to stop. Several workers may run at once."""

    async def run(url: str) -> None:
        async with connect(url, 2) as database:
            await require_migrations(database)
            while True:
                await look_after_shelf(database, datetime.now(UTC))
                await asyncio.sleep(EVERY)

    with reachable(settings) as reached:
        asyncio.run(run(reached.database_url))
