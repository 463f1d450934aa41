"""Noticing what happens to one order, whichever process writes it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

from store.database import Database

CHANNEL = "comptoir_orders"
"""Where each entry of a timeline is notified, with the order's key, when its transaction commits."""
PAUSE = 1.0
"""Seconds between two looks, where nobody listens."""
LONG_PAUSE = 10.0
"""Seconds between two looks while somebody listens: should a word ever be lost."""
LATEST = "select max(id) from order_events where order_id = $1"


class Bell:
    """Rings for those who wait for news of an order, when whoever listens to the database hears of some."""

    channel = CHANNEL

    def __init__(self) -> None:
        self._rung: dict[int, set[asyncio.Event]] = {}
        self._listening = False

    @property
    def pause(self) -> float:
        """For how many seconds to wait for the bell before looking all the same."""
        return LONG_PAUSE if self._listening else PAUSE

    def listen(self, *, begins: bool) -> None:
        """Somebody has begun to listen, or ended: all look, since something may have happened meanwhile."""
        self._listening = begins
        for waiting in self._rung.values():
            for rung in waiting:
                rung.set()

    def hear(self, payload: str) -> None:
        """Ring for those who wait for this order."""
        if payload.isdecimal():
            for rung in self._rung.get(int(payload), ()):
                rung.set()

    @contextmanager
    def waiting_for(self, order: int) -> Iterator[asyncio.Event]:
        """An event that is set whenever something has happened to an order."""
        rung = asyncio.Event()
        waiting = self._rung.setdefault(order, set())
        waiting.add(rung)
        try:
            yield rung
        finally:
            waiting.discard(rung)
            if not waiting:
                self._rung.pop(order, None)


async def watch_order(database: Database, order: int, bell: Bell) -> AsyncIterator[None]:
    """Say so at once, and then whenever something has happened to the order; for ever.

    The bell is heard from before the first look, so nothing falls between that and the next one.
    """
    seen: int | None = 0
    with bell.waiting_for(order) as rung:
        while True:
            rung.clear()
            latest = await database.fetchval(LATEST, order)
            if latest != seen:
                seen = latest
                yield
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), bell.pause)
