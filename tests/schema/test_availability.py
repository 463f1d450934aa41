"""What a client is told of variants as they run out, come back and leave the shop."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any

import pytest
from graphql import ExecutionResult, parse, subscribe

from regions.lawbook import lawbook
from schema.context import Visit, Wish, choose_context
from store.restocking import set_stock
from tests.schema.counter import KEYS, NOW, Counter, shop_schema
from tests.schema.selling.journey import Shopper

DOCUMENT = """subscription ($skus: [String!]!) {
    availabilityChanged(skus: $skus) { sku availability { inStock label } } }"""


async def watch(counter: Counter, skus: Sequence[str], region: str = "DE") -> Any:
    """The stream of a subscription in English, or its refusal."""
    storefronts = lawbook().storefronts
    shop = choose_context([Wish(region, "en")], storefronts, default_region="DE", now=NOW)
    visit = Visit(counter.database, shop, storefronts, KEYS)
    stream = subscribe(
        shop_schema().schema, parse(DOCUMENT), context_value=visit, variable_values={"skus": list(skus)}
    )
    return await stream if asyncio.iscoroutine(stream) else stream


async def told(stream: AsyncIterator[ExecutionResult]) -> tuple[str, bool | None]:
    """The next event."""
    data = (await asyncio.wait_for(anext(stream), 20)).data
    assert data is not None
    event = data["availabilityChanged"]
    return event["sku"], event["availability"] and event["availability"]["inStock"]


async def test_each_is_told_at_once_and_then_when_the_last_one_is_sold(own_counter: Counter) -> None:
    last = "update stock set quantity = 1 from variants v where v.id = variant_id and v.sku = 'faust-hc'"
    await own_counter.database.execute(last)
    async with aclosing(await watch(own_counter, ["faust-hc", "goldberg-cd", "faust-hc"])) as stream:
        assert [await told(stream), await told(stream)] == [("faust-hc", True), ("goldberg-cd", True)]
        await (await Shopper(own_counter).fill({"faust-hc": 1})).check_out()
        assert await told(stream) == ("faust-hc", False)
        await set_stock(own_counter.database, lawbook(), "faust-hc", "main", 3, actor=None, now=NOW)
        assert await told(stream) == ("faust-hc", True)


async def test_what_is_not_sold_there_is_null(own_counter: Counter) -> None:
    async with aclosing(await watch(own_counter, ["no-such-thing", "faust-hc"])) as stream:
        assert [await told(stream), await told(stream)] == [("no-such-thing", None), ("faust-hc", True)]
        await own_counter.database.execute("delete from shelf_prices where storefront = 'DE'")
        assert await told(stream) == ("faust-hc", None)


async def test_it_is_said_in_the_language_of_the_context(own_counter: Counter) -> None:
    async with aclosing(await watch(own_counter, ["faust-hc"], "GB")) as stream:
        first = await anext(stream)
    assert first.data == {
        "availabilityChanged": {"sku": "faust-hc", "availability": {"inStock": True, "label": "In stock"}}
    }


@pytest.mark.parametrize("number", [0, 101])
async def test_none_and_too_many_are_refused(own_counter: Counter, number: int) -> None:
    refused = await watch(own_counter, [f"sku-{each}" for each in range(number)])
    assert refused.errors is not None
    assert refused.errors[0].extensions == {"code": "TOO_MANY_IDS", "largest": 100}
    assert refused.errors[0].message == "From 1 to 100 numbers can be watched at once."
