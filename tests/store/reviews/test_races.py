"""Many who write, edit, vote, decide and forget at once: what is counted stays what is there."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import orjson
import pytest

from store.accounts.customers import erase_customer
from store.catalog.pages import Page
from store.database import Database, connect
from store.loading.load import load
from store.reviews.counting import differences, misrated
from store.reviews.lists import list_reviews
from store.reviews.moderating import decide
from store.reviews.orders import Sort
from store.reviews.scope import Scope
from store.reviews.states import Decision, Reason
from store.reviews.summaries import read_summaries
from store.reviews.votes import vote, wilson
from store.reviews.writing import Words, edit, submit, withdraw
from tests.store.buyers import deliver, new_customer, product_of

TASKS = 8
SECONDS = 4.0
LANGUAGES = ("de", "fr", "en")


@pytest.fixture
async def crowd(
    database_url: str, drama: list[Any], faust: Any, coffee: Any, now: datetime
) -> AsyncIterator[Database]:
    """A shop with a connection for each task."""
    async with connect(database_url, TASKS) as database:
        report = await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
        assert not report.errors
        yield database


class Visitor:
    """A task that does one thing after another, drawn by its own dice."""

    def __init__(self, database: Database, number: int, products: list[int], now: datetime) -> None:
        self.database, self.products, self.now = database, products, now
        self.dice = random.Random(number)  # noqa: S311 - dice of a test
        self.number = number
        self.done = 0

    async def stay(self, until: float) -> None:
        """Go on until the time is over."""
        customer = await self._arrive()
        while time.monotonic() < until:
            if self.dice.random() < 0.05:
                await erase_customer(self.database, customer, self.now)
                customer = await self._arrive()
            await self._act(customer)
            self.done += 1

    async def _arrive(self) -> int:
        customer = await new_customer(self.database, f"{self.number} {self.done}", self.now)
        if self.dice.random() < 0.5:
            await deliver(
                self.database, customer, "faust-hc", self.now, region=self.dice.choice(["DE", "GB"])
            )
        return customer

    async def _act(self, customer: int) -> None:
        dice, database, now = self.dice, self.database, self.now
        words = Words(dice.randint(1, 5), None, f"{dice.random()}", dice.choice(LANGUAGES))
        mine = await database.fetchval("select id from reviews where customer_id = $1 limit 1", customer)
        anyones = await database.fetchval("select id from reviews offset $1 limit 1", dice.randint(0, 9))
        match dice.randint(0, 5):
            case 0 | 1:
                await submit(database, dice.choice(self.products), customer, words, "DE", now)
            case 2 if mine is not None:
                await edit(database, mine, customer, words, now)
            case 3 if mine is not None:
                await withdraw(database, mine, customer)
            case 4 if anyones is not None:
                await decide(database, anyones, dice.choice(list(Decision)), Reason.FAKE, None, now)
            case 5 if anyones is not None:
                await vote(database, anyones, customer, dice.choice([True, False, None]), now)


async def test_summaries_equal_a_recount_after_many_wrote_at_once(crowd: Database, now: datetime) -> None:
    products = [await product_of(crowd, sku) for sku in ("faust", "coffee")]
    visitors = [Visitor(crowd, number, products, now) for number in range(TASKS)]
    until = time.monotonic() + SECONDS
    await asyncio.gather(*(visitor.stay(until) for visitor in visitors))
    assert sum(visitor.done for visitor in visitors) > 50
    assert await differences(crowd) == []
    assert await misrated(crowd) == []
    await assert_lists_are_what_is_summed_up(crowd, products)
    await assert_votes_are_counted(crowd)


async def assert_lists_are_what_is_summed_up(database: Database, products: list[int]) -> None:
    """Each list is as long as its summary says."""
    for scope in (Scope(), Scope(languages=("de",)), Scope(regions=("GB",)), Scope(verified_only=True)):
        lists = await list_reviews(database, products, scope, Sort.NEWEST, Page(10_000), "de")
        summaries = await read_summaries(database, scope, products)
        assert [len(lists[key].rows) for key in products] == [summaries[key].count for key in products]


async def assert_votes_are_counted(database: Database) -> None:
    """Each review has the votes that were cast on it."""
    rows = await database.fetch(
        """
        select r.helpful, r.unhelpful, r.helpfulness, count(*) filter (where v.helpful) as yes,
            count(*) filter (where not v.helpful) as no
        from reviews r left join review_votes v on v.review_id = r.id group by r.id
        """
    )
    for row in rows:
        assert (row["helpful"], row["unhelpful"]) == (row["yes"], row["no"])
        assert row["helpfulness"] == wilson(row["yes"], row["yes"] + row["no"])
