"""Bells, which ring for those who wait for news when whoever listens to the database hears of some."""

import asyncio
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from store import changes

ORDERS = "comptoir_orders"
"""Where each entry of an order's timeline is notified, with the order's key, when its transaction commits."""
PAUSE = 1.0
"""Seconds between two looks, where nobody listens."""
LONG_PAUSE = 10.0
"""Seconds between two looks while somebody listens: should a word ever be lost."""


class Bell:
    """Rings when something is notified on a channel; `concerned` reads from it of what, None meaning all."""

    def __init__(self, channel: str, concerned: Callable[[str], Collection[int] | None]) -> None:
        self.channel = channel
        self._concerned = concerned
        self._rung: dict[int, set[asyncio.Event]] = {}
        self._listening = False

    @property
    def pause(self) -> float:
        """For how many seconds to wait for the bell before looking all the same."""
        return LONG_PAUSE if self._listening else PAUSE

    def listen(self, *, begins: bool) -> None:
        """Somebody has begun to listen, or ended: all look, since something may have happened meanwhile."""
        self._listening = begins
        self._ring(None)

    def hear(self, payload: str) -> None:
        """Ring for those who wait for what this is about."""
        self._ring(self._concerned(payload))

    @contextmanager
    def waiting_for(self, keys: Collection[int]) -> Iterator[asyncio.Event]:
        """An event that is set whenever there is news of one of these."""
        rung = asyncio.Event()
        for key in keys:
            self._rung.setdefault(key, set()).add(rung)
        try:
            yield rung
        finally:
            for key in keys:
                self._rung[key].discard(rung)
                if not self._rung[key]:
                    del self._rung[key]

    async def wait(self, rung: asyncio.Event) -> None:
        """Wait for the bell, but no longer than the pause."""
        with suppress(TimeoutError):
            await asyncio.wait_for(rung.wait(), self.pause)

    def _ring(self, keys: Collection[int] | None) -> None:
        for key in list(self._rung) if keys is None else keys:
            for rung in self._rung.get(key, ()):
                rung.set()


def order_bell() -> Bell:
    """Rings for orders, by key."""
    return Bell(ORDERS, lambda payload: [int(payload)] if payload.isdecimal() else [])


def product_bell() -> Bell:
    """Rings for products, by key: their prices, stock as it is shown, listings and texts."""
    return Bell(changes.CHANNEL, _products_of)


@dataclass(frozen=True, slots=True)
class Bells:
    """All bells of a process."""

    orders: Bell = field(default_factory=order_bell)
    products: Bell = field(default_factory=product_bell)


def _products_of(payload: str) -> list[int] | None:
    tags = changes.read_tags(payload)
    return None if tags is None else list(changes.products_in(tags))
