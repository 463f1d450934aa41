"""Withdrawing from the contract, before and after the goods have left."""

import asyncio
from datetime import timedelta

from regions.lawbook import lawbook
from store.balances import issue_gift_card
from store.orders.handling import cancel, mark_delivered, mark_shipped
from store.orders.returning import Came, accept, receive
from store.orders.sweeping import sweep
from tests.schema.counter import NOW, TILL, Counter
from tests.schema.selling.returning import Buyer, post
from tests.store.selling.books import check_books, count_stock

START = """mutation ($input: WithdrawalStartInput!) { withdrawalStart(input: $input) {
    rights { refund { amount } } confirmation userErrors { code } } }"""
CONFIRM = """mutation ($input: WithdrawalConfirmInput!) { withdrawalConfirm(input: $input) {
    order { status returnStatus paymentStatus } refund { amount } userErrors { code } } }"""


async def test_a_withdrawal_leads_into_the_same_path(own_counter: Counter) -> None:
    database = own_counter.database
    buyer = await (await Buyer(own_counter).buy({"goldberg-cd": 2, "kaffee-250": 1})).get()
    begun = (await own_counter.ask(START, input=buyer.key))["withdrawalStart"]
    given = {**buyer.key, "confirmation": begun["confirmation"]}
    done = await asyncio.gather(*(own_counter.ask(CONFIRM, input=given) for _ in range(4)))
    assert {each["withdrawalConfirm"]["order"]["returnStatus"] for each in done} == {"ANNOUNCED"}
    [number] = await buyer.returns()
    owed = await accept(database, lawbook(), number, NOW)
    assert owed is not None
    assert f"{owed.total / 100:.2f}" == begun["rights"]["refund"]["amount"]
    assert owed.total == await database.fetchval("select total from orders")


UNTIL = """mutation ($input: ReturnPreviewInput!) { returnPreview(input: $input) { rights { until } } }"""


async def test_the_period_begins_with_the_letter_that_tells_of_the_right(own_counter: Counter) -> None:
    async def last_day(buyer: Buyer) -> str:
        told = await own_counter.ask(UNTIL, input=buyer.key)
        until: str = told["returnPreview"]["rights"]["until"]
        return until

    database = own_counter.database
    buyer = await Buyer(own_counter).buy({"goldberg-cd": 1})
    assert await mark_shipped(database, buyer.number, NOW, NOW)
    assert await mark_delivered(database, buyer.number, NOW, NOW)
    assert await last_day(buyer) == "2027-12-06"
    await post(database, NOW + timedelta(days=10))
    assert await last_day(buyer) == "2026-12-15"
    await buyer.had_it(NOW)
    assert await last_day(buyer) == "2026-12-07"
    await database.execute("update orders set document = document - 'withdrawal_days'")
    assert await last_day(buyer) == "2027-12-06"


async def test_withdrawing_from_all_of_what_has_not_left_cancels_the_order(own_counter: Counter) -> None:
    database = own_counter.database
    opening = await count_stock(database)
    buyer = await Buyer(own_counter).buy({"goldberg-cd": 1})
    begun = (await own_counter.ask(START, input=buyer.key))["withdrawalStart"]
    done = await own_counter.ask(CONFIRM, input={**buyer.key, "confirmation": begun["confirmation"]})
    assert done["withdrawalConfirm"]["order"] == {
        "status": "CANCELLED",
        "returnStatus": "ACCEPTED",
        "paymentStatus": "PAID",
    }
    assert not await mark_shipped(database, buyer.number, NOW, NOW)
    assert await count_stock(database) == opening
    await check_books(database, opening)


async def test_part_of_an_order_can_go_back_before_it_leaves_and_shows_on_its_papers(
    own_counter: Counter,
) -> None:
    database = own_counter.database
    buyer = await Buyer(own_counter).buy({"goldberg-cd": 1, "kaffee-250": 1})
    asked = {**buyer.key, "skus": ["goldberg-cd"]}
    begun = (await own_counter.ask(START, input=asked))["withdrawalStart"]
    await own_counter.ask(CONFIRM, input={**buyer.key, "confirmation": begun["confirmation"]})
    [number] = await buyer.returns()
    assert await receive(database, number, [Came("goldberg-cd", 1, 1)], NOW)
    assert await accept(database, lawbook(), number, NOW) is not None
    assert (await buyer.look())["papers"] == []
    assert await mark_shipped(database, buyer.number, NOW, NOW)
    assert [paper["number"] for paper in (await buyer.look())["papers"]] == [
        "DE-2026-000001",
        "DE-2026-C-000001",
    ]


async def test_a_part_that_was_owed_goes_back_with_all_of_a_cancelled_order(own_counter: Counter) -> None:
    database = own_counter.database
    opening = await count_stock(database)
    async with database.transaction() as writing:
        code = await issue_gift_card(writing, 1000, "EUR", NOW, paid_for=True)
    buyer = Buyer(own_counter)
    await buyer.fill({"goldberg-cd": 1, "kaffee-250": 1})
    await buyer.change("cartGiftCardsUpdate", codes=[code])
    await buyer.pay()
    begun = (await own_counter.ask(START, input={**buyer.key, "skus": ["goldberg-cd"]}))["withdrawalStart"]
    await own_counter.ask(CONFIRM, input={**buyer.key, "confirmation": begun["confirmation"]})
    [number] = await buyer.returns()
    assert await receive(database, number, [Came("goldberg-cd", 1, 1)], NOW)
    assert await accept(database, lawbook(), number, NOW) is not None
    assert await cancel(database, TILL, buyer.number, NOW)
    await sweep(database, TILL, NOW)
    order = await buyer.look()
    assert (order["status"], order["paymentStatus"]) == ("CANCELLED", "REFUNDED")
    assert {each["isDone"] for each in order["returns"][0]["refunds"]} == {True}
    assert await database.fetchval("select amount from balances") == 1000
    assert await count_stock(database) == opening
    await check_books(database, opening)


async def test_whoever_cancels_ships_or_withdraws_first_decides(own_counter: Counter) -> None:
    database = own_counter.database
    opening = await count_stock(database)
    for _ in range(6):
        buyer = await Buyer(own_counter).buy({"goldberg-cd": 1})
        begun = (await own_counter.ask(START, input=buyer.key))["withdrawalStart"]
        given = {**buyer.key, "confirmation": begun["confirmation"]}
        done = await asyncio.gather(
            *(cancel(database, TILL, buyer.number, NOW) for _ in range(2)),
            *(mark_shipped(database, buyer.number, NOW, NOW) for _ in range(2)),
            *(own_counter.ask(CONFIRM, input=given) for _ in range(2)),
        )
        await sweep(database, TILL, NOW)
        order = await buyer.look()
        invoiced = [paper["kind"] for paper in order["papers"]] == ["INVOICE"]
        assert sum(each is True for each in done) <= 1
        assert (order["status"] == "CANCELLED") != invoiced
        assert (order["paymentStatus"] == "REFUNDED") == (order["status"] == "CANCELLED")
        assert len(await buyer.returns()) <= 1
    await check_books(database, opening)
