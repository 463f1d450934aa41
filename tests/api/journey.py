"""What a guest sends to the door, from the empty cart to the order."""

from typing import Any

import httpx

LINES = [{"sku": "faust-hc", "quantity": 1}, {"sku": "goldberg-cd", "quantity": 1}]

ADDRESSES = {
    "DE": {"country": "DE", "name": "Erika Mustermann", "street": "Unter den Linden 1", "city": "Berlin",
           "postcode": "10117"},
    "FR": {"country": "FR", "name": "Jeanne Dupont", "street": "1 rue de Rivoli", "city": "Paris",
           "postcode": "75001"},
    "GB": {"country": "GB", "name": "Jane Doe", "street": "10 Downing Street", "city": "London",
           "postcode": "SW1A 2AA"},
    "CH": {"country": "CH", "name": "Heidi Muster", "street": "Bahnhofstrasse 1", "city": "Zürich",
           "postcode": "8001"},
    "US": {"country": "US", "name": "Jane Doe", "street": "1 Main St", "city": "Plano",
           "subdivision": "TX", "postcode": "75074"},
    "JP": {"country": "JP", "name": "山田花子", "street": "丸の内1-1", "city": "千代田区",
           "subdivision": "東京都", "postcode": "100-0005"},
}  # fmt: skip

CART = """cart { id quote { totals { total { amount currency } } taxes { name rate } }
    readiness { isReady blocks { code message } } } userErrors { code message field }"""
CREATE = f"mutation ($input: CartCreateInput!) {{ cartCreate(input: $input) {{ {CART} }} }}"
BUYER = f"mutation ($input: CartBuyerUpdateInput!) {{ cartBuyerUpdate(input: $input) {{ {CART} }} }}"
ADDRESS = f"""mutation ($input: CartDeliveryAddressUpdateInput!) {{
    cartDeliveryAddressUpdate(input: $input) {{ {CART} }} }}"""
CHECKOUT = """mutation ($input: CheckoutCompleteInput!) { checkoutComplete(input: $input) {
    order { id number status paymentStatus total { amount currency formatted } lines { sku title }
        taxes { name rate tax { amount } } deliveryAddress { city } }
    guestToken replayed userErrors { code message } } }"""
ORDER = "query ($token: String!) { guestOrder(token: $token) { number total { amount currency } } }"


class Guest:
    """Somebody in one region: without an account, unless there is a token."""

    def __init__(
        self, client: httpx.AsyncClient, region: str, number: int = 0, token: str | None = None
    ) -> None:
        self.client = client
        self.region = region
        self.headers = {"X-Region": region}
        if token is not None:
            self.headers["Authorization"] = f"Bearer {token}"
        self.key = f"guest {region} {number}"
        self.request: dict[str, Any] = {}

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = await self.client.post(
            "/graphql",
            json={"query": document, "variables": variables},
            headers=self.headers,
        )
        body = answer.json()
        assert "errors" not in body, body
        data: dict[str, Any] = body["data"]
        return data

    async def fill(self, lines: list[dict[str, Any]]) -> dict[str, Any]:
        """A cart that is ready; remembers what to ask for at the checkout."""
        made = await self.ask(CREATE, input={"lines": lines})
        assert made["cartCreate"]["userErrors"] == []
        cart_id = made["cartCreate"]["cart"]["id"]
        await self.ask(BUYER, input={"cartId": cart_id, "email": "guest@example.org", "age": 40})
        given = {"cartId": cart_id, "address": ADDRESSES[self.region]}
        told = (await self.ask(ADDRESS, input=given))["cartDeliveryAddressUpdate"]
        assert told["userErrors"] == []
        cart: dict[str, Any] = told["cart"]
        self.request = {
            "cartId": cart_id,
            "idempotencyKey": self.key,
            "agreedTotal": cart["quote"]["totals"]["total"],
            "payment": {"method": "invoice"},
        }
        return cart

    async def check_out(self) -> dict[str, Any]:
        """Complete the checkout; its payload."""
        payload: dict[str, Any] = (await self.ask(CHECKOUT, input=self.request))["checkoutComplete"]
        return payload
