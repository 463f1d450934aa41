"""A process of the race test: asks its cache for a counter until told to stop, and prints what it got."""

import asyncio
import sys
import time
from datetime import UTC, datetime

import orjson

from api.answers import Answer
from api.cache import AnswerCache, Life
from store.database import Database, connect


async def read(url: str) -> list[tuple[float, int, bool]]:
    cache = AnswerCache(1_000_000)
    async with connect(url, 1) as database, cache.changes.listening(url):
        while not cache.changes.confirmed():  # noqa: ASYNC110 - a clock decides it, no event
            await asyncio.sleep(0.01)
        print("ready", flush=True)
        stopped = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        seen = []
        while not stopped.done():
            seen.append(await look(cache, database))
            await asyncio.sleep(0.001)
        return seen


async def look(cache: AnswerCache, database: Database) -> tuple[float, int, bool]:
    async def compute() -> tuple[Answer, Life | None]:
        value = await database.fetchval("select value from counter")
        await asyncio.sleep(0.003)  # long enough for changes to come between reading and keeping
        return Answer(200, (), str(value).encode()), Life(frozenset({"product:1"}))

    asked = time.monotonic()
    kept = cache.find("counter", datetime.now(UTC))
    if kept is not None:
        return asked, int(kept.whole.body), True
    outcome = await cache.answer("counter", datetime.now(UTC), compute)
    answer = outcome if isinstance(outcome, Answer) else outcome.whole
    return asked, int(answer.body), False


print(orjson.dumps(asyncio.run(read(sys.argv[1]))).decode())
