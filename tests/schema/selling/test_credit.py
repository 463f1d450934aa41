"""Customers' credit: given by the shop, spent at a checkout, never below nothing."""

import asyncio
from typing import Any

import pytest

from store.credits import give_credit
from tests.schema.counter import NOW, Counter
from tests.schema.selling.buyer import sign_up
from tests.schema.selling.journey import Shopper
from tests.store.selling.books import check_books, count_stock

CREDITS = "{ me { credits { balance { amount currency } isPaidFor } } }"
AMOUNTS = "select sum(amount)::bigint from balances where kind = 'CREDIT'"
CANCEL = "mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { userErrors { code } } }"


async def give(customer: Counter, amount: int, currency: str = "EUR", *, paid_for: bool = True) -> None:
    """Credit in minor units."""
    assert customer.person is not None
    async with customer.database.transaction() as writing:
        await give_credit(writing, customer.person.id, currency, amount, NOW, paid_for=paid_for)


async def fill(customer: Counter, sku: str = "kaffee-250") -> Shopper:
    """A cart that credit pays for."""
    shopper = await Shopper(customer).fill({sku: 1})
    assert (await shopper.change("cartCreditUpdate", use=True))["userErrors"] == []
    return shopper


async def payable(done: dict[str, Any]) -> str:
    """What remained to be paid."""
    amount: str = done["order"]["payable"]["amount"]
    return amount


async def test_credit_pays_after_the_total_and_what_is_left_is_told(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    await give(customer, 200)
    await give(customer, 100)
    shopper = await fill(customer)
    total = float(shopper.total["amount"])
    done = await shopper.check_out(method="test")
    assert done["userErrors"] == []
    assert float(await payable(done)) == pytest.approx(total - 3)
    assert (await customer.ask(CREDITS))["me"]["credits"] == []


async def test_credit_that_covers_everything_needs_no_other_payment(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    await give(customer, 100_000)
    done = await (await fill(customer)).check_out(method="test")
    assert (done["order"]["status"], done["order"]["paymentStatus"]) == ("CONFIRMED", "PAID")
    assert await customer.database.fetchval("select count(*) from payments") == 0
    [left] = (await customer.ask(CREDITS))["me"]["credits"]
    assert left["isPaidFor"] is True
    assert float(left["balance"]["amount"]) + float(done["order"]["total"]["amount"]) == pytest.approx(1000)


async def test_a_cancelled_order_gives_credit_back(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    await give(customer, 300)
    done = await (await fill(customer)).check_out(method="invoice")
    assert await customer.database.fetchval(AMOUNTS) == 0
    for _ in range(2):
        await customer.ask(CANCEL, input={"orderId": done["order"]["id"]})
    assert await customer.database.fetchval(AMOUNTS) == 300


async def test_ten_carts_that_race_for_one_credit_spend_it_once(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    await give(customer, 1000)
    opening = await count_stock(customer.database)
    shoppers = [await fill(customer, "faust-ebook") for _ in range(10)]
    done = await asyncio.gather(*(shopper.check_out(method="test") for shopper in shoppers))
    assert all(payload["order"] for payload in done)
    assert await customer.database.fetchval(AMOUNTS) == 0
    spent = "select -sum(amount)::bigint from balance_entries where kind = 'SPENT'"
    assert await customer.database.fetchval(spent) == 1000
    await check_books(customer.database, opening)


async def test_gift_cards_are_changed_and_credit_stays(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    await give(customer, 300)
    shopper = await fill(customer)
    await shopper.change("cartGiftCardsUpdate", codes=[])
    read = "query ($id: ID!) { cart(id: $id) { giftCards { type balance { amount } } } }"
    cart = (await customer.ask(read, id=shopper.cart["id"]))["cart"]
    assert cart["giftCards"] == [{"type": "CREDIT", "balance": {"amount": "3.00"}}]
    await shopper.change("cartCreditUpdate", use=False)
    assert (await customer.ask(read, id=shopper.cart["id"]))["cart"]["giftCards"] == []


async def test_nobody_else_spends_it(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    await give(customer, 300)
    shopper = await fill(customer)
    for other in (own_counter, await sign_up(own_counter, "other@example.org")):
        thief = Shopper(other, shopper.cart)
        refused = await thief.check_out(method="test")
        assert (refused["order"], [error["code"] for error in refused["userErrors"]]) == (None, ["NOT_READY"])
    assert (await shopper.check_out(method="test"))["userErrors"] == []


async def test_a_guest_has_no_credit(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"kaffee-250": 1})
    document = "mutation ($input: CartCreditUpdateInput!) { cartCreditUpdate(input: $input) { cart { id } } }"
    refused = await own_counter.refusal(document, input={"cartId": shopper.cart["id"], "use": True})
    assert refused["code"] == "SIGN_IN_REQUIRED"


async def test_a_gift_of_the_shop_does_not_pay_for_a_fixed_price_and_money_does(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    await give(customer, 500, paid_for=False)
    await give(customer, 500, paid_for=True)
    done = await (await fill(customer, "faust-hc")).check_out(method="test")
    assert done["userErrors"] == []
    left = await customer.database.fetch("select paid_for, amount from balances order by paid_for")
    assert [tuple(row) for row in left] == [(False, 201), (True, 0)]  # the gift pays for delivery alone


async def test_credit_of_another_currency_stays_where_it_is(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    await give(customer, 500, "GBP")
    done = await (await fill(customer)).check_out(method="test")
    assert done["order"]["payable"] == done["order"]["total"]
    assert await customer.database.fetchval(AMOUNTS) == 500
