"""Many who order, cancel, report, review, decide and add up at once: what is counted stays what is there."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import orjson
import pytest

from store.database import Database, connect
from store.figures.checking import differences, group_differences, recount
from store.figures.folding import fold
from store.incidents.policies import Problem
from store.incidents.reporting import Trouble, report_problem
from store.loading.load import load
from store.orders.transitions import Change, turn
from store.reviews.moderating import decide, dismiss_reports
from store.reviews.states import Decision, Reason
from store.reviews.votes import report
from store.reviews.writing import Words, edit, submit, withdraw
from tests.store.buyers import deliver, new_customer, product_of

TASKS = 6
SECONDS = 4.0


@pytest.fixture
async def crowd(
    database_url: str, drama: list[Any], faust: Any, coffee: Any, now: datetime
) -> AsyncIterator[Database]:
    """A shop with connections for all."""
    async with connect(database_url, TASKS + 2) as database:
        lines = [*drama, faust, coffee]
        assert not (await load(database, map(orjson.dumps, lines), now=now)).errors
        yield database


class Visitor:
    """A task that does one thing after another, drawn by its own dice."""

    def __init__(self, database: Database, number: int, now: datetime) -> None:
        self.database, self.number, self.now = database, number, now
        self.dice = random.Random(number)  # noqa: S311 - dice of a test
        self.done = 0

    async def stay(self, until: float) -> None:
        """Go on until the time is over."""
        while time.monotonic() < until:
            customer = await new_customer(self.database, f"{self.number} {self.done}", self.now)
            region, sku = self.dice.choice(["DE", "GB"]), self.dice.choice(["faust", "coffee"])
            variant = {"faust": "faust-hc", "coffee": "coffee-250"}[sku]
            order = await deliver(self.database, customer, variant, self.now, region=region)
            await self._complain(customer, order, await product_of(self.database, sku))
            await self._review(customer, await product_of(self.database, sku))
            self.done += 1

    async def _complain(self, customer: int, order: int, product: int) -> None:
        if self.dice.random() < 0.5:
            kind = self.dice.choice(list(Problem))
            await report_problem(self.database, Trouble(product, order, customer, kind, None), self.now)
        if self.dice.random() < 0.3:
            await self.database.execute("update orders set status = 'CANCELLED' where id = $1", order)

    async def _review(self, customer: int, product: int) -> None:
        dice, database, now = self.dice, self.database, self.now
        words = Words(dice.randint(1, 5), None, dice.choice(["www.example.org", f"{dice.random()}"]), "de")
        await submit(database, product, customer, words, "DE", now)
        mine = await database.fetchval("select id from reviews where customer_id = $1", customer)
        anyones = await database.fetchval("select id from reviews offset $1 limit 1", dice.randint(0, 9))
        match dice.randint(0, 4):
            case 0:
                await edit(database, mine, customer, words, now)
            case 1:
                await withdraw(database, mine, customer)
            case 2 if anyones is not None:
                await decide(database, anyones, dice.choice(list(Decision)), Reason.FAKE, None, now)
            case 3 if anyones is not None:
                await report(database, anyones, customer, "FAKE", None, now)
            case 4 if anyones is not None:
                await dismiss_reports(database, anyones, None, now)


async def add_up(database: Database, until: float) -> int:
    """Add up again and again; how much was."""
    folded = 0
    while time.monotonic() < until:
        folded += await fold(database, at_once=20)
        await asyncio.sleep(0.02)
    return folded


async def compare(database: Database, until: float) -> int:
    """Count everything again while others write and add up; how often."""
    times = 0
    while time.monotonic() < until:
        assert await differences(database) == []
        times += 1
        await asyncio.sleep(0.1)
    return times


async def test_counters_equal_a_recount_at_every_moment(crowd: Database, now: datetime) -> None:
    visitors = [Visitor(crowd, number, now) for number in range(TASKS)]
    until = time.monotonic() + SECONDS
    adding = asyncio.create_task(add_up(crowd, until))
    comparing = asyncio.create_task(compare(crowd, until))
    await asyncio.gather(*(visitor.stay(until) for visitor in visitors))
    assert sum(visitor.done for visitor in visitors) > 50
    assert await adding > 50
    assert await comparing > 5
    await fold(crowd)
    assert await differences(crowd) == []
    assert await group_differences(crowd) == []


async def test_a_recount_beside_writers_and_adders_loses_nothing(crowd: Database, now: datetime) -> None:
    visitors = [Visitor(crowd, number, now) for number in range(TASKS - 1)]
    until = time.monotonic() + SECONDS / 2
    stays = [asyncio.create_task(visitor.stay(until)) for visitor in visitors]
    adding = asyncio.create_task(add_up(crowd, until))
    times = 0
    while time.monotonic() < until:
        await recount(crowd)
        times += 1
    await asyncio.gather(*stays, adding)
    assert times > 3
    await fold(crowd)
    assert await differences(crowd) == []
    assert await group_differences(crowd) == []


async def test_two_who_sell_the_same_product_wait_for_nobody(crowd: Database, now: datetime) -> None:
    orders = [
        await deliver(crowd, await new_customer(crowd, name, now), "coffee-250", now)
        for name in ("Ada", "Bob")
    ]
    await crowd.execute("update orders set status = 'PENDING_PAYMENT', payment_status = 'PENDING'")
    async with crowd.transaction() as first:
        assert await turn(first, orders[0], Change.PAY, now)
        async with asyncio.timeout(5):
            await asyncio.create_task(pay(crowd, orders[1], now))
    assert await differences(crowd) == []
    assert await crowd.fetchval("select sum(sold) from figure_cells") == 2


async def pay(database: Database, order: int, now: datetime) -> None:
    """Pay an order in a transaction of one's own."""
    async with database.transaction() as writing:
        assert await turn(writing, order, Change.PAY, now)


async def test_one_adds_up_at_a_time(crowd: Database, now: datetime) -> None:
    await deliver(crowd, await new_customer(crowd, "Ada", now), "coffee-250", now)
    for _ in range(3):
        await crowd.execute(
            "insert into figure_deltas (product_id, region, day, sold) values (1, 'DE', current_date, 0)"
        )
    everything = await crowd.fetchval("select count(*) from figure_deltas")
    folded = await asyncio.gather(*(asyncio.create_task(fold(crowd)) for _ in range(4)))
    assert sum(folded) == everything
    assert await crowd.fetchval("select sum(sold) from product_figures") == 1
