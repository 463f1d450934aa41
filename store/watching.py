"""Counting statements: how tests hold an operation to its budget of SQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakSet

import asyncpg
from asyncpg.introspection import INTRO_LOOKUP_TYPES

SETS_JIT = "set_config('jit'"
"""How the driver spares the question about types from being compiled."""


class Watcher:
    """Knows a pool's connections, so that their statements can be listened to and let alone again.

    While nobody listens, a statement costs nothing more. What the driver asks by itself about types, once on
    each connection, isn't told: whether it does so depends on which connections are free.
    """

    __slots__ = ("_connections", "_seen")

    def __init__(self) -> None:
        self._connections: WeakSet[asyncpg.Connection] = WeakSet()
        self._seen: list[list[str]] = []

    async def register(self, connection: asyncpg.Connection) -> None:
        """Take note of a connection that the pool has opened."""
        self._connections.add(connection)
        if self._seen:
            connection.add_query_logger(self._note)

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[list[str]]:
        """Collect the text of every statement, whoever sends it, while the block lasts.

        Read the list after the block: the driver reports a statement one turn of the loop later.
        """
        seen: list[str] = []
        self._seen.append(seen)
        for connection in self._connections:
            connection.add_query_logger(self._note)
        try:
            yield seen
            await asyncio.sleep(0)
        finally:
            self._seen.remove(seen)
            if not self._seen:
                for connection in self._connections:
                    connection.remove_query_logger(self._note)

    def _note(self, record: asyncpg.connection.LoggedQuery) -> None:
        if record.query == INTRO_LOOKUP_TYPES or SETS_JIT in record.query:
            return
        for seen in self._seen:
            seen.append(record.query)
