"""The cord in twenty regions at once, two of which come as distributions, by several servers."""

import asyncio
import os
import shutil
import socket
import sys
import time
import tomllib
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from schema.identity import NodeType, write_id
from store.database import Database, connect
from tests.api.incidents.places import ADDRESSES
from tests.api.journey import ADDRESS, BUYER, CHECKOUT, CREATE
from tests.api.test_reviews import Customer, number_of, registered
from tests.store.buyers import deliver, product_of
from tests.test_docs import blocks, lay_out

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
SKU = "faust-hc"
SERVERS = 3
APART = 0.06
"""Seconds between two checkouts."""
SLACK = 1.0
"""Seconds until every cache has heard of it; a notification takes milliseconds."""

REPORT = """mutation($product: ID!, $order: ID!) {
  problemReport(input: {productId: $product, orderId: $order, kind: DAMAGED}) {
    accepted pulled userErrors { code } } }"""
SEEN = f'{{ product(sku: "{SKU}") {{ sku }} }}'
SOLD = """
select count(*) from order_lines line join orders sale on sale.id = line.order_id
where line.sku = $1 and sale.delivered_at is null
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two markets installed: Norway, and the one that the documentation makes."""
    folder = tmp_path_factory.mktemp("site")
    norway = ROOT / "tests" / "_plug_ins" / "norway"
    shutil.copytree(norway / "comptoir_norway", folder / "comptoir_norway")
    lay_out(folder, tomllib.loads((norway / "pyproject.toml").read_text())["project"])
    for block in blocks(ROOT / "docs" / "plug-in.md"):
        if block.kind == "file":
            file = folder / str(block.note)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text)
    lay_out(folder, tomllib.loads((folder / "pyproject.toml").read_text())["project"])
    return folder


def environment(site: Path, url: str) -> dict[str, str]:
    """Of a process in which these markets are installed."""
    return os.environ | {"PYTHONPATH": f"{site}:{ROOT}", "COMPTOIR_DATABASE_URL": url}


@asynccontextmanager
async def served(site: Path, url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment(site, url), stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            async with asyncio.timeout(60):
                await until_ready(client)
            yield client
    finally:
        process.terminate()
        await process.wait()


async def until_ready(client: httpx.AsyncClient) -> None:
    """Wait until a server that is starting answers."""
    while True:
        try:
            if (await client.get("/readyz")).status_code == 200:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.1)


async def sold_everywhere(site: Path, url: str) -> list[str]:
    """The regions in which a process that knows both markets has put the variant up for sale."""
    command = [sys.executable, str(HERE / "open_everywhere.py"), url, SKU]
    process = await asyncio.create_subprocess_exec(*command, env=environment(site, url), stdout=PIPE)
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode().split()


class Guest:
    """Somebody with a cart that is ready, in one region, at one of the servers."""

    def __init__(self, client: httpx.AsyncClient, region: str) -> None:
        self.client, self.region = client, region
        self.total: dict[str, Any] = {}
        self.cart = ""

    async def ask(self, document: str, **given: Any) -> Any:
        """The payload of a change."""
        body = {"query": document, "variables": {"input": given}}
        answer = (await self.client.post("/graphql", json=body, headers={"X-Region": self.region})).json()
        assert "errors" not in answer, (self.region, answer)
        return next(iter(answer["data"].values()))

    async def fill(self) -> "Guest":
        """Have everything that an order needs."""
        self.cart = (await self.ask(CREATE, lines=[{"sku": SKU, "quantity": 1}]))["cart"]["id"]
        await self.ask(BUYER, cartId=self.cart, email="guest@example.org", age=40)
        told = await self.ask(ADDRESS, cartId=self.cart, address=ADDRESSES[self.region])
        assert told["userErrors"] == [], self.region
        assert told["cart"]["readiness"]["isReady"], (self.region, told["cart"]["readiness"])
        self.total = told["cart"]["quote"]["totals"]["total"]
        return self

    async def check_out(self, after: float) -> bool:
        """Whether there is an order, asked for after some seconds."""
        await asyncio.sleep(after)
        payment = {"method": "invoice"}
        given = {
            "cartId": self.cart,
            "idempotencyKey": self.cart,
            "agreedTotal": self.total,
            "payment": payment,
        }
        payload = await self.ask(CHECKOUT, **given)
        codes = {error["code"] for error in payload["userErrors"]}
        assert codes <= {"OUT_OF_STOCK", "NOT_READY"}, payload
        return payload["order"] is not None


async def reporter(database: Database, client: httpx.AsyncClient, name: str) -> tuple[Customer, str]:
    """A customer to whom the variant was delivered, and the id of that order."""
    customer = await registered(client, name)
    number = await number_of(database, customer)
    order = await deliver(database, number, SKU, datetime.now(UTC))
    return customer, write_id(NodeType.ORDER, order)


async def regions_that_sell(client: httpx.AsyncClient) -> list[str]:
    """The regions in which a server still shows the product."""
    found = []
    for region in ADDRESSES:
        answer = await client.get("/graphql", params={"query": SEEN}, headers={"X-Region": region})
        if answer.json()["data"]["product"] is not None:
            found.append(region)
    return found


@pytest.mark.parametrize("carts", [1, pytest.param(5, marks=pytest.mark.prove)])
async def test_two_reports_end_the_sale_in_twenty_regions_before_they_are_answered(
    site: Path, todays_demo_url: str, carts: int
) -> None:
    assert await sold_everywhere(site, todays_demo_url) == sorted(ADDRESSES)
    async with AsyncExitStack() as rooms:
        database = await rooms.enter_async_context(connect(todays_demo_url))
        await database.execute("update stock set quantity = 1000")
        starting = (rooms.enter_async_context(served(site, todays_demo_url)) for _ in range(SERVERS))
        clients = await asyncio.gather(*starting)
        assert [await regions_that_sell(client) for client in clients] == [list(ADDRESSES)] * SERVERS
        places = enumerate([*ADDRESSES] * carts)
        filling = (Guest(clients[place % SERVERS], region).fill() for place, region in places)
        guests = await asyncio.gather(*filling)
        product = write_id(NodeType.PRODUCT, await product_of(database, "faust"))
        (ada, first), (bob, second) = [
            await reporter(database, client, name)
            for client, name in zip(clients, ("Ada", "Bob"), strict=False)
        ]
        assert (await ada.ask(REPORT, product=product, order=first))["pulled"] is False

        async def stop() -> tuple[int, float]:
            await asyncio.sleep(APART * len(guests) / 3)
            told = await bob.ask(REPORT, product=product, order=second)
            assert told == {"accepted": True, "pulled": True, "userErrors": []}
            return await database.fetchval(SOLD, SKU), time.monotonic()

        checkouts = (guest.check_out(place * APART) for place, guest in enumerate(guests))
        *bought, (sold_at_the_answer, answered) = await asyncio.gather(*checkouts, stop())
        assert sum(map(bool, bought)) == sold_at_the_answer == await database.fetchval(SOLD, SKU)
        assert 0 < sold_at_the_answer < len(guests)
        await asyncio.sleep(max(0.0, answered + SLACK - time.monotonic()))
        assert [await regions_that_sell(client) for client in clients] == [[]] * SERVERS
