"""Noticing what happens to one order, whichever process writes it."""

import asyncio
from collections.abc import AsyncIterator

from store.database import Database

PAUSE = 1.0
"""Seconds between two looks."""
LATEST = "select max(id) from order_events where order_id = $1"


async def watch_order(database: Database, order: int, pause: float = PAUSE) -> AsyncIterator[None]:
    """Say so at once, and then whenever something has happened to the order; for ever.

    It looks once a second by an index, which needs no connection of its own and misses nothing that happens
    while a connection is lost.
    """
    seen: int | None = 0
    while True:
        latest = await database.fetchval(LATEST, order)
        if latest != seen:
            seen = latest
            yield
        await asyncio.sleep(pause)
