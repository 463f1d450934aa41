"""A process with a whole server in it, cache and all: asks for a product until told to stop."""

import asyncio
import sys
import time

import httpx
import orjson
from asgi_lifespan import LifespanManager

from api.app import create_app
from api.settings import Settings

DOCUMENT = '{ product(sku: "faust-hc") { sku } products(first: 1) { totalCount { count } } }'


async def read(url: str, region: str) -> list[tuple[float, bool]]:
    app = create_app(Settings(database_url=url))
    async with (
        LifespanManager(app) as managed,
        httpx.AsyncClient(transport=httpx.ASGITransport(managed.app), base_url="http://shop.test") as client,
    ):
        await look(client, region)
        print("ready", flush=True)
        stopped = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        seen = []
        while not stopped.done():
            seen.append(await look(client, region))
            await asyncio.sleep(0.01)
        return seen


async def look(client: httpx.AsyncClient, region: str) -> tuple[float, bool]:
    asked = time.monotonic()
    answer = await client.get("/graphql", params={"query": DOCUMENT}, headers={"x-region": region})
    return asked, answer.json()["data"]["product"] is not None


print(orjson.dumps(asyncio.run(read(sys.argv[1], sys.argv[2]))).decode())
