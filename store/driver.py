"""Tortoise's asyncpg client on a pool that we opened ourselves.

One pool per process serves both halves of the room: plain SQL for reads, models for writes. So a
worker's connections are counted once, and the URL is read by asyncpg, which knows libpq's parameters
(``sslmode``, several hosts, ``target_session_attrs``) where Tortoise knows a few.
"""

from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.connection import get_connections

from store.outage import CUT, MOST_CUT, was_cut

ENGINE = __name__
"""What to name as Tortoise's engine: it imports this module and looks for ``client_class``."""


class SharedPoolClient(AsyncpgDBClient):
    """A Tortoise client that borrows from the lender named in its credentials."""

    async def create_pool(self, **credentials: Any) -> Any:
        """Answer with what lends the connections of the pool that is already open."""
        return credentials["pool"]

    def _in_transaction(self) -> TransactionContext:
        """A transaction that gives its connection back even if it can't begin."""
        return Beginning(TransactionWrapper(self), self._pool_init_lock)


class Beginning(TransactionContextPooled):
    """Tortoise's, which keeps a connection for ever on which a transaction can't begin.

    That is how a connection that was cut shows itself; nothing was written on it, so another is taken.
    """

    async def __aenter__(self) -> TransactionalDBClient:
        """Begin on the first connection that isn't broken."""
        for _ in range(MOST_CUT):
            try:
                return await self._begin()
            except CUT as error:
                if not was_cut(error):
                    raise
        return await self._begin()

    async def _begin(self) -> TransactionalDBClient:
        await self.ensure_connection()
        lender = self.client._parent._pool
        connection = await lender.acquire()
        self.client._connection = connection
        try:
            await self.client.begin()
        except BaseException:
            await lender.release(connection)
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client


client_class = SharedPoolClient
