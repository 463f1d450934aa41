"""kill -9 of PostgreSQL, the server and the worker amid checkouts: what was confirmed is there, once."""

import asyncio
import email
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from store.balances import issue_gift_card
from store.database import Database, connect
from store.loading.load import load
from store.migrating import migrate
from store.orders.sweeping import sweep
from store.payments.builtin import built_in
from tests.api.fleet import PATIENCE, Mortal, Ours, Postgres, Server, postgres
from tests.api.journey import Guest
from tests.store.selling.books import check_books, count_stock

Payload = dict[str, Any]

LATER = {"UNAVAILABLE", "OPERATION_TIMEOUT"}
"""Codes of errors after which the same is asked again."""
AT_ONCE = httpx.Limits(max_connections=100)
COUPON, SERVED = "FEW", 3
GIFT_CARD = 20_00
DISCOUNTS = """mutation ($input: CartDiscountCodesUpdateInput!) { cartDiscountCodesUpdate(input: $input) {
    cart { quote { totals { total { amount currency } } } } userErrors { code } } }"""
GIFTS = """mutation ($input: CartGiftCardsUpdateInput!) { cartGiftCardsUpdate(input: $input) {
    cart { id } userErrors { code } } }"""


class Insistent(Guest):
    """A guest who asks again as long as nobody answers."""

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors, however long it takes."""
        while True:
            try:
                answer = await self.client.post(
                    "/graphql",
                    json={"query": document, "variables": variables},
                    headers={"X-Region": self.region},
                )
            except httpx.TransportError:
                await asyncio.sleep(0.1)
                continue
            body = answer.json()
            codes = {error["extensions"]["code"] for error in body.get("errors", ())}
            if not codes:
                data: dict[str, Any] = body["data"]
                return data
            assert codes <= LATER, body
            await asyncio.sleep(0.1)

    async def want(self, sku: str, *, coupon: str | None, gift_card: str | None) -> "Insistent":
        """A cart with one piece, ready to be checked out."""
        await self.fill([{"sku": sku, "quantity": 1}])
        cart = self.request["cartId"]
        if coupon:
            told = (await self.ask(DISCOUNTS, input={"cartId": cart, "codes": [coupon]}))[
                "cartDiscountCodesUpdate"
            ]
            self.request["agreedTotal"] = told["cart"]["quote"]["totals"]["total"]
        if gift_card:
            told = (await self.ask(GIFTS, input={"cartId": cart, "codes": [gift_card]}))[
                "cartGiftCardsUpdate"
            ]
            assert told["userErrors"] == []
        return self


@contextmanager
def serving(database: Postgres, folder: Path) -> Iterator[tuple[Server, Ours]]:
    """A server of two processes and a worker that keeps its letters in a folder."""
    server = Server(database.url, workers="2")
    worker = Ours("worker", database.url, data_dir=str(folder))
    try:
        yield server, worker
    finally:
        server.kill()
        worker.kill()


async def stock_up(database: Database, items: int) -> str:
    """So many products, one piece of each, a coupon for few and a gift card for all, whose code it is."""
    now = datetime.now(UTC)
    await migrate(database, lambda _: None)
    goods = [
        {
            "sku": f"item-{number}",
            "kind": "OTHER",
            "category": "goods",
            "texts": {"de": {"title": f"Ding {number}", "slug": f"ding-{number}"}},
            "variants": [
                {"sku": f"item-{number}", "facts": {"kind": "OTHER"}, "prices": {"DE": "15.00"}, "stock": 1}
            ],
        }
        for number in range(items)
    ]
    category = {"category": "goods", "texts": {"de": {"name": "Dinge", "slug": "dinge"}}}
    report = await load(database, map(orjson.dumps, [category, *goods]), now=now)
    assert not report.errors
    await database.execute(
        "insert into promotions (code, percent, free_shipping, usage_limit, used)"
        " values ($1, 10, false, $2, 0)",
        COUPON,
        SERVED,
    )
    async with database.transaction() as writing:
        return await issue_gift_card(writing, GIFT_CARD, "EUR", now, paid_for=True)


async def check_out_amid_kills(guests: Sequence[Guest], victims: Sequence[Mortal]) -> list[Payload]:
    """All check out at once; as soon as a sixth, two and three sixths are through, somebody dies."""
    moments = {len(guests) * number // 6: victim for number, victim in enumerate(victims, start=1)}
    tasks = [asyncio.create_task(guest.check_out()) for guest in guests]
    for through, answered in enumerate(asyncio.as_completed(tasks), start=1):
        await answered
        if through in moments:
            moments[through].kill()
            moments[through].start()
            assert not all(task.done() for task in tasks)
    return [task.result() for task in tasks]


def letters(folder: Path) -> dict[str, int]:
    """How many letters there are of each identity."""
    found: dict[str, int] = {}
    for path in (folder / "mail").glob("*.eml"):
        name = email.message_from_bytes(path.read_bytes())["Message-ID"]
        found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize("items", [15, pytest.param(500, marks=pytest.mark.prove)])
async def test_two_want_each_piece_while_everything_is_killed(items: int, tmp_path: Path) -> None:
    with postgres() as kept:
        async with connect(kept.url) as database:
            gift_card = await stock_up(database, items)
            opening = await count_stock(database)
        with serving(kept, tmp_path) as (server, worker):
            await server.listening()
            async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE, limits=AT_ONCE) as client:
                guests = await asyncio.gather(
                    *(
                        Insistent(client, "DE", number).want(
                            f"item-{number % items}",
                            coupon=COUPON if number < items else None,
                            gift_card=gift_card if number % 5 == 0 else None,
                        )
                        for number in range(2 * items)
                    )
                )
                told = await check_out_amid_kills(guests, [kept, worker, server])
                again = await asyncio.gather(*(guest.check_out() for guest in guests))

            confirmed = {payload["order"]["number"] for payload in told if payload["order"]}
            assert len(confirmed) == sum(payload["order"] is not None for payload in told) == items
            assert [each["order"] and each["order"]["number"] for each in again] == [
                each["order"] and each["order"]["number"] for each in told
            ]
            async with connect(kept.url) as database:
                await sweep(database, built_in(testing=True), datetime.now(UTC) + timedelta(minutes=5))
                orders = await database.fetch("select number, status from orders")
                assert {row["number"] for row in orders} == confirmed
                assert {row["status"] for row in orders} == {"CONFIRMED"}
                assert await database.fetchval("select used from promotions") == SERVED
                assert await database.fetchval("select amount from balances") == 0
                await check_books(database, opening)
            async with asyncio.timeout(PATIENCE):
                while len(letters(tmp_path)) < items:  # noqa: ASYNC110 - another process writes
                    await asyncio.sleep(0.1)
            assert len(letters(tmp_path)) == items
