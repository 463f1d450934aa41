"""Asking buyers, once, what they think of what they received."""

from datetime import datetime, timedelta
from typing import Any

import orjson

from store.accounts.customers import erase_customer
from store.database import Database
from store.incidents.pulling import pull
from store.incidents.shelf import Area
from store.orders.handling import mark_delivered
from store.reviews.inviting import (
    customer_wants_invitations,
    invite_due,
    open_invitation,
    plan_invitation,
    want_invitations,
)
from store.reviews.policies import ReviewPolicy, set_review_policy
from store.reviews.records import ReviewRecord
from store.reviews.writing import Words, submit
from tests.store.buyers import deliver, new_customer, product_of

WEEK = timedelta(days=7)
LETTERS = """
select kind, "to", language, region, payload::text as payload from outbox where kind = 'REVIEW_INVITATION'
order by id
"""
STAFF = "insert into staff_members (email, name, created_at) values ('eve', 'Eve', now()) returning id"
WORDS = Words(5, None, "Ein Werk für das ganze Leben.", "de")


async def letters(database: Database) -> list[dict[str, Any]]:
    """The invitations that were written."""
    rows = await database.fetch(LETTERS)
    return [{**row, "payload": orjson.loads(row["payload"])} for row in rows]


async def planned(database: Database, customer: int | None, now: datetime, sku: str = "faust-hc") -> int:
    """An order that has arrived now, whose buyer is to be asked."""
    order = await deliver(database, customer, sku, now)
    async with database.transaction() as writing:
        await plan_invitation(writing, order, now)
    return order


async def code_of(database: Database) -> str:
    """The code in the one letter."""
    [letter] = await letters(database)
    code: str = letter["payload"]["code"]
    return code


async def test_a_buyer_is_asked_once_some_days_after_the_delivery(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    order = await planned(shop, ada, now)
    assert await invite_due(shop, now + WEEK - timedelta(seconds=1)) == 0
    assert await invite_due(shop, now + WEEK) == 1
    assert await invite_due(shop, now + 2 * WEEK) == 0
    [letter] = await letters(shop)
    assert (letter["to"], letter["language"], letter["region"]) == ("ada@example.org", "de", "DE")
    told = letter["payload"]
    assert (told["titles"], told["guest"]) == (["Title of faust-hc"], False)
    assert await open_invitation(shop, told["code"], now + 2 * WEEK) == (order, ada)
    assert await open_invitation(shop, told["code"], now + timedelta(days=400)) is None
    assert await open_invitation(shop, "wrong", now) is None


async def test_noting_a_delivery_plans_the_letter(shop: Database, now: datetime) -> None:
    order = await deliver(shop, await new_customer(shop, "Ada", now), "faust-hc", now, arrived=False)
    shipped = "update orders set status = 'CONFIRMED', fulfilment_status = 'SHIPPED', delivered_at = null"
    await shop.execute(shipped)
    assert await mark_delivered(shop, order, now, now)
    due = await shop.fetchrow("select order_id, due_at from review_invitations")
    assert due is not None
    assert tuple(due) == (order, now + WEEK)


async def test_who_refuses_such_letters_gets_no_more_until_they_want_them(
    shop: Database, now: datetime
) -> None:
    ada = await new_customer(shop, "Ada", now)
    await planned(shop, ada, now)
    await invite_due(shop, now + WEEK)
    code = await code_of(shop)
    assert not await want_invitations(shop, "wrong", False, now + WEEK)
    assert await want_invitations(shop, code, False, now + WEEK)
    await planned(shop, ada, now, "coffee-250")
    assert await invite_due(shop, now + WEEK) == 0
    assert await shop.fetchval("select outcome from review_invitations order by id desc limit 1") == "REFUSED"
    assert await customer_wants_invitations(shop, ada, True, now + WEEK)
    await planned(shop, ada, now, "coffee-250")
    assert await invite_due(shop, now + WEEK) == 1


async def test_who_has_asked_to_be_forgotten_is_not_written_to(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    await planned(shop, ada, now)
    await erase_customer(shop, ada, now)
    assert await invite_due(shop, now + WEEK) == 0


async def test_nobody_is_asked_where_policy_says_so(shop: Database, now: datetime) -> None:
    async with shop.transaction() as writing:
        await set_review_policy(writing, "DE", ReviewPolicy(invite_days=None), now)
    await planned(shop, await new_customer(shop, "Ada", now), now)
    assert await shop.fetchval("select count(*) from review_invitations") == 0


async def test_nobody_is_asked_about_what_is_reviewed_goes_back_or_is_pulled(
    shop: Database, now: datetime
) -> None:
    ada, bob, eve = [await new_customer(shop, name, now) for name in ("Ada", "Bob", "Eve")]
    faust = await product_of(shop, "faust")
    await planned(shop, ada, now)
    assert isinstance(await submit(shop, faust, ada, WORDS, "DE", now), ReviewRecord)
    back = await planned(shop, bob, now)
    await shop.execute("update orders set return_status = 'ANNOUNCED' where id = $1", back)
    await planned(shop, eve, now, "coffee-250")
    coffee = Area(await product_of(shop, "coffee"))
    await pull(shop, coffee, "QUALITY", "Smells", await shop.fetchval(STAFF), "DE", now)
    assert await invite_due(shop, now + WEEK) == 0
    outcomes = await shop.fetch("select distinct outcome from review_invitations")
    assert [row["outcome"] for row in outcomes] == ["NOTHING"]


async def test_a_guests_code_verifies_one_review_of_what_the_order_brought(
    shop: Database, now: datetime
) -> None:
    order = await planned(shop, None, now)
    await invite_due(shop, now + WEEK)
    [letter] = await letters(shop)
    assert (letter["to"], letter["payload"]["guest"]) == ("guest@example.org", True)
    assert await open_invitation(shop, await code_of(shop), now + WEEK) == (order, None)
    faust, coffee = await product_of(shop, "faust"), await product_of(shop, "coffee")
    verified = []
    for name, product in (("Ada", faust), ("Bob", faust), ("Eve", coffee)):
        author = await new_customer(shop, name, now)
        review = await submit(shop, product, author, WORDS, "DE", now + WEEK, guest_order=order)
        assert isinstance(review, ReviewRecord)
        verified.append(review.verified)
    assert verified == [True, False, False]


async def test_a_customers_order_verifies_nobody_elses_review(shop: Database, now: datetime) -> None:
    order = await planned(shop, await new_customer(shop, "Ada", now), now)
    bob = await new_customer(shop, "Bob", now)
    review = await submit(shop, await product_of(shop, "faust"), bob, WORDS, "DE", now, guest_order=order)
    assert isinstance(review, ReviewRecord)
    assert not review.verified
