"""Somebody who has bought something, and may send it back."""

from collections.abc import Mapping
from typing import Any

from store.orders.handling import mark_delivered, mark_shipped
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
        """Have it shipped and delivered."""
        assert await mark_shipped(self.counter.database, self.number, NOW, NOW)
        assert await mark_delivered(self.counter.database, self.number, NOW, NOW)
        return self

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
