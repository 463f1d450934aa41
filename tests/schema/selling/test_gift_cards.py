"""Gift cards are bought, delivered by mail once they are paid for, and redeemed."""

from datetime import UTC, datetime
from typing import Any

from api.mail.posting import compose
from regions.lawbook import lawbook
from store.database import Database
from store.outbox import Message, deliver
from tests.schema.counter import Counter
from tests.schema.selling.journey import Shopper
from tests.store.selling.books import check_books, count_stock

LETTER = "select id from outbox where kind = 'GIFT_CARD' and sent_at is null order by id limit 1"
CANCEL = "mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { userErrors { code } } }"
CARDS = "select amount from balances order by id"


async def read_code(database: Database) -> str:
    """The code in the next letter about a gift card, as its buyer reads it."""
    read: list[str] = []

    async def send(message: Message) -> None:
        part = compose(message, lawbook()).get_body(("plain",))
        assert part is not None
        read.append(part.get_content().strip().splitlines()[-1])

    assert await deliver(database, send, await database.fetchval(LETTER), datetime.now(UTC))
    return read[0]


async def buy(counter: Counter, quantity: int = 1, **how: Any) -> dict[str, Any]:
    """Buy gift cards of 25 euros."""
    done = await (await Shopper(counter).fill({"geschenkkarte-25": quantity})).check_out(**how)
    assert done["userErrors"] == []
    return done


async def test_a_gift_card_is_bought_mailed_and_redeemed(own_counter: Counter) -> None:
    opening = await count_stock(own_counter.database)
    await buy(own_counter, method="test")
    code = await read_code(own_counter.database)
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    assert (await shopper.change("cartGiftCardsUpdate", codes=[code.lower()]))["userErrors"] == []
    done = await shopper.check_out(method="test")
    total, payable = (float(done["order"][name]["amount"]) for name in ("total", "payable"))
    assert total - payable == min(total, 25)
    await check_books(own_counter.database, opening)


async def test_each_card_of_an_order_has_a_code_of_its_own(own_counter: Counter) -> None:
    await buy(own_counter, 3, method="test")
    assert len({await read_code(own_counter.database) for _ in range(3)}) == 3
    assert [row["amount"] for row in await own_counter.database.fetch(CARDS)] == [2500] * 3


async def test_a_card_that_is_not_paid_for_yet_is_not_issued(own_counter: Counter) -> None:
    await buy(own_counter, method="invoice")
    assert await own_counter.database.fetch(CARDS) == []


async def test_who_cancels_gets_the_money_back_and_the_cards_are_void(own_counter: Counter) -> None:
    opening = await count_stock(own_counter.database)
    done = await buy(own_counter, 2, method="test")
    code = await read_code(own_counter.database)
    given = {"orderId": done["order"]["id"], "token": done["guestToken"]}
    assert (await own_counter.ask(CANCEL, input=given))["orderCancel"]["userErrors"] == []
    assert [row["amount"] for row in await own_counter.database.fetch(CARDS)] == [0, 0]
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    await shopper.change("cartGiftCardsUpdate", codes=[code])
    paid = await shopper.check_out(method="test")
    assert paid["order"]["payable"] == paid["order"]["total"]
    await check_books(own_counter.database, opening)


async def test_a_card_that_was_spent_from_cannot_be_cancelled(own_counter: Counter) -> None:
    done = await buy(own_counter, method="test")
    shopper = await Shopper(own_counter).fill({"faust-ebook": 1})
    await shopper.change("cartGiftCardsUpdate", codes=[await read_code(own_counter.database)])
    await shopper.check_out(method="test")
    given = {"orderId": done["order"]["id"], "token": done["guestToken"]}
    [error] = (await own_counter.ask(CANCEL, input=given))["orderCancel"]["userErrors"]
    assert error == {"code": "NOT_POSSIBLE_NOW"}
    status = "select status, payment_status from orders order by id limit 1"
    row = await own_counter.database.fetchrow(status)
    assert row is not None
    assert tuple(row) == ("CONFIRMED", "PAID")
