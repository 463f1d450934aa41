"""What this process knows of changes in the database, and since when it knows.

A connection of its own listens for the notifications that `store.changes` sends on commit. Every second it
makes a round trip, which brings whatever was committed before. An answer is never served later than
CONFIRMED_SECONDS after the last such round trip began: that bounds staleness even if the database vanishes,
a network is cut or this process is stopped and continued.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Protocol

import asyncpg

from store.address import read_address
from store.changes import CHANNEL, read_tags

log = logging.getLogger("comptoir.cache")

CONFIRMED_SECONDS = 3
BEAT_SECONDS = 1.0
RETRY_SECONDS = 1.0
MOST_TAGS = 100_000
ANYTHING = "*"
EVERYTHING = frozenset({ANYTHING})
"""The tags of an answer that rests on more than can be named: every change drops it."""
_NEVER = float("-inf")


class NotOurOwnConnection(ConnectionError):
    """A pooler such as pgbouncer stands between: what it listens to may never reach us."""


class Listener(Protocol):
    """Somebody else who hears what is notified on a channel, by the same connection."""

    channel: str

    def listen(self, *, begins: bool) -> None:
        """Listening has begun, or ended."""

    def hear(self, payload: str) -> None:
        """Something was notified."""


class Changes:
    """Counts changes as they are heard. `heard` is called with the tags of each, None meaning all."""

    def __init__(self, heard: Callable[[Iterable[str] | None], object]) -> None:
        self.now = 0
        """How many changes have been heard; an answer that begins now knows of these."""
        self.others: list[Listener] = []
        self._heard = heard
        self._last: OrderedDict[str, int] = OrderedDict()
        self._floor = 0
        self._confirmed = _NEVER

    def confirmed(self) -> bool:
        """Whether what is known is fresh enough to serve by."""
        return time.monotonic() - self._confirmed <= CONFIRMED_SECONDS

    def since(self, moment: int, tags: Iterable[str]) -> bool:
        """Whether any of the tags has changed since `now` was `moment`."""
        return self._floor > moment or any(self._last.get(tag, 0) > moment for tag in tags)

    def note(self, tags: Iterable[str] | None) -> None:
        """Take note of one change of these tags; None: anything may have changed."""
        self.now += 1
        if tags is None:
            self._floor = self.now
            self._last.clear()
        else:
            tags = [*tags, ANYTHING]
            self._note_tags(tags)
        self._heard(tags)

    def _note_tags(self, tags: Iterable[str]) -> None:
        for tag in tags:
            self._last[tag] = self.now
            self._last.move_to_end(tag)
        while len(self._last) > MOST_TAGS:
            _, self._floor = self._last.popitem(last=False)

    def confirm(self, asked_at: float) -> None:
        """Everything committed before this monotonic instant has been heard."""
        self._confirmed = asked_at

    @asynccontextmanager
    async def listening(self, url: str) -> AsyncIterator[None]:
        """Listen for the duration of the block, again and again if the connection breaks."""
        task = asyncio.create_task(self._listen_for_ever(url))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _listen_for_ever(self, url: str) -> None:
        while True:
            try:
                await self._listen(url)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as broken:
                log.warning("not listening for changes: %s", type(broken).__name__)
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self, url: str) -> None:
        connection = await _connect(url)
        try:
            await connection.add_listener(CHANNEL, self._receive)
            for other in self.others:
                await connection.add_listener(other.channel, partial(_pass_on, other))
                other.listen(begins=True)
            self.note(None)  # whatever happened while nobody listened
            while True:
                asked_at = time.monotonic()
                pid = await connection.fetchval("select pg_backend_pid()", timeout=CONFIRMED_SECONDS)
                if pid != connection.get_server_pid():
                    raise NotOurOwnConnection
                self.confirm(asked_at)
                await asyncio.sleep(BEAT_SECONDS)
        finally:
            self.confirm(_NEVER)
            for other in self.others:
                other.listen(begins=False)
            connection.terminate()

    def _receive(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        self.note(read_tags(str(payload)))


def _pass_on(other: Listener, _connection: object, _pid: int, _channel: str, payload: object) -> None:
    other.hear(str(payload))


async def _connect(url: str) -> asyncpg.Connection:
    """A connection; whoever is cancelled meanwhile waits for it, since asyncpg trips over being cut off."""
    name = {"application_name": "comptoir-cache"}
    connecting = asyncio.create_task(
        asyncpg.connect(read_address(url).dsn, timeout=CONFIRMED_SECONDS, server_settings=name)
    )
    try:
        return await asyncio.shield(connecting)
    except asyncio.CancelledError:
        await asyncio.wait([connecting])
        if connecting.exception() is None:
            connecting.result().terminate()
        raise
