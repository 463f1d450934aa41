"""Noticing what happens to one order, whichever process writes it."""

from collections.abc import AsyncIterator

from store.bells import Bell
from store.database import Database

LATEST = "select max(id) from order_events where order_id = $1"


async def watch_order(database: Database, order: int, bell: Bell) -> AsyncIterator[None]:
    """Say so at once, and then whenever something has happened to the order; for ever.

    The bell is heard from before the first look, so nothing falls between that and the next one.
    """
    seen: int | None = 0
    with bell.waiting_for([order]) as rung:
        while True:
            rung.clear()
            latest = await database.fetchval(LATEST, order)
            if latest != seen:
                seen = latest
                yield
                continue
            await bell.wait(rung)
