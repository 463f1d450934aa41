"""Buying in one step: a cart is made of what a customer keeps here, in the transaction that sells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from regions.money import Money
from store.accounts.addresses import AddressRecord
from store.carts.lines import PUT, SOLD
from store.carts.opening import make_cart
from store.carts.records import CartKey
from store.database import Statements
from store.orders.asking import Placing
from store.orders.outcomes import OutOfStock, Reason
from store.payments.kept import KeptMethod

NO_CART = CartKey(0, "")
TERMS = """
update carts set email = $2, address = $3::jsonb, delivery_method = $4, buyer = $5::jsonb where id = $1
"""
CONSUMER = orjson.dumps({"kind": "CONSUMER"}).decode()


@dataclass(frozen=True, slots=True)
class OneClick:
    """What a customer wants, and what of theirs is used for it."""

    customer: int
    email: str
    region: str
    language: str
    lines: Mapping[str, int]
    """Quantities by the variant's number, each at least one."""
    address: AddressRecord
    payment: KeptMethod
    delivery: str | None = None

    def placing(self, key: str, agreed: Money, now: datetime) -> Placing:
        """The order that it shall become; the cart is made with it."""

        async def fill(writing: Statements) -> CartKey | Reason:
            return await self._fill(writing, now)

        wish = (self.customer, self.region, sorted(self.lines.items()), self.address.id, self.delivery)
        return Placing(
            NO_CART, key, agreed, self.payment.method, self.language, self.customer, fill=fill, wish=wish
        )

    async def _fill(self, writing: Statements, now: datetime) -> CartKey | Reason:
        rows = await writing.fetch(SOLD, list(self.lines), self.region, now)
        sold = {row["sku"]: row["id"] for row in rows}
        missing = [sku for sku in self.lines if sku not in sold]
        if missing:
            return OutOfStock(missing[0], 0)
        key = await make_cart(writing, self.region, self.language, self.customer, now)
        address = orjson.dumps({**self.address.parts, "country": self.address.country}).decode()
        await writing.execute(TERMS, key.id, self.email, address, self.delivery, CONSUMER)
        await writing.execute(PUT, key.id, [sold[sku] for sku in self.lines], list(self.lines.values()))
        return key
