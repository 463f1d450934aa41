"""The demo shops, for whatever is measured on them."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from api.commands.catalogue import bring_up_to_date, fill_with_demo
from api.commands.reach import reachable
from api.settings import read_settings
from store.database import connect


@contextmanager
def demo_database() -> Iterator[str]:
    """The address of a database with the demo shops: the one that the settings name, or the embedded one."""

    async def fill(url: str) -> None:
        async with connect(url) as database:
            await bring_up_to_date(database)
            await fill_with_demo(database, datetime.now(UTC))

    with reachable(read_settings(os.environ)) as settings:
        asyncio.run(fill(settings.database_url))
        yield settings.database_url
