"""Somebody who has bought something, and may send it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.database import Database
from store.orders.handling import mark_delivered, mark_shipped
from store.outbox import Message, deliver
from tests.schema.counter import NOW
from tests.schema.selling.journey import Shopper

REQUEST = """mutation ($input: ReturnRequestInput!) { returnRequest(input: $input) {
    orderReturn { status lines { sku quantity received reason ground } credit { amount } }
    userErrors { code message field } } }"""
ORDER = """query ($token: String!) { guestOrder(token: $token) {
    status paymentStatus returnStatus availableActions
    returns { status lines { sku quantity received ground } credit { amount }
        refunds { amount { amount } toBalance isDone } creditNoteNumber }
    papers { kind number total { amount } html } } }"""


async def post(database: Database, at: datetime = NOW) -> None:
    """Have all letters leave that wait."""

    async def hand_over(_: Message) -> None:
        pass

    for row in await database.fetch("select id from outbox where sent_at is null"):
        assert await deliver(database, hand_over, row["id"], at)


class Buyer(Shopper):
    """Somebody whose order has arrived."""

    key: dict[str, str]
    number: int

    async def buy(self, lines: Mapping[str, int], **payment: Any) -> "Buyer":
        await self.fill(dict(lines))
        return await self.pay(**payment)

    async def pay(self, **payment: Any) -> "Buyer":
        done = await self.check_out(payment=payment or {"method": "test"})
        assert done["userErrors"] == []
        self.key = {"orderId": done["order"]["id"], "token": done["guestToken"]}
        self.number = await self.counter.database.fetchval("select max(id) from orders")
        return self

    async def get(self) -> "Buyer":
        """Have it confirmed by mail, shipped and delivered."""
        await post(self.counter.database)
        assert await mark_shipped(self.counter.database, self.number, NOW, NOW)
        assert await mark_delivered(self.counter.database, self.number, NOW, NOW)
        return self

    async def had_it(self, since: datetime) -> None:
        """Let it have come at another time, and its letter before it."""
        await self.counter.database.execute(
            "update orders set delivered_at = $1 where id = $2", since, self.number
        )
        await self.counter.database.execute("update outbox set sent_at = $1", since)

    async def announce(self, *lines: dict[str, Any]) -> dict[str, Any]:
        asked = await self.counter.ask(REQUEST, input={**self.key, "lines": list(lines)})
        payload: dict[str, Any] = asked["returnRequest"]
        return payload

    async def look(self) -> dict[str, Any]:
        order: dict[str, Any] = (await self.counter.ask(ORDER, token=self.key["token"]))["guestOrder"]
        return order

    async def returns(self) -> list[int]:
        rows = await self.counter.database.fetch(
            "select id from returns where order_id = $1 order by id", self.number
        )
        return [row["id"] for row in rows]
