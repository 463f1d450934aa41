"""The way from an empty cart to an order, as a shopper walks it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.schema.counter import Counter

CART = (
    "cart { id version quote { totals { total { amount currency } } } readiness { isReady blocks { code } } }"
)
ERRORS = "userErrors { __typename code message field }"
ORDER = """order { id number status paymentStatus fulfilmentStatus returnStatus availableActions
    total { amount } payable { amount } lines { sku title quantity total { amount } }
    taxes { name rate tax { amount } } timeline { kind } }"""
CHECKOUT = f"""mutation ($input: CheckoutCompleteInput!) {{ checkoutComplete(input: $input) {{
    {ORDER} guestToken replayed
    userErrors {{ __typename code message field ... on OutOfStock {{ sku available }} }} }} }}"""

BERLIN = {
    "country": "DE", "name": "Erika Mustermann", "street": "Unter den Linden 1", "city": "Berlin",
    "postcode": "10117",
}  # fmt: skip


@dataclass
class Shopper:
    """Somebody with a cart."""

    counter: Counter
    cart: dict[str, Any] = field(default_factory=dict)

    async def change(self, name: str, **given: Any) -> dict[str, Any]:
        """Run a mutation of the cart; its payload."""
        kind = name[0].upper() + name[1:]
        document = f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ {CART} {ERRORS} }} }}"
        known = {"cartId": self.cart["id"]} if self.cart else {}
        payload: dict[str, Any] = (await self.counter.ask(document, input={**known, **given}))[name]
        if payload["cart"] is not None:
            self.cart = payload["cart"]
        return payload

    async def fill(self, lines: dict[str, int], address: dict[str, str] | None = None) -> "Shopper":
        """A cart that is ready."""
        await self.change("cartCreate")
        asked = [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()]
        assert (await self.change("cartLinesAdd", lines=asked))["userErrors"] == []
        await self.change("cartBuyerUpdate", email="erika@example.org", age=40)
        told = await self.change("cartDeliveryAddressUpdate", address=address or BERLIN)
        assert told["userErrors"] == []
        return self

    @property
    def total(self) -> dict[str, str]:
        """What the cart said that it comes to."""
        total: dict[str, str] = self.cart["quote"]["totals"]["total"]
        return total

    def request(self, key: str | None = None, method: str = "invoice", **changes: Any) -> dict[str, Any]:
        """What is asked for with a checkout."""
        return {
            "cartId": self.cart["id"],
            "idempotencyKey": key or uuid4().hex,
            "agreedTotal": self.total,
            "payment": {"method": method},
            **changes,
        }

    async def check_out(self, **given: Any) -> dict[str, Any]:
        """Complete the checkout; its payload."""
        request = self.request(**given)
        payload: dict[str, Any] = (await self.counter.ask(CHECKOUT, input=request))["checkoutComplete"]
        return payload
