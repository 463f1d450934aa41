"""Buying in one step, with what is on file."""

import asyncio
from typing import Any

from tests.schema.counter import Counter
from tests.schema.selling.buyer import furnish, save, sign_up
from tests.schema.selling.journey import Shopper
from tests.store.selling.books import check_books, count_stock

QUOTE = """query ($lines: [BasketLineInput!]!) { quote(basket: {lines: $lines}) {
    totals { total { amount currency } } } }"""
BUY = """mutation ($input: OneClickBuyInput!) { oneClickBuy(input: $input) {
    order { number status paymentStatus total { amount } lines { sku quantity } deliveryAddress { city } }
    guestToken paymentSecret replayed
    userErrors { __typename code field ... on NotReady { block } ... on OutOfStock { sku available } } } }"""
FILE = "{ me { paymentMethods { method label } } }"
DELETE = """mutation ($input: PaymentMethodDeleteInput!) { paymentMethodDelete(input: $input) {
    deletedId userErrors { code field } } }"""
FAUST = [{"sku": "faust-hc", "quantity": 1}]


async def request(counter: Counter, lines: Any = None, **changes: Any) -> dict[str, Any]:
    """What is asked for, at the total that a quote tells."""
    wanted = lines or FAUST
    quote = (await counter.ask(QUOTE, lines=wanted))["quote"]
    total = quote["totals"]["total"]
    return {"lines": wanted, "idempotencyKey": "once", "agreedTotal": total, **changes}


async def buy(counter: Counter, given: dict[str, Any]) -> dict[str, Any]:
    """The payload of buying."""
    payload: dict[str, Any] = (await counter.ask(BUY, input=given))["oneClickBuy"]
    return payload


def codes(payload: dict[str, Any]) -> list[str]:
    """Codes of the user errors."""
    return [error["code"] for error in payload["userErrors"]]


async def test_a_customer_buys_in_one_step(own_counter: Counter) -> None:
    opening = await count_stock(own_counter.database)
    customer = await furnish(own_counter)
    done = await buy(customer, await request(customer))
    assert done["userErrors"] == []
    assert (done["order"]["status"], done["order"]["paymentStatus"]) == ("CONFIRMED", "PAID")
    assert done["order"]["lines"] == [{"sku": "faust-hc", "quantity": 1}]
    assert done["order"]["deliveryAddress"] == {"city": "Berlin"}
    assert (done["guestToken"], done["replayed"]) == (None, False)
    payer = await own_counter.database.fetchval("select payer from payments")
    assert payer is not None
    assert payer.startswith("test-customer-")
    await check_books(own_counter.database, opening)


async def test_twenty_clicks_with_one_key_make_one_order_and_one_cart(own_counter: Counter) -> None:
    customer = await furnish(own_counter)
    given = await request(customer)
    done = await asyncio.gather(*(buy(customer, given) for _ in range(20)))
    assert len({payload["order"]["number"] for payload in done}) == 1
    assert sorted(payload["replayed"] for payload in done) == [False] + [True] * 19
    for table in ("orders", "carts", "payments"):
        assert await own_counter.database.fetchval(f"select count(*) from {table}") == 1  # noqa: S608


async def test_the_same_key_with_other_goods_is_refused(own_counter: Counter) -> None:
    customer = await furnish(own_counter)
    assert codes(await buy(customer, await request(customer))) == []
    other = await request(customer, [{"sku": "faust-hc", "quantity": 2}])
    assert codes(await buy(customer, other)) == ["KEY_REUSED"]
    assert codes(await buy(customer, {**other, "idempotencyKey": "another"})) == []


async def test_another_total_than_the_one_agreed_buys_nothing(own_counter: Counter) -> None:
    customer = await furnish(own_counter)
    cheap = {"agreedTotal": {"amount": "1.00", "currency": "EUR"}}
    assert codes(await buy(customer, await request(customer, **cheap))) == ["PRICE_CHANGED"]
    assert await own_counter.database.fetchval("select count(*) from carts") == 0
    assert codes(await buy(customer, await request(customer))) == []


async def test_what_is_missing_is_named(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    [error] = (await buy(customer, await request(customer)))["userErrors"]
    assert (error["code"], error["block"]) == ("NOT_READY", "ADDRESS_MISSING")
    given = await request(customer, [{"sku": "no-such-thing", "quantity": 1}])
    furnished = await furnish(own_counter, email="other@example.org")
    [error] = (await buy(furnished, given))["userErrors"]
    assert (error["__typename"], error["sku"], error["available"]) == ("OutOfStock", "no-such-thing", 0)
    assert codes(await buy(furnished, {**given, "lines": []})) == ["BAD_INPUT"]


async def test_a_guest_cannot_click(own_counter: Counter) -> None:
    given = await request(own_counter)
    assert (await own_counter.refusal(BUY, input=given))["code"] == "SIGN_IN_REQUIRED"


async def test_a_card_that_is_declined_leaves_the_goods_held(own_counter: Counter) -> None:
    customer = await furnish(own_counter, "decline")
    done = await buy(customer, await request(customer))
    assert codes(done) == ["PAYMENT_FAILED"]
    assert (done["order"]["status"], done["order"]["paymentStatus"]) == ("PENDING_PAYMENT", "FAILED")


async def test_means_of_payment_are_listed_and_forgotten_by_their_owner_alone(own_counter: Counter) -> None:
    customer = await furnish(own_counter)
    kept = (await save(customer, "second"))["paymentMethod"]
    assert (await save(customer, "second"))["paymentMethod"] == kept
    listed = (await customer.ask(FILE))["me"]["paymentMethods"]
    assert listed == [{"method": "test", "label": "test second"}, {"method": "test", "label": "test card"}]
    stranger = await sign_up(own_counter, "other@example.org")
    refused = (await stranger.ask(DELETE, input={"id": kept["id"]}))["paymentMethodDelete"]
    assert refused == {"deletedId": None, "userErrors": [{"code": "NOT_FOUND", "field": ["id"]}]}
    gone = (await customer.ask(DELETE, input={"id": kept["id"]}))["paymentMethodDelete"]
    assert gone == {"deletedId": kept["id"], "userErrors": []}
    assert len((await customer.ask(FILE))["me"]["paymentMethods"]) == 1


async def test_what_a_provider_will_not_keep_is_refused(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    for method, token in (("test", "refuse"), ("invoice", "card"), ("nobody", "card"), ("test", "x" * 61)):
        told = await save(customer, token, method)
        assert told["userErrors"] == [{"code": "UNKNOWN_PAYMENT_METHOD", "field": ["token"]}]
    assert (await save(customer, "card"))["userErrors"] == []


async def test_a_card_on_file_pays_for_its_owner_alone(own_counter: Counter) -> None:
    owner = await furnish(own_counter)
    for shopper, pays in ((own_counter, False), (owner, True)):
        cart = await Shopper(shopper).fill({"faust-ebook": 1})
        done = await cart.check_out(payment={"method": "test", "token": "card"})
        assert done["userErrors"] == []
        payer = await own_counter.database.fetchval("select payer from payments order by id desc limit 1")
        assert (payer is not None) == pays
