"""Lending a pool's connections from one statement to the next.

asyncpg's pool looks after each connection that comes back: a task, a timeout and two timers, which cost more
than a short statement does. Here a connection that comes back well is lent again as it is; only one that an
error passed through, or that was left amid a transaction, goes back to the pool to be looked after.
"""

import asyncio
import sys

import asyncpg
from asyncpg.pool import PoolConnectionProxy


class Lender:
    """Lends the connections of a pool, as many at a time as it may open; who comes when all are out waits."""

    __slots__ = ("_closing", "_idle", "_pool", "_turns")

    def __init__(self, pool: asyncpg.Pool, size: int) -> None:
        self._pool = pool
        self._turns = asyncio.Semaphore(size)
        self._idle: list[PoolConnectionProxy] = []
        self._closing = False

    async def acquire(self) -> PoolConnectionProxy:
        """A connection, the one that was used last if one is free; give it back by `release`."""
        await self._turns.acquire()
        try:
            while self._idle:
                connection = self._idle.pop()
                if is_open(connection):
                    return connection
                await self._pool.release(connection)
            return await self._pool.acquire()
        except BaseException:
            self._turns.release()
            raise

    async def release(self, connection: PoolConnectionProxy) -> None:
        """Take a connection back. While an exception passes, a statement may still run on it."""
        try:
            is_well = sys.exc_info()[0] is None and not self._closing
            if is_well and is_open(connection) and not connection.is_in_transaction():
                self._idle.append(connection)
            else:
                await self._pool.release(connection)
        finally:
            self._turns.release()

    async def close(self) -> None:
        """Give the free connections back to the pool, and from now on each that comes back."""
        self._closing = True
        while self._idle:
            await self._pool.release(self._idle.pop())


def is_open(connection: PoolConnectionProxy) -> bool:
    """Whether a connection can still be used; one that broke has left its borrower by itself."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        return False
