"""Checkout: one order or none, and what the shopper is told."""

import asyncio
from dataclasses import replace

import pytest

from store.accounts.customers import Registration, register
from store.accounts.sessions import Opened
from tests.schema.counter import NOW, Counter
from tests.schema.selling.journey import Shopper


async def test_a_guest_buys_a_novel_and_coffee_in_germany(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1, "kaffee-250": 2})
    assert shopper.cart["readiness"] == {"isReady": True, "blocks": []}
    assert shopper.total == {"amount": "33.97", "currency": "EUR"}
    done = await shopper.check_out()
    assert done["userErrors"] == []
    order = done["order"]
    assert (order["status"], order["paymentStatus"]) == ("CONFIRMED", "AUTHORISED")
    assert [(line["sku"], line["title"], line["quantity"]) for line in order["lines"]] == [
        ("faust-hc", "Faust", 1),
        ("kaffee-250", "Hauskaffee, gemahlen", 2),
    ]
    assert [event["kind"] for event in order["timeline"]] == ["PLACED", "AUTHORISE"]
    assert order["availableActions"] == ["CANCEL", "WITHDRAW"]
    found = await own_counter.ask(
        "query ($token: String!) { guestOrder(token: $token) { number } }", token=done["guestToken"]
    )
    assert found == {"guestOrder": {"number": order["number"]}}


async def test_the_same_key_replays_and_another_request_with_it_is_refused(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    first = await shopper.check_out(key="k")
    again = await shopper.check_out(key="k")
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["order"] == first["order"]
    other = await shopper.check_out(key="k", method="prepayment")
    assert [error["code"] for error in other["userErrors"]] == ["KEY_REUSED"]
    second = await Shopper(own_counter).fill({"faust-ebook": 1})
    elsewhere = await second.check_out(key="k")
    assert [error["code"] for error in elsewhere["userErrors"]] == ["KEY_REUSED"]


async def test_a_cart_becomes_one_order_at_most(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    assert (await shopper.check_out())["order"] is not None
    again = await shopper.check_out()
    assert [error["code"] for error in again["userErrors"]] == ["CART_ORDERED"]
    late = await shopper.change("cartLinesAdd", lines=[{"sku": "faust-ebook", "quantity": 1}])
    assert [error["code"] for error in late["userErrors"]] == ["CART_ORDERED"]


async def test_another_total_than_the_agreed_one_stores_nothing(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    done = await shopper.check_out(agreedTotal={"amount": "0.01", "currency": "EUR"})
    assert [error["__typename"] for error in done["userErrors"]] == ["PriceChanged"]
    assert await own_counter.database.fetchval("select count(*) from orders") == 0
    assert (await shopper.check_out())["userErrors"] == []


async def test_what_is_missing_is_told_by_the_cart_and_by_the_checkout(own_counter: Counter) -> None:
    shopper = Shopper(own_counter)
    await shopper.change("cartCreate", lines=[{"sku": "faust-hc", "quantity": 1}])
    blocks = [block["code"] for block in shopper.cart["readiness"]["blocks"]]
    assert blocks == ["BUYER_MISSING", "ADDRESS_MISSING"]
    done = await shopper.check_out()
    assert [error["__typename"] for error in done["userErrors"]] == ["NotReady", "NotReady"]


@pytest.mark.parametrize(
    ("token", "status", "payment", "codes"),
    [
        (None, "CONFIRMED", "PAID", []),
        ("authorise", "CONFIRMED", "AUTHORISED", []),
        ("pending", "PENDING_PAYMENT", "PENDING", []),
        ("silent", "PENDING_PAYMENT", "PENDING", []),
        ("decline", "PENDING_PAYMENT", "FAILED", ["PAYMENT_FAILED"]),
    ],
)
async def test_the_test_provider_fails_as_it_is_told(
    own_counter: Counter, token: str | None, status: str, payment: str, codes: list[str]
) -> None:
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    done = await shopper.check_out(payment={"method": "test", "token": token})
    assert (done["order"]["status"], done["order"]["paymentStatus"]) == (status, payment)
    assert [error["code"] for error in done["userErrors"]] == codes


async def test_a_declined_payment_can_be_tried_again_with_a_new_key(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    declined = await shopper.check_out(payment={"method": "test", "token": "decline"})
    paid = await shopper.check_out(method="test")
    assert paid["order"]["number"] == declined["order"]["number"]
    assert paid["order"]["paymentStatus"] == "PAID"


async def test_cancelling_gives_the_goods_back_and_happens_once(own_counter: Counter) -> None:
    database = own_counter.database
    counted = "select sum(quantity) from stock join variants v on v.id = variant_id where v.sku = 'faust-hc'"
    before = await database.fetchval(counted)
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    done = await shopper.check_out(method="test")
    assert await database.fetchval(counted) == before - 1
    given = {"orderId": done["order"]["id"], "token": done["guestToken"]}
    document = """mutation ($input: OrderCancelInput!) { orderCancel(input: $input) {
        order { status paymentStatus availableActions } userErrors { code } } }"""
    first = (await own_counter.ask(document, input=given))["orderCancel"]
    again = (await own_counter.ask(document, input=given))["orderCancel"]
    assert first["order"] == {"status": "CANCELLED", "paymentStatus": "REFUNDED", "availableActions": []}
    assert [error["code"] for error in again["userErrors"]] == ["NOT_POSSIBLE_NOW"]
    assert await database.fetchval(counted) == before
    stranger = (await own_counter.ask(document, input={"orderId": given["orderId"]}))["orderCancel"]
    assert [error["code"] for error in stranger["userErrors"]] == ["NOT_FOUND"]


async def test_nobody_waits_for_a_writer_of_the_same_product(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    held = "select id from products where sku = 'faust' for no key update"
    async with own_counter.database.transaction() as writing:
        await writing.execute(held)
        done = await asyncio.wait_for(shopper.check_out(), 30)
    assert done["userErrors"] == []


PROMISED = """query ($id: ID!) { cart(id: $id) { deliveryPromise { earliest latest orderBy label }
    lines { variant { deliveryPromise { latest } } } } }"""


async def test_delivery_is_promised_as_dates_and_the_order_keeps_the_promise(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter.at("DE", "en")).fill({"faust-hc": 1, "faust-ebook": 1})
    cart = (await own_counter.at("DE", "en").ask(PROMISED, id=shopper.cart["id"]))["cart"]
    assert cart["deliveryPromise"] == {
        "earliest": "2026-11-25",
        "latest": "2026-11-26",
        "orderBy": "2026-11-23T14:00:00+01:00",
        "label": "Arrives between 25 November 2026 and 26 November 2026",
    }
    assert [line["variant"]["deliveryPromise"] for line in cart["lines"]] == [{"latest": "2026-11-26"}, None]
    done = await shopper.check_out()
    document = "query ($token: String!) { guestOrder(token: $token) { promisedBy } }"
    order = (await own_counter.ask(document, token=done["guestToken"]))["guestOrder"]
    assert order == {"promisedBy": "2026-11-26"}


async def test_a_cart_that_was_begun_as_a_guest_becomes_the_order_of_who_signs_in(
    own_counter: Counter,
) -> None:
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    wanted = Registration(
        email="erika@example.org", password="a long password", public_name=None, language="de", region="DE"
    )
    opened = await register(own_counter.database, wanted, NOW)
    assert isinstance(opened, Opened)
    signed_in = replace(own_counter, person=opened.person)
    shopper.counter = signed_in
    done = await shopper.check_out()
    assert done["guestToken"] is None
    read = "query ($id: ID!) { order(id: $id) { number } }"
    mine = {"order": {"number": done["order"]["number"]}}
    assert await signed_in.ask(read, id=done["order"]["id"]) == mine
    assert await own_counter.ask(read, id=done["order"]["id"]) == {"order": None}
    assert await signed_in.ask("{ orders { number } }") == {"orders": [mine["order"]]}
    assert await own_counter.ask("{ orders { number } }") == {"orders": []}
