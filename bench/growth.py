"""``python -m bench.growth``: how reads behave as the catalogue grows.

Fills a database with synthetic products for each size and asks the counter in this process, so that what is
told is the time of one answer with nobody else waiting. A database that is filled already is asked as it is.
"""

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from statistics import median
from typing import Any

from api.commands.reach import reachable
from api.settings import read_settings
from regions.lawbook import lawbook
from schema.build import ShopSchema, build_schema
from schema.context import Visit, Wish, choose_context
from store.accounts.tokens import keyring
from store.address import sibling
from store.database import Database, connect
from store.migrating import migrate
from store.synthetic import load_synthetic

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 40
CARD = "sku title price { current { formatted } } availability { inStock }"
NODES = f"nodes {{ {CARD} }}"
KEYS = keyring(["a secret that only the bench signs its tokens with"])
DEEP = 2_000
"""How many products lie before the deep page."""


def questions(sku: str, after: str, common: str, rare: str) -> dict[str, str]:
    """What is asked, by the name under which it is told."""
    return {
        "list, first page": f"{{ products(first: 20) {{ {NODES} }} }}",
        "list, deep page": f'{{ products(first: 20, after: "{after}") {{ {NODES} }} }}',
        "list, newest": f"{{ products(first: 20, sort: NEWEST) {{ {NODES} }} }}",
        "product page": f'{{ product(sku: "{sku}") {{ {CARD} description variants {{ sku }} }} }}',
        "counts": "{ products(first: 1) { totalCount { count precision } } }",
        "search, common word": f'{{ search(query: "{common}", first: 20) {{ {NODES} }} }}',
        "search, rare word": f'{{ search(query: "{rare}", first: 20) {{ {NODES} }} }}',
    }


class Asker:
    """Asks documents at the counter of one shop."""

    def __init__(self, database: Database, schema: ShopSchema) -> None:
        self._database = database
        self._schema = schema

    async def ask(self, document: str) -> dict[str, Any]:
        """The data of the answer. Raises the first error there is."""
        storefronts = lawbook().storefronts
        wish = Wish("DE", "de")
        shop = choose_context([wish], storefronts, default_region="DE", now=datetime.now(UTC))
        visit = Visit(self._database, shop, storefronts, KEYS)
        told = await self._schema.answer(self._schema.prepare(document), {}, visit)
        if told.errors or told.data is None:
            raise told.errors[0]
        return told.data

    async def milliseconds(self, document: str) -> float:
        """The median of many answers, after some that aren't counted."""
        times = []
        for _ in range(ROUNDS + 5):
            began = time.perf_counter()
            await self.ask(document)
            times.append((time.perf_counter() - began) * 1000)
        return median(times[5:])


async def measure(url: str) -> dict[str, float]:
    """How long each question takes on one database."""
    async with connect(url) as database:
        asker = Asker(database, build_schema())
        sku, after = await _places(asker)
        common, rare = await _words(database)
        asked = questions(sku, after, common, rare)
        return {name: await asker.milliseconds(document) for name, document in asked.items()}


async def _places(asker: Asker) -> tuple[str, str]:
    """A SKU, and a cursor with some thousand products before it (or as many as there are)."""
    page = "{ products(first: 100%s) { nodes { sku } pageInfo { endCursor hasNextPage } } }"
    told = (await asker.ask(page % ""))["products"]
    sku, cursor = told["nodes"][0]["sku"], told["pageInfo"]["endCursor"]
    for _ in range(DEEP // 100):
        told = (await asker.ask(page % f', after: "{cursor}"'))["products"]
        if not told["pageInfo"]["hasNextPage"]:
            break
        cursor = told["pageInfo"]["endCursor"]
    return sku, cursor


async def _words(database: Database) -> tuple[str, str]:
    """The commonest German word, and one of the rarest."""
    common = (
        "select word from words where language = 'de' and length(word) > 3 order by weight desc, word limit 1"
    )
    rare = "select word from words where language = 'de' and length(word) > 3 order by weight, word limit 1"
    return await database.fetchval(common), await database.fetchval(rare)


@asynccontextmanager
async def filled(url: str, size: int) -> AsyncIterator[str]:
    """A database with so many products for the duration of the block."""
    name = f"comptoir_growth_{size}"
    async with connect(url) as server:
        await server.execute(f"drop database if exists {name}")
        await server.execute(f"create database {name}")
        grown = sibling(url, name)
        try:
            async with connect(grown) as database:
                await migrate(database, lambda _: None)
                await load_synthetic(database, size, now=datetime.now(UTC))
            yield grown
        finally:
            await server.execute(f"drop database if exists {name} with (force)")


def print_table(sizes: list[str], columns: list[dict[str, float]]) -> None:
    """A row for each question, a column for each size, and how much the last is above the first."""
    print(f"{'milliseconds':24}" + "".join(f"{size:>12}" for size in sizes) + f"{'last/first':>12}")
    for name in columns[0]:
        values = [column[name] for column in columns]
        print(
            f"{name:24}" + "".join(f"{value:12.2f}" for value in values) + f"{values[-1] / values[0]:12.2f}"
        )


async def run(url: str, sizes: list[int], also: str | None) -> None:
    """Fill, ask and tell."""
    names, columns = [], []
    for size in sizes:
        async with filled(url, size) as grown:
            names.append(f"{size:,}")
            columns.append(await measure(grown))
    if also:
        async with connect(also) as database:
            names.append(format(await database.fetchval("select count(*) from products"), ","))
        columns.append(await measure(also))
    print_table(names, columns)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--also", help="Address of a database that is filled already.")
    asked = parser.parse_args()
    with reachable(read_settings(os.environ)) as settings:
        asyncio.run(run(settings.database_url, asked.sizes, asked.also))


if __name__ == "__main__":
    main()
