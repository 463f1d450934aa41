"""``python -m bench.growth``: how reads behave as the catalogue and its reviews grow.

Fills a database for each size with synthetic products and as many reviews, a tenth of them on one product,
and asks the counter in this process. Told is the processor time of an answer: PostgreSQL's, which is the time
in the database while nobody else asks, and the counter's; each the lower quartile of many answers, since a
busy machine only ever adds. A database that is filled already is asked as it is.
"""

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from api.commands.reach import reachable
from api.settings import read_settings
from bench.backend import Backend, backend_of
from regions.lawbook import lawbook
from schema.build import ShopSchema, build_schema
from schema.context import Visit, Wish, choose_context
from store.accounts.tokens import keyring
from store.address import sibling
from store.database import Database, connect
from store.migrating import migrate
from store.synthetic import add_synthetic_reviews, load_synthetic

SIZES = (1_000, 10_000, 100_000)
ROUNDS, UNCOUNTED = 40, 5
CARD = "sku title price { current { formatted } } availability { inStock }"
NODES = f"nodes {{ {CARD} }}"
KEYS = keyring(["a secret that only the bench signs its tokens with"])
REVIEW = "nodes { rating title body author createdAt }"
FEW = 'filter: {kinds: [BOOK, MAP], inStock: false, price: {min: "20", max: "21"}}, sort: NEWEST'
NONE = "filter: {kinds: [BOOK], onSale: true}, sort: PRICE_ASC"
"""Prices of books are bound: none is reduced."""
DEEP = 2_000
"""How many products lie before the deep page."""
ON_ONE_PRODUCT = 10
"""One review in so many is about the same product."""

FLAT = ("list", "product", "reviews")
"""What may not grow: questions that begin so."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processor time for one answer."""

    database: float
    counter: float

    @property
    def whole(self) -> float:
        """Both."""
        return self.database + self.counter


def questions(sku: str, reviewed: str, after: str, common: str, rare: str) -> dict[str, str]:
    """What is asked, by the name under which it is told."""
    found = f'{{ search(query: "{common}", first: 20) {{ %s }} }}'
    about = f'{{ product(sku: "{reviewed}") {{ %s }} }}'
    return {
        "list, first page": f"{{ products(first: 20) {{ {NODES} }} }}",
        "list, deep page": f'{{ products(first: 20, after: "{after}") {{ {NODES} }} }}',
        "list, newest": f"{{ products(first: 20, sort: NEWEST) {{ {NODES} }} }}",
        "list, by rating": f"{{ products(first: 20, sort: RATING) {{ {NODES} }} }}",
        "narrowed list, few meet it": f"{{ products(first: 20, {FEW}) {{ {NODES} }} }}",
        "narrowed list, none do": f"{{ products(first: 20, {NONE}) {{ {NODES} }} }}",
        "product page": f'{{ product(sku: "{sku}") {{ {CARD} description variants {{ sku }} }} }}',
        "reviews, the shopper's language first": about % f"reviews(first: 20) {{ {REVIEW} }}",
        "reviews, newest": about % f"reviews(first: 20, sort: NEWEST) {{ {REVIEW} }}",
        "reviews, their summary": about
        % "reviewSummary { average count distribution { rating count } languages { language count } }",
        "counts": "{ products(first: 1) { totalCount { count precision } } }",
        "counts, narrowed": "{ products(filter: {kinds: [BOOK], inStock: true}, first: 1)"
        " { totalCount { count precision } } }",
        "search, common word": found % NODES,
        "search, rare word": f'{{ search(query: "{rare}", first: 20) {{ {NODES} }} }}',
        "page, count and facets of a search": found
        % "totalCount { count } facets { code values { value count } }",
    }


class Asker:
    """Asks documents at the counter of one shop."""

    def __init__(self, database: Database, schema: ShopSchema) -> None:
        self._database = database
        self._schema = schema

    async def ask(self, document: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The data of the answer. Raises the first error there is."""
        storefronts = lawbook().storefronts
        wish = Wish("DE", "de")
        shop = choose_context([wish], storefronts, default_region="DE", now=datetime.now(UTC))
        visit = Visit(self._database, shop, storefronts, KEYS)
        told = await self._schema.answer(self._schema.prepare(document), variables or {}, visit)
        if told.errors or told.data is None:
            raise told.errors[0]
        return told.data


async def costs_of(asker: Asker, backend: Backend, asked: Mapping[str, str]) -> dict[str, Cost]:
    """The lower quartile over many rounds, after some that aren't counted.

    Each round asks every question, so that what a machine does besides for a moment falls on all of them.
    """
    below: dict[str, list[float]] = {name: [] for name in asked}
    above: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(ROUNDS + UNCOUNTED):
        for name, document in asked.items():
            began = backend.milliseconds(), time.process_time() * 1000
            await asker.ask(document)
            below[name].append(backend.milliseconds() - began[0])
            above[name].append(time.process_time() * 1000 - began[1])
    return {name: Cost(_lower_quartile(below[name]), _lower_quartile(above[name])) for name in asked}


def _lower_quartile(spent: list[float]) -> float:
    return sorted(spent[UNCOUNTED:])[ROUNDS // 4]


async def measure(url: str) -> dict[str, Cost]:
    """What each question costs on one database."""
    async with connect(url, 1) as database:
        asker, backend = Asker(database, build_schema()), await backend_of(database)
        sku, after = await _places(asker)
        reviewed = await database.fetchval(MOST_REVIEWED)
        return await costs_of(asker, backend, questions(sku, reviewed, after, *await _words(database)))


MOST_REVIEWED = """
select sku from product_ratings join products on id = product_id order by reviews desc, id limit 1
"""


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
                now = datetime.now(UTC)
                await load_synthetic(database, size, now=now)
                await add_synthetic_reviews(database, size, size // ON_ONE_PRODUCT, now=now)
            yield grown
        finally:
            await server.execute(f"drop database if exists {name} with (force)")


def print_table(sizes: list[str], columns: list[dict[str, Cost]]) -> None:
    """A row for each question: both costs for each size, and how much the last is above the first."""
    print(
        f"{'milliseconds: database, counter':40}" + "".join(f"{size:>18}" for size in sizes) + "   last/first"
    )
    for name, first in columns[0].items():
        costs = [column[name] for column in columns]
        told = "".join(f"{cost.database:10.2f}{cost.counter:8.2f}" for cost in costs)
        print(f"{name:40}{told}{costs[-1].whole / first.whole:13.2f}")


async def run(url: str, sizes: list[int], filled_already: list[str]) -> None:
    """Fill, ask and tell."""
    names, columns = [], []
    for size in sizes:
        async with filled(url, size) as grown:
            names.append(f"{size:,}")
            columns.append(await measure(grown))
    for grown in filled_already:
        async with connect(grown) as database:
            names.append(format(await database.fetchval("select count(*) from products"), ","))
        columns.append(await measure(grown))
    print_table(names, columns)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument(
        "--also", nargs="*", default=[], help="Addresses of databases that are filled already."
    )
    asked = parser.parse_args()
    with reachable(read_settings(os.environ)) as settings:
        asyncio.run(run(settings.database_url, asked.sizes, asked.also))


if __name__ == "__main__":
    main()
