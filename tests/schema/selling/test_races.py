"""Many shoppers at once, on the real database."""

import asyncio
import random
from contextlib import suppress
from typing import Any

import asyncpg

from store.balances import issue_gift_card
from store.orders.sweeping import sweep
from tests.schema.counter import NOW, TILL, Counter
from tests.schema.selling.journey import CHECKOUT, Shopper
from tests.store.selling.books import check_books, count_stock

LAST_ONE = "update stock set quantity = $2 from variants v where v.id = variant_id and v.sku = $1"


async def leave(counter: Counter, sku: str, quantity: int) -> None:
    """Have so many of it in the shop."""
    await counter.database.execute(LAST_ONE, sku, quantity)


def codes(payloads: list[dict[str, Any]]) -> list[str]:
    """All codes of user errors."""
    return sorted(error["code"] for payload in payloads for error in payload["userErrors"])


async def test_a_hundred_additions_at_once_give_the_exact_sum(own_counter: Counter) -> None:
    shopper = Shopper(own_counter)
    await shopper.change("cartCreate")
    line = {"sku": "faust-ebook", "quantity": 1}
    document = """mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) {
        cart { lines { quantity } } userErrors { code } } }"""
    given = {"cartId": shopper.cart["id"], "lines": [line]}
    await asyncio.gather(*(own_counter.ask(document, input=given) for _ in range(100)))
    read = "query ($id: ID!) { cart(id: $id) { version lines { sku quantity } } }"
    cart = (await own_counter.ask(read, id=shopper.cart["id"]))["cart"]
    assert cart == {"version": 100, "lines": [{"sku": "faust-ebook", "quantity": 100}]}


async def test_two_shoppers_want_the_last_one_and_one_gets_it(own_counter: Counter) -> None:
    await leave(own_counter, "faust-hc", 1)
    opening = await count_stock(own_counter.database)
    shoppers = [await Shopper(own_counter).fill({"faust-hc": 1}) for _ in range(2)]
    done = await asyncio.gather(*(shopper.check_out() for shopper in shoppers))
    assert sorted(payload["order"] is not None for payload in done) == [False, True]
    assert codes(done) == ["OUT_OF_STOCK"]
    [refused] = [payload for payload in done if payload["order"] is None]
    assert (refused["userErrors"][0]["sku"], refused["userErrors"][0]["available"]) == ("faust-hc", 0)
    await check_books(own_counter.database, opening)


async def test_one_request_sent_twenty_times_at_once_makes_one_order(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    done = await asyncio.gather(*(shopper.check_out(key="once") for _ in range(20)))
    assert len({payload["order"]["number"] for payload in done}) == 1
    assert sorted(payload["replayed"] for payload in done) == [False] + [True] * 19


async def test_one_cart_under_twenty_keys_makes_one_order(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    done = await asyncio.gather(*(shopper.check_out() for _ in range(20)))
    assert len([payload for payload in done if payload["order"]]) == 1
    assert codes(done) == ["CART_ORDERED"] * 19


async def test_one_key_from_ten_carts_makes_one_order(own_counter: Counter) -> None:
    shoppers = [await Shopper(own_counter).fill({"faust-ebook": 1}) for _ in range(10)]
    done = await asyncio.gather(*(shopper.check_out(key="shared") for shopper in shoppers))
    assert len([payload for payload in done if payload["order"]]) == 1
    assert codes(done) == ["KEY_REUSED"] * 9
    assert await own_counter.database.fetchval("select count(*) from orders") == 1


async def test_a_gift_card_is_spent_once_by_many(own_counter: Counter) -> None:
    async with own_counter.database.transaction() as writing:
        code = await issue_gift_card(writing, 1500, "EUR", NOW, paid_for=True)
    opening = await count_stock(own_counter.database)
    shoppers = [await Shopper(own_counter).fill({"faust-ebook": 1}) for _ in range(8)]
    for shopper in shoppers:
        assert (await shopper.change("cartGiftCardsUpdate", codes=[code]))["userErrors"] == []
    done = await asyncio.gather(*(shopper.check_out() for shopper in shoppers))
    assert all(payload["order"] for payload in done)
    spent = await own_counter.database.fetchval("select 1500 - amount from balances")
    assert spent == 1500
    await check_books(own_counter.database, opening)


async def test_a_promotion_for_three_orders_serves_three(own_counter: Counter) -> None:
    await own_counter.database.execute(
        "insert into promotions (code, percent, free_shipping, usage_limit, used)"
        " values ('THREE', 10, false, 3, 0)"
    )
    opening = await count_stock(own_counter.database)
    shoppers = [await Shopper(own_counter).fill({"kaffee-250": 1}) for _ in range(8)]
    for shopper in shoppers:
        await shopper.change("cartDiscountCodesUpdate", codes=["three"])
    done = await asyncio.gather(*(shopper.check_out() for shopper in shoppers))
    assert len([payload for payload in done if payload["order"]]) == 3
    assert codes(done) == ["PRICE_CHANGED"] * 5
    await check_books(own_counter.database, opening)


CUT = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() order by random() limit 1
"""
LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
CANCEL = "mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { userErrors { code } } }"


async def insist(counter: Counter, document: str, given: dict[str, Any]) -> dict[str, Any]:
    """Ask again as long as the connection is lost."""
    while True:
        try:
            return await counter.ask(document, input=given)
        except LOST:
            await asyncio.sleep(0.01)


async def test_shoppers_that_cross_and_lose_their_connections_leave_the_books_balanced(
    own_counter: Counter,
) -> None:
    """Thirty shoppers fight over a few pieces while connections are cut; all repeat, some cancel."""
    chance = random.Random(7)  # noqa: S311 - the same every time
    skus = ["faust-hc", "kaffee-250", "goldberg-cd"]
    for sku in skus:
        await leave(own_counter, sku, 12)
    opening = await count_stock(own_counter.database)
    carts = [
        {sku: chance.randint(1, 2) for sku in chance.sample(skus, chance.randint(1, 3))} for _ in range(30)
    ]
    shoppers = [await Shopper(own_counter).fill(cart) for cart in carts]

    async def walk(shopper: Shopper, number: int) -> None:
        request = shopper.request(key=f"walk {number}", method="test")
        if number % 5 == 0:
            await asyncio.sleep(chance.random() / 5)
            with suppress(*LOST):
                await own_counter.database.execute(CUT)
        first = await insist(own_counter, CHECKOUT, request)
        second = await insist(own_counter, CHECKOUT, request)
        done = [each["checkoutComplete"]["order"] for each in (first, second)]
        if done[0] is not None:
            assert done[1]["number"] == done[0]["number"]
        if done[1] is not None and number % 4 == 0:
            token = second["checkoutComplete"]["guestToken"]
            await insist(own_counter, CANCEL, {"orderId": done[1]["id"], "token": token})

    await asyncio.gather(*(walk(shopper, number) for number, shopper in enumerate(shoppers)))
    await sweep(own_counter.database, TILL, NOW)
    await check_books(own_counter.database, opening)
    sold = await own_counter.database.fetchval("select count(*) from orders where status = 'CONFIRMED'")
    assert sold > 5
