"""Problems that customers report at the counter, and what stops because of them."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

from regions.lawbook import lawbook
from schema.identity import NodeType, write_id
from store.accounts.tokens import Audience, Person
from tests.schema.counter import NOW, Counter
from tests.schema.selling.journey import Shopper
from tests.store.buyers import deliver, new_customer, product_of

REPORT = """mutation($product: ID!, $order: ID!, $kind: ProblemKind!) {
  problemReport(input: {productId: $product, orderId: $order, kind: $kind, text: "Oh"}) {
    accepted pulled thanks userErrors { code field } } }"""
SOLD = """
select count(*) from order_lines line join orders o on o.id = line.order_id
where line.sku = 'faust-hc' and o.delivered_at is null
"""
SHOPS = [
    f'{code}: storefront(region: "{code}") {{ product(sku: "faust-hc") {{ sku }} }}'
    for code in lawbook().storefronts
]
EVERYWHERE = f"{{ {' '.join(SHOPS)} }}"


class Buyer:
    """Somebody to whom the novel was delivered."""

    def __init__(self, counter: Counter, number: int, order: int) -> None:
        self.counter = replace(counter, person=Person(Audience.CUSTOMER, number, uuid4()))
        self.order = order

    async def report(self, kind: str = "DAMAGED") -> dict[str, Any]:
        """Report a problem with the novel; the payload."""
        product = write_id(NodeType.PRODUCT, await product_of(self.counter.database, "faust"))
        order = write_id(NodeType.ORDER, self.order)
        told = await self.counter.ask(REPORT, product=product, order=order, kind=kind)
        payload: dict[str, Any] = told["problemReport"]
        return payload


async def buyer(counter: Counter, name: str) -> Buyer:
    """A new customer who has received the novel."""
    number = await new_customer(counter.database, name, NOW)
    return Buyer(counter, number, await deliver(counter.database, number, "faust-hc", NOW))


async def test_the_second_report_takes_the_product_out_of_every_shop(own_counter: Counter) -> None:
    asker = own_counter.at("DE", "en")
    shopper = await Shopper(own_counter).fill({"faust-hc": 1, "goldberg-cd": 1})
    first = await (await buyer(asker, "Ada")).report()
    assert first == {
        "accepted": True,
        "pulled": False,
        "thanks": "Thank you. We look into it before anybody else is disappointed.",
        "userErrors": [],
    }
    assert any((await own_counter.ask(EVERYWHERE)).values())
    assert (await (await buyer(asker, "Bob")).report())["pulled"]
    assert {shop["product"] for shop in (await own_counter.ask(EVERYWHERE)).values()} == {None}
    refused = await shopper.check_out()
    assert (refused["order"], [each["code"] for each in refused["userErrors"]]) == (None, ["OUT_OF_STOCK"])
    read = "query($id: ID!) { cart(id: $id) { readiness { isReady } notices { __typename } } }"
    cart = (await own_counter.ask(read, id=shopper.cart["id"]))["cart"]
    assert (cart["readiness"]["isReady"], cart["notices"]) == (False, [{"__typename": "LineUnavailable"}])


async def test_others_orders_prove_nothing(own_counter: Counter) -> None:
    ada, bob = await buyer(own_counter, "Ada"), await buyer(own_counter, "Bob")
    bob.order = ada.order
    assert (await bob.report("UNSAFE"))["userErrors"] == [{"code": "NOT_FOUND", "field": ["orderId"]}]
    assert (await ada.report("UNSAFE"))["pulled"]


async def test_no_order_is_accepted_once_the_second_report_is_answered(own_counter: Counter) -> None:
    database = own_counter.database
    await database.execute("update stock set quantity = 1000")
    shoppers = [await Shopper(own_counter).fill({"faust-hc": 1}) for _ in range(24)]
    first, second = await buyer(own_counter, "Ada"), await buyer(own_counter, "Bob")
    await first.report()
    accepted_at_the_answer = -1

    async def stop() -> None:
        nonlocal accepted_at_the_answer
        await asyncio.sleep(0.2)
        assert (await second.report())["pulled"]
        accepted_at_the_answer = await database.fetchval(SOLD)

    async def buy(place: int, shopper: Shopper) -> bool:
        await asyncio.sleep(place * 0.03)
        return (await shopper.check_out())["order"] is not None

    sold = await asyncio.gather(*(buy(place, shopper) for place, shopper in enumerate(shoppers)), stop())
    assert sum(bool(each) for each in sold) == accepted_at_the_answer == await database.fetchval(SOLD)
    assert accepted_at_the_answer < len(shoppers)
