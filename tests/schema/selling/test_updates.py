"""What a client is told of an order as it happens."""

import asyncio
from typing import Any

from graphql import ExecutionResult, parse, subscribe

from regions.lawbook import lawbook
from schema.context import Visit, Wish, choose_context
from store.orders.handling import mark_shipped
from tests.schema.counter import KEYS, NOW, Counter, shop_schema
from tests.schema.selling.journey import Shopper

DOCUMENT = """subscription ($id: ID!, $token: String) {
    orderUpdated(id: $id, token: $token) { fulfilmentStatus } }"""


async def follow(counter: Counter, **variables: Any) -> Any:
    """The stream of a subscription, or the refusal of one."""
    storefronts = lawbook().storefronts
    shop = choose_context([Wish("DE")], storefronts, default_region="DE", now=NOW)
    visit = Visit(counter.database, shop, storefronts, KEYS, counter.person)
    stream = subscribe(shop_schema().schema, parse(DOCUMENT), context_value=visit, variable_values=variables)
    return await stream if asyncio.iscoroutine(stream) else stream


async def test_an_order_is_told_at_once_and_when_it_ships(own_counter: Counter) -> None:
    done = await (await Shopper(own_counter).fill({"faust-hc": 1})).check_out()
    stream = await follow(own_counter, id=done["order"]["id"], token=done["guestToken"])
    first = await anext(stream)
    order = await own_counter.database.fetchval("select id from orders")
    await mark_shipped(own_counter.database, order, NOW, NOW)
    second = await asyncio.wait_for(anext(stream), 20)
    await stream.aclose()
    assert [told.data["orderUpdated"]["fulfilmentStatus"] for told in (first, second)] == [
        "UNFULFILLED",
        "SHIPPED",
    ]


async def test_a_stranger_is_told_nothing(own_counter: Counter) -> None:
    done = await (await Shopper(own_counter).fill({"faust-hc": 1})).check_out()
    for token in (None, "guessed"):
        stream = await follow(own_counter, id=done["order"]["id"], token=token)
        told = stream if isinstance(stream, ExecutionResult) else await anext(stream)
        assert told.errors is not None
        assert told.errors[0].extensions == {"code": "ORDER_NOT_FOUND"}
