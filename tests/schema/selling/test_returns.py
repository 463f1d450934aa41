"""Goods on their way back, from the buyer's word to the money."""

import asyncio
import random
from datetime import timedelta

import orjson
import pytest

from regions.lawbook import lawbook
from store.balances import issue_gift_card
from store.orders.crediting import Credit, credit
from store.orders.refunding import pay_out
from store.orders.returning import Came, accept, receive, refuse
from store.payments.builtin import built_in
from tests.api.journey import ADDRESSES
from tests.schema.counter import NOW, TILL, Counter
from tests.schema.selling.returning import Buyer
from tests.store.selling.books import check_books, count_stock

LATER = NOW + timedelta(days=40)


async def test_a_return_is_announced_received_accepted_and_paid_back(own_counter: Counter) -> None:
    database = own_counter.database
    opening = await count_stock(database)
    buyer = await (await Buyer(own_counter).buy({"faust-hc": 1, "goldberg-cd": 2})).get()
    asked = await buyer.announce({"sku": "goldberg-cd", "quantity": 1, "reason": "CHANGED_MIND"})
    assert asked["userErrors"] == []
    assert asked["orderReturn"] == {
        "status": "ANNOUNCED",
        "lines": [
            {"sku": "goldberg-cd", "quantity": 1, "received": 0, "reason": "CHANGED_MIND",
             "ground": "WITHDRAWAL"}
        ],
        "credit": None,
    }  # fmt: skip
    [number] = await buyer.returns()
    assert await receive(database, number, [Came("goldberg-cd", 1, 1)], NOW)
    assert not await receive(database, number, [Came("goldberg-cd", 1, 1)], NOW)
    assert (await buyer.look())["returnStatus"] == "RECEIVED"
    owed = await accept(database, lawbook(), number, NOW)
    assert owed is not None
    assert await accept(database, lawbook(), number, NOW) is None
    assert (await buyer.look())["paymentStatus"] == "PAID"
    await pay_out(database, TILL, NOW)
    order = await buyer.look()
    assert (order["status"], order["paymentStatus"], order["returnStatus"]) == (
        "COMPLETED",
        "PARTLY_REFUNDED",
        "ACCEPTED",
    )
    assert order["returns"] == [
        {
            "status": "ACCEPTED",
            "lines": [{"sku": "goldberg-cd", "quantity": 1, "received": 1, "ground": "WITHDRAWAL"}],
            "credit": {"amount": "15.99"},
            "refunds": [{"amount": {"amount": "15.99"}, "toBalance": False, "isDone": True}],
            "creditNoteNumber": "DE-2026-C-000001",
        }
    ]
    assert [(tax.rate, tax.gross, tax.net, tax.tax) for tax in owed.taxes] == [("0.19", 1599, 1344, 255)]
    await check_books(database, opening)


async def test_returns_of_all_goods_in_pieces_give_back_the_order_to_the_cent(own_counter: Counter) -> None:
    buyer = await (await Buyer(own_counter).buy({"goldberg-cd": 3, "kaffee-250": 2})).get()
    total = await own_counter.database.fetchval("select total from orders")
    for sku in ("goldberg-cd", "kaffee-250", "goldberg-cd", "kaffee-250", "goldberg-cd"):
        assert (await buyer.announce({"sku": sku}))["userErrors"] == []
    for number in await buyer.returns():
        assert await accept(own_counter.database, lawbook(), number, NOW) is not None
    await pay_out(own_counter.database, TILL, NOW)
    order = await buyer.look()
    assert order["paymentStatus"] == "REFUNDED"
    assert sum(round(float(each["credit"]["amount"]) * 100) for each in order["returns"]) == total
    notes = [paper["number"] for paper in order["papers"]]
    assert notes == ["DE-2026-000001", *(f"DE-2026-C-00000{at}" for at in range(1, 6))]
    rows = await own_counter.database.fetch(
        "select document->'taxes' as taxes from invoices where kind = 'CREDIT_NOTE'"
    )
    credited = sum(tax["tax"] for row in rows for tax in orjson.loads(row["taxes"]))
    assert credited == await own_counter.database.fetchval("select (document->>'tax_total')::int from orders")


async def test_a_deposit_that_the_law_asked_for_goes_back_with_its_goods(own_counter: Counter) -> None:
    database = own_counter.database
    can = orjson.dumps({"kind": "DRINK", "packaging": "CAN"}).decode()
    await database.execute("update variants set facts = $1::jsonb where sku = 'kaffee-250'", can)
    buyer = await (await Buyer(own_counter).buy({"kaffee-250": 2})).get()
    charged = await database.fetchval("select document->'surcharges'->0 from orders")
    assert orjson.loads(charged) == {"code": "DEPOSIT", "amount": 50, "quantity": 2}
    await buyer.announce({"sku": "kaffee-250"})
    [number] = await buyer.returns()
    owed = await accept(database, lawbook(), number, NOW)
    assert owed is not None
    assert [(line.quantity, line.amount) for line in owed.lines] == [(1, 349 + 25)]


async def test_gift_cards_get_theirs_back_first_and_the_payment_the_rest(own_counter: Counter) -> None:
    database = own_counter.database
    async with database.transaction() as writing:
        code = await issue_gift_card(writing, 1000, "EUR", NOW, paid_for=True)
    buyer = Buyer(own_counter)
    await buyer.fill({"goldberg-cd": 2})
    await buyer.change("cartGiftCardsUpdate", codes=[code])
    opening = await count_stock(database)
    await (await buyer.pay()).get()
    for _ in range(2):
        await buyer.announce({"sku": "goldberg-cd", "reason": "DEFECTIVE"})
    first, second = await buyer.returns()
    await accept(database, lawbook(), first, NOW)
    assert await database.fetchval("select amount from balances") == 1000
    await accept(database, lawbook(), second, NOW)
    await pay_out(database, TILL, NOW)
    refunds = [each["refunds"] for each in (await buyer.look())["returns"]]
    paid = await database.fetchval("select amount from payments")
    assert refunds == [
        [
            {"amount": {"amount": "10.00"}, "toBalance": True, "isDone": True},
            {"amount": {"amount": "5.99"}, "toBalance": False, "isDone": True},
        ],
        [{"amount": {"amount": f"{(paid - 599) / 100:.2f}"}, "toBalance": False, "isDone": True}],
    ]
    assert (await buyer.look())["paymentStatus"] == "REFUNDED"
    await check_books(database, opening)


async def test_a_silent_provider_is_asked_again_under_the_same_key(own_counter: Counter) -> None:
    buyer = await (await Buyer(own_counter).buy({"goldberg-cd": 1}, method="test", token="stuck")).get()
    await buyer.announce({"sku": "goldberg-cd", "reason": "DAMAGED"})
    [number] = await buyer.returns()
    await accept(own_counter.database, lawbook(), number, NOW)
    await pay_out(own_counter.database, TILL, NOW)
    assert (await buyer.look())["returns"][0]["refunds"][0]["isDone"] is False
    await own_counter.database.execute("update payments set method = 'test'")
    till = built_in(testing=True)
    await asyncio.gather(*(pay_out(own_counter.database, till, NOW) for _ in range(3)))
    assert (await buyer.look())["returns"][0]["refunds"][0]["isDone"] is True
    assert len(till["test"].refunded) == 1  # type: ignore[attr-defined]
    kinds = [row["kind"] for row in await own_counter.database.fetch("select kind from order_events")]
    assert kinds.count("REFUND_ALL") == 1


async def test_many_requests_at_once_claim_each_piece_once(own_counter: Counter) -> None:
    buyer = await (await Buyer(own_counter).buy({"kaffee-250": 3})).get()
    asked = await asyncio.gather(*(buyer.announce({"sku": "kaffee-250"}) for _ in range(8)))
    told = sorted(error["code"] for each in asked for error in each["userErrors"])
    assert told == ["NOT_RETURNABLE"] * 5
    numbers = await buyer.returns()
    assert len(numbers) == 3
    database = own_counter.database
    opening = await database.fetchval("select sum(quantity) from stock")
    came = [Came("kaffee-250", 1, 1)]
    await asyncio.gather(*(receive(database, number, came, NOW) for number in numbers * 4))
    assert await database.fetchval("select sum(quantity) from stock") == opening + 3
    done = await asyncio.gather(*(accept(database, lawbook(), number, NOW) for number in numbers * 4))
    assert len([each for each in done if each]) == 3
    assert await database.fetchval("select sum(amount) from refunds") == await database.fetchval(
        "select total from orders"
    )
    numbers_given = await database.fetch("select number from invoices where kind = 'CREDIT_NOTE' order by 1")
    assert [row["number"] for row in numbers_given] == [1, 2, 3]


async def test_after_the_laws_period_the_shops_promise_takes_goods_back_without_the_delivery(
    own_counter: Counter,
) -> None:
    database = own_counter.database
    buyer = await (await Buyer(own_counter).buy({"goldberg-cd": 1})).get()
    await buyer.had_it(NOW - timedelta(days=20))
    asked = await buyer.announce({"sku": "goldberg-cd"})
    assert asked["orderReturn"]["lines"][0]["ground"] == "GOODWILL"
    [number] = await buyer.returns()
    owed = await accept(database, lawbook(), number, NOW)
    assert owed is not None
    assert (owed.total, owed.delivery) == (1599, 0)
    await buyer.had_it(NOW - timedelta(days=40))
    other = await (await Buyer(own_counter).buy({"goldberg-cd": 1})).get()
    await other.had_it(NOW - timedelta(days=40))
    late = await other.announce({"sku": "goldberg-cd"})
    assert [error["code"] for error in late["userErrors"]] == ["NOT_RETURNABLE"]
    faulty = await other.announce({"sku": "goldberg-cd", "reason": "DEFECTIVE"})
    assert faulty["orderReturn"]["lines"][0]["ground"] == "GUARANTEE"


async def test_a_return_by_law_cannot_be_refused_and_another_can(own_counter: Counter) -> None:
    database = own_counter.database
    buyer = await (await Buyer(own_counter).buy({"goldberg-cd": 2})).get()
    await buyer.announce({"sku": "goldberg-cd"})
    await buyer.announce({"sku": "goldberg-cd", "reason": "DEFECTIVE"})
    lawful, claimed = await buyer.returns()
    assert not await refuse(database, lawful, "no", NOW)
    assert await refuse(database, claimed, "It was dropped.", NOW)
    assert not await refuse(database, claimed, "It was dropped.", NOW)
    assert [each["status"] for each in (await buyer.look())["returns"]] == ["ANNOUNCED", "REFUSED"]
    again = await buyer.announce({"sku": "goldberg-cd"})
    assert again["userErrors"] == []


PLACES = {
    "DE": ({"faust-hc": 3, "goldberg-cd": 2, "kaffee-250": 5}, None),
    "FR": ({"candide-hc": 2, "goldberg-cd": 3}, None),
    "GB": ({"faust-hc": 2, "goldberg-cd": 3}, None),
    "CA": ({"faust-hc": 3, "goldberg-cd": 4}, {
        "country": "CA", "name": "Jane Doe", "street": "1 Main St", "city": "Vancouver",
        "subdivision": "BC", "postcode": "V6B 1A1"}),
    "US": ({"faust-hc": 3, "goldberg-cd": 4}, ADDRESSES["US"]),
    "JP": ({"faust-hc": 3, "kaffee-250": 7}, ADDRESSES["JP"]),
}  # fmt: skip


@pytest.mark.parametrize("region", PLACES)
async def test_however_an_order_is_divided_its_credits_add_up_to_it(
    own_counter: Counter, region: str
) -> None:
    goods, address = PLACES[region]
    buyer = Buyer(own_counter.at(region))
    await buyer.fill(goods, address or ADDRESSES[region])
    await buyer.pay()
    row = await own_counter.database.fetchrow("select document::text as document, total from orders")
    assert row is not None
    document, chance = orjson.loads(row["document"]), random.Random(region)  # noqa: S311 - the same each time
    fee = document["shipping"]["fee"]
    whole = {line["sku"]: line["quantity"] for line in document["lines"]}
    for _ in range(40):
        given: list[Credit] = []
        back = dict.fromkeys(whole, 0)
        while back != whole:
            sku = chance.choice([sku for sku, quantity in whole.items() if back[sku] < quantity])
            back[sku] += chance.randint(1, whole[sku] - back[sku])
            given.append(credit(document, back, fee if back == whole else 0, given))
        assert sum(each.total for each in given) == row["total"]
        assert min(each.total for each in given) >= 0
        for tax in document["taxes"]:
            of_group = [
                each for every in given for each in every.taxes
                if (each.name, each.rate) == (tax["name"], tax["rate"])
            ]  # fmt: skip
            assert sum(each.tax for each in of_group) == tax["tax"]
            assert sum(each.net for each in of_group) == tax["net"]
