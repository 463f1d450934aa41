"""Ada, who keeps things with the shop, and others who would like to see them."""

from dataclasses import dataclass, replace
from typing import Any

import orjson

from schema.identity import NodeType, write_id
from store.accounts.tokens import Audience
from store.credits import give_credit
from store.database import Database
from tests.schema.counter import KEYS, NOW, Counter
from tests.schema.selling.buyer import save
from tests.schema.selling.journey import BERLIN, Shopper

MARKER = "adas-marker"
REGISTER = """mutation($email: String!, $name: String) {
  customerRegister(input: {email: $email, password: "correct horse battery", publicName: $name}) {
    tokens { accessToken refreshToken } } }"""
ADDRESS = """mutation($address: AddressInput!) {
  addressCreate(input: {address: $address}) { address { id } userErrors { code } } }"""
REVIEW = """mutation($product: ID!) {
  reviewSubmit(input: {productId: $product, rating: 4, body: "Noch immer lesenswert, auch im Alter."}) {
    review { id } userErrors { code } } }"""
KEPT = """
select to_jsonb(kept) from (select * from customers where id = $1) kept
union all select to_jsonb(kept) from (select * from addresses where customer_id = $1) kept
union all select to_jsonb(kept) from (select * from carts where customer_id = $1) kept
union all select to_jsonb(kept) from (select * from orders where customer_id = $1) kept
union all select to_jsonb(kept) from (select * from payment_methods where customer_id = $1) kept
union all select to_jsonb(kept) from (select * from balances where customer_id = $1) kept
union all select to_jsonb(kept) from (select * from sessions where customer_id = $1) kept
union all select to_jsonb(kept) from (select * from reviews where customer_id = $1) kept
"""


async def join(counter: Counter, name: str) -> tuple[Counter, str]:
    """The counter asked by a new customer, and their refresh token."""
    told = await counter.ask(REGISTER, email=f"{name}@example.org", name="A reader")
    tokens = told["customerRegister"]["tokens"]
    person = KEYS.read(tokens["accessToken"], Audience.CUSTOMER, NOW)
    assert person is not None
    return replace(counter, person=person), tokens["refreshToken"]


@dataclass(frozen=True)
class Belongings:
    """Ids and keys of what is Ada's."""

    customer: int
    address: str
    cart: str
    order: str
    review: str
    payment: str
    product: str
    guest_token: str
    refresh_token: str

    async def kept(self, database: Database) -> list[Any]:
        """All that the shop keeps of it."""
        rows = [orjson.loads(row[0]) for row in await database.fetch(KEPT, self.customer)]
        return sorted(rows, key=str)


async def settle(counter: Counter) -> tuple[Counter, Belongings]:
    """Ada's counter, and what she has kept with the shop."""
    ada, refresh = await join(counter, MARKER)
    assert ada.person is not None
    place = {**BERLIN, "street": f"{MARKER} 1", "name": MARKER}
    address = (await ada.ask(ADDRESS, address=place))["addressCreate"]["address"]["id"]
    shopper = await Shopper(ada).fill({"faust-hc": 1}, place)
    done = await shopper.check_out()
    open_cart = await Shopper(ada).fill({"faust-hc": 1}, place)
    product = await ada.database.fetchval("select id from products where sku = 'faust'")
    review = await ada.ask(REVIEW, product=write_id(NodeType.PRODUCT, product))
    kept = await save(ada, MARKER)
    async with ada.database.transaction() as writing:
        await give_credit(writing, ada.person.id, "EUR", 500, NOW, paid_for=True)
    return ada, Belongings(
        customer=ada.person.id,
        address=address,
        cart=open_cart.cart["id"],
        order=done["order"]["id"],
        review=review["reviewSubmit"]["review"]["id"],
        payment=kept["paymentMethod"]["id"],
        product=write_id(NodeType.PRODUCT, product),
        guest_token=done["guestToken"] or "",
        refresh_token=refresh,
    )
