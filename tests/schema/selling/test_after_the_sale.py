"""What happens to orders once they are placed."""

import asyncio
from datetime import timedelta
from typing import Any

from regions.lawbook import lawbook
from store.orders.access import open_order
from store.orders.handling import mark_delivered, mark_paid, mark_shipped
from store.orders.paying import Event, settle
from store.orders.sweeping import sweep
from store.payments.provider import Outcome, PaymentState
from tests.schema.counter import NOW, TILL, Counter
from tests.schema.selling.journey import Shopper
from tests.schema.selling.returning import post
from tests.store.selling.books import count_stock

STATES = "select status, payment_status, return_status from orders"
KINDS = "select kind from outbox order by id"


async def states(counter: Counter) -> tuple[str, ...]:
    """Of the one order."""
    row = await counter.database.fetchrow(STATES)
    assert row is not None
    return tuple(row)


async def letters(counter: Counter) -> list[str]:
    """Kinds of what is in the outbox."""
    return [row["kind"] for row in await counter.database.fetch(KINDS)]


async def test_a_payment_whose_answer_was_lost_is_asked_about(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    await shopper.check_out(payment={"method": "test", "token": "silent"})
    await sweep(own_counter.database, TILL, NOW + timedelta(minutes=1))
    assert await states(own_counter) == ("PENDING_PAYMENT", "PENDING", "NONE")
    await sweep(own_counter.database, TILL, NOW + timedelta(minutes=3))
    assert await states(own_counter) == ("CONFIRMED", "PAID", "NONE")
    assert await letters(own_counter) == ["ORDER_CONFIRMED"]


async def test_an_order_whose_money_never_comes_lets_its_goods_go(own_counter: Counter) -> None:
    opening = await count_stock(own_counter.database)
    shopper = await Shopper(own_counter).fill({"faust-hc": 2})
    await shopper.check_out(method="prepayment")
    assert await count_stock(own_counter.database) != opening
    await sweep(own_counter.database, TILL, NOW + timedelta(days=6))
    assert (await states(own_counter))[0] == "PENDING_PAYMENT"
    await sweep(own_counter.database, TILL, NOW + timedelta(days=7))
    assert (await states(own_counter))[0] == "CANCELLED"
    assert await count_stock(own_counter.database) == opening
    assert await letters(own_counter) == ["ORDER_RECEIVED", "ORDER_CANCELLED"]


async def test_money_that_comes_for_a_cancelled_order_is_paid_back(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    await shopper.check_out(payment={"method": "test", "token": "dead"})
    await sweep(own_counter.database, TILL, NOW + timedelta(hours=2))
    assert (await states(own_counter))[:2] == ("CANCELLED", "PENDING")
    payment = await own_counter.database.fetchval("select id from payments")
    late = NOW + timedelta(hours=3)
    assert await settle(own_counter.database, payment, Outcome(PaymentState.CAPTURED, "x"), late)
    await sweep(own_counter.database, TILL, late)
    assert (await states(own_counter))[:2] == ("CANCELLED", "REFUNDED")


async def test_news_of_a_payment_come_twice_and_late_and_count_once(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    await shopper.check_out(payment={"method": "test", "token": "pending"})
    database = own_counter.database
    payment = await database.fetchval("select id from payments")
    captured, failed = Outcome(PaymentState.CAPTURED, "r"), Outcome(PaymentState.FAILED, "r", "TOO_LATE")
    assert await settle(database, payment, captured, NOW, Event("test", "e2"))
    assert not await settle(database, payment, captured, NOW, Event("test", "e2"))
    assert not await settle(database, payment, captured, NOW, Event("test", "e3"))
    assert not await settle(database, payment, failed, NOW, Event("test", "e1"))
    assert await states(own_counter) == ("CONFIRMED", "PAID", "NONE")
    kinds = [row["kind"] for row in await database.fetch("select kind from order_events order by id")]
    assert kinds == ["PLACED", "PAY"]


async def test_a_bought_gift_card_is_issued_once_it_is_paid_for(own_counter: Counter) -> None:
    database = own_counter.database
    await database.execute(
        """update variants set facts = '{"kind": "GIFT_CARD"}' where sku = 'faust-ebook'"""
    )
    shopper = await Shopper(own_counter).fill({"faust-ebook": 2})
    await shopper.check_out()
    assert await letters(own_counter) == ["ORDER_CONFIRMED"]
    order = await database.fetchval("select id from orders")
    assert await mark_paid(database, order, NOW)
    assert not await mark_paid(database, order, NOW)
    assert await letters(own_counter) == ["ORDER_CONFIRMED", "GIFT_CARD", "GIFT_CARD"]
    issued = await database.fetch("select amount, paid_for from balances")
    assert [(row["amount"], row["paid_for"]) for row in issued] == [(999, True)] * 2


async def test_a_guest_gets_a_link_and_a_stranger_the_same_answer(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    number = (await shopper.check_out())["order"]["number"]
    document = """mutation ($input: GuestOrderAccessInput!) { guestOrderAccess(input: $input) {
        accepted userErrors { code } } }"""
    right = {"number": number.lower(), "email": "Erika@Example.org"}
    answers = [
        await own_counter.ask(document, input=given)
        for given in (right, {**right, "email": "other@example.org"}, {**right, "number": "DE-0"})
    ]
    assert answers[0] == answers[1] == answers[2]
    assert await letters(own_counter) == ["ORDER_CONFIRMED", "ORDER_ACCESS"]
    told = await own_counter.database.fetchval(
        "select payload->>'token' from outbox where kind = 'ORDER_ACCESS'"
    )
    assert await open_order(own_counter.database, told, NOW) is not None
    assert await open_order(own_counter.database, told, NOW + timedelta(days=1)) is None
    for _ in range(10):
        await own_counter.ask(document, input=right)
    assert (await letters(own_counter)).count("ORDER_ACCESS") == 5


START = """mutation ($input: WithdrawalStartInput!) { withdrawalStart(input: $input) {
    rights { until labels lines { sku possible reason } refund { amount } } confirmation
    userErrors { code } } }"""
CONFIRM = """mutation ($input: WithdrawalConfirmInput!) { withdrawalConfirm(input: $input) {
    order { returnStatus } refund { amount } userErrors { code } } }"""


async def test_a_withdrawal_takes_two_steps_and_is_declared_once(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1, "kaffee-250": 1})
    done = await shopper.check_out()
    order = await own_counter.database.fetchval("select id from orders")
    await post(own_counter.database)
    assert await mark_shipped(own_counter.database, order, NOW, NOW)
    assert await mark_delivered(own_counter.database, order, NOW, NOW)
    asked: dict[str, Any] = {"orderId": done["order"]["id"], "token": done["guestToken"]}
    begun = (await own_counter.ask(START, input={**asked, "skus": ["faust-hc"]}))["withdrawalStart"]
    assert begun["rights"]["until"] == "2026-12-07"
    assert begun["rights"]["refund"] == {"amount": "24.00"}
    assert (await states(own_counter))[2] == "NONE"
    given = {**asked, "confirmation": begun["confirmation"]}
    first = (await own_counter.ask(CONFIRM, input=given))["withdrawalConfirm"]
    again = (await own_counter.ask(CONFIRM, input=given))["withdrawalConfirm"]
    assert first == again
    assert first["order"] == {"returnStatus": "ANNOUNCED"}
    assert (await letters(own_counter)).count("WITHDRAWAL_CONFIRMED") == 1
    wrong = (await own_counter.ask(CONFIRM, input={**asked, "confirmation": "1.guess"}))["withdrawalConfirm"]
    assert [error["code"] for error in wrong["userErrors"]] == ["NOT_FOUND"]


async def test_an_order_reads_as_it_was_sold_whatever_changes(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    done = await shopper.check_out()
    await own_counter.database.execute("update product_texts set title = 'Changed'")
    await own_counter.database.execute("delete from prices")
    await own_counter.database.execute("delete from shelf_prices")
    document = """query ($token: String!) { guestOrder(token: $token) {
        lines { title total { amount } } lawVersion taxes { rate tax { amount } } } }"""
    order = (await own_counter.ask(document, token=done["guestToken"]))["guestOrder"]
    assert order["lines"] == [{"title": "Faust", "total": {"amount": "24.00"}}]
    assert order["lawVersion"] == lawbook().version


async def test_invoices_are_numbered_without_gaps_however_many_ship_at_once(own_counter: Counter) -> None:
    database = own_counter.database
    done = [await (await Shopper(own_counter).fill({"faust-ebook": 1})).check_out() for _ in range(6)]
    orders = [row["id"] for row in await database.fetch("select id from orders order by id")]
    shipped = await asyncio.gather(
        *(mark_shipped(database, order, NOW, NOW) for order in [*orders, orders[0]])
    )
    assert sorted(shipped) == [False] + [True] * 6
    numbers = [row["number"] for row in await database.fetch("select number from invoices order by number")]
    assert numbers == [1, 2, 3, 4, 5, 6]
    document = "query ($token: String!) { guestOrder(token: $token) { invoiceNumber } }"
    told = {
        (await own_counter.ask(document, token=each["guestToken"]))["guestOrder"]["invoiceNumber"]
        for each in done
    }
    assert told == {f"DE-2026-00000{number}" for number in numbers}
