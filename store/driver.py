"""Tortoise's asyncpg client on a pool that we opened ourselves.

One pool per process serves both halves of the room: plain SQL for reads, models for writes. So a
worker's connections are counted once, and the URL is read by asyncpg, which knows libpq's parameters
(``sslmode``, several hosts, ``target_session_attrs``) where Tortoise knows a few.
"""

from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient

ENGINE = __name__
"""What to name as Tortoise's engine: it imports this module and looks for ``client_class``."""


class SharedPoolClient(AsyncpgDBClient):
    """A Tortoise client that borrows from the lender named in its credentials."""

    async def create_pool(self, **credentials: Any) -> Any:
        """Answer with what lends the connections of the pool that is already open."""
        return credentials["pool"]


client_class = SharedPoolClient
