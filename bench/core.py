"""Our own schema without its plan: graphql-core parses, checks and executes each request."""

import os
from datetime import UTC, datetime
from typing import Any

import orjson
from graphql import graphql

from bench.shelf import LANGUAGE, REGION
from regions.lawbook import lawbook
from schema.build import build_schema
from schema.context import Visit, Wish, choose_context
from store.accounts.tokens import keyring
from store.database import Database, connect

SCHEMA = build_schema().schema
KEYS = keyring(["a secret that only the bench signs its tokens with"])


class Core:
    """An ASGI app; its lifespan opens the database."""

    _database: Database

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Serve a connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._answer(receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        async with connect(os.environ["COMPTOIR_DATABASE_URL"]) as self._database:
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, receive: Any, send: Any) -> None:
        question = orjson.loads((await receive())["body"])
        storefronts = lawbook().storefronts
        wish = Wish(REGION, LANGUAGE)
        shop = choose_context([wish], storefronts, default_region=REGION, now=datetime.now(UTC))
        visit = Visit(self._database, shop, storefronts, KEYS)
        result = await graphql(SCHEMA, question["query"], context_value=visit)
        body = orjson.dumps({"data": result.data})
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


app = Core()
