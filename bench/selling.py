"""``python -m bench.selling``: what carts, quotes and orders cost on one node, and who waits for whom.

A server with one worker sells from a copy of the demo shops. Many guests go the same way step by step, and
all requests of a step are sent by twenty clients at once: a row for each step. The last row is the checkout
again, of guests who all want the same few goods. Processor time is the server's and that of the processes of
PostgreSQL, on this machine, that work for it; statements are counted at the counter in this process.
"""

import argparse
import asyncio
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median
from typing import Any
from uuid import uuid4

import psutil

from bench.demo import demo_database
from bench.growth import Asker
from bench.load import post, send_all
from bench.rig import Server, comptoir
from schema.build import build_schema
from store.address import sibling
from store.database import Database, connect

CLIENTS = 20
SHARED = 10
"""Goods that all guests of the last row want."""
COPY = "comptoir_bench_selling"
PLENTY = "update stock set quantity = 1000000"
AT_WORK = """
select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
"""
GOODS = "{ products(first: 100, filter: { kinds: [MUSIC_DISC] }) { nodes { variants { sku } } } }"
ADDRESS = {
    "country": "DE", "name": "Erika Mustermann", "street": "Unter den Linden 1", "city": "Berlin",
    "postcode": "10117",
}  # fmt: skip
CART = "cart { id quote { totals { total { amount currency } } } } userErrors { code message }"
STEPS = {
    "quote of three lines": """query ($basket: BasketInput!) { quote(basket: $basket) {
        totals { total { amount } } lines { sku total { amount } } } }""",
    "a new cart": f"""mutation ($input: CartCreateInput!) {{
        done: cartCreate(input: $input) {{ {CART} }} }}""",
    "a line added": f"""mutation ($input: CartLinesAddInput!) {{
        done: cartLinesAdd(input: $input) {{ {CART} }} }}""",
    "e-mail": f"""mutation ($input: CartBuyerUpdateInput!) {{
        done: cartBuyerUpdate(input: $input) {{ {CART} }} }}""",
    "address": f"""mutation ($input: CartDeliveryAddressUpdateInput!) {{
        done: cartDeliveryAddressUpdate(input: $input) {{ {CART} }} }}""",
    "order": """mutation ($input: CheckoutCompleteInput!) { done: checkoutComplete(input: $input) {
        order { number } userErrors { code message } } }""",
}
"""Documents by the name under which they are told, in the order of a guest's way."""
FIGHT = "order, all want the same ten"


@dataclass(frozen=True, slots=True)
class Row:
    """One step in one round; times in milliseconds, processor time of an answer in microseconds."""

    per_second: float
    median: float
    slowest_percent: float
    server: float
    postgres: float


class Guest:
    """What one guest sends next, by what was answered before."""

    def __init__(self, skus: Sequence[str]) -> None:
        self.lines = [{"sku": sku, "quantity": 1} for sku in skus]
        self.cart: dict[str, Any] = {}

    def variables(self, step: str) -> dict[str, Any]:
        """The variables of a step's document."""
        known = {"cartId": self.cart.get("id")}
        match step:
            case "quote of three lines":
                return {"basket": {"lines": self.lines}}
            case "a new cart":
                return {"input": {"lines": self.lines[:-1]}}
            case "a line added":
                return {"input": {**known, "lines": self.lines[-1:]}}
            case "e-mail":
                return {"input": {**known, "email": "guest@example.org"}}
            case "address":
                return {"input": {**known, "address": ADDRESS}}
        total = self.cart["quote"]["totals"]["total"]
        paid = {"payment": {"method": "invoice"}, "idempotencyKey": uuid4().hex}
        return {"input": {**known, "agreedTotal": total, **paid}}

    def hear(self, data: Mapping[str, Any]) -> None:
        """Remember the cart. Raises ValueError unless what was asked for was done."""
        done = data.get("done", {"userErrors": []})
        if done["userErrors"]:
            raise ValueError(f"refused: {done}")
        self.cart = done.get("cart") or self.cart


@dataclass(frozen=True, slots=True)
class Node:
    """A server and the database that it sells from."""

    server: Server
    database_url: str

    def cpu_seconds(self) -> tuple[float, float]:
        """User and system time so far of the server, and of PostgreSQL's processes that work for it."""
        return self.server.cpu_seconds(), asyncio.run(self._postgres_seconds())

    async def _postgres_seconds(self) -> float:
        async with connect(self.database_url, 1) as database:
            rows = await database.fetch(AT_WORK)
        times = [psutil.Process(row["pid"]).cpu_times() for row in rows]
        return sum((float(each.user + each.system) for each in times), 0.0)


def go(node: Node, step: str, guests: Sequence[Guest]) -> Row:
    """Have all guests take a step."""
    url = node.server.url
    requests = [post(url, STEPS[step], guest.variables(step)) for guest in guests]
    before = node.cpu_seconds()
    result, bodies = asyncio.run(send_all(url, requests, CLIENTS))
    server, postgres = (now - then for now, then in zip(node.cpu_seconds(), before, strict=True))
    for guest, body in zip(guests, bodies, strict=True):
        guest.hear(json.loads(body)["data"])
    each = 1e6 / result.requests
    return Row(result.per_second, result.median, result.slowest_percent, server * each, postgres * each)


def walk(node: Node, goods: Sequence[str], guests: int) -> dict[str, Row]:
    """The whole way of so many guests with all kinds of goods, then the checkout of as many with the same."""
    many = [Guest(skus) for skus in _baskets(goods, guests)]
    rows = {step: go(node, step, many) for step in STEPS}
    same = [Guest(skus) for skus in _baskets(goods[:SHARED], guests)]
    last = {step: go(node, step, same) for step in STEPS}
    return {**rows, FIGHT: last["order"]}


def _baskets(goods: Sequence[str], guests: int) -> Iterator[list[str]]:
    """Three different goods each."""
    around = cycle(goods)
    return (list(islice(around, 3)) for _ in range(guests))


async def prepare(url: str) -> tuple[list[str], dict[str, int]]:
    """Plenty of everything; the goods to buy, and how many statements each step sends."""
    async with connect(url) as database:
        await database.execute(PLENTY)
        asker = Asker(database, build_schema())
        nodes = (await asker.ask(GOODS))["products"]["nodes"]
        goods = [variant["sku"] for node in nodes for variant in node["variants"]]
        return goods, await _count_statements(database, asker, goods)


async def _count_statements(database: Database, asker: Asker, goods: Sequence[str]) -> dict[str, int]:
    first, second = (Guest(skus) for skus in _baskets(goods, 2))
    counted = {}
    for guest in (first, second):  # the second time nothing is prepared or looked up any more
        for step, document in STEPS.items():
            async with database.watch() as statements:
                guest.hear(await asker.ask(document, guest.variables(step)))
            counted[step] = len(statements)
    return counted


@contextmanager
def copied(url: str) -> Iterator[str]:
    """A copy of a database for the duration of the block; nobody may be connected to the original."""

    async def run(*statements: str) -> None:
        async with connect(sibling(url, "postgres"), 1) as server:
            for statement in statements:
                await server.execute(statement)

    source = url.partition("?")[0].rpartition("/")[2]
    drop = f'drop database if exists "{COPY}" with (force)'
    asyncio.run(run(drop, f'create database "{COPY}" template "{source}"'))
    try:
        yield sibling(url, COPY)
    finally:
        asyncio.run(run(drop))


def print_table(rounds: Sequence[Mapping[str, Row]], statements: Mapping[str, int]) -> None:
    """Medians over the rounds."""
    heads = ("a second", "median ms", "99 % ms", "server µs", "PostgreSQL µs", "statements")
    print(f"{'':30}" + "".join(f"{head:>15}" for head in heads))
    columns: dict[str, list[Row]] = defaultdict(list)
    for rows in rounds:
        for name, row in rows.items():
            columns[name].append(row)
    for name, rows_of_step in columns.items():
        parts = ("per_second", "median", "slowest_percent", "server", "postgres")
        values = [median(getattr(row, part) for row in rows_of_step) for part in parts]
        said = statements.get(name, statements["order"])
        print(f"{name:30}" + "".join(f"{value:15.1f}" for value in values) + f"{said:15}")


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.selling", description=__doc__)
    parser.add_argument("--guests", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with demo_database() as demo, copied(demo) as url:
        goods, statements = asyncio.run(prepare(url))
        with comptoir({"COMPTOIR_DATABASE_URL": url, "COMPTOIR_CACHE_BYTES": "0"}) as server:
            node = Node(server, url)
            rounds = [walk(node, goods, asked.guests) for _ in range(asked.rounds)]
    print_table(rounds, statements)


if __name__ == "__main__":
    main()
