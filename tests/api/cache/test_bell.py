"""News of an order reach whoever watches it at once, from whichever process they come."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import datetime

import pytest

from api.cache.changes import Changes
from store.bells import ORDERS, Bell, order_bell
from store.database import Database, connect
from store.orders.transitions import note
from store.orders.watching import watch_order
from tests.store.buyers import deliver, new_customer

NOW = datetime.fromisoformat("2026-11-21T12:00:00+00:00")
SOON = 5.0
"""Seconds: less than the pause of those who only look now and then."""
CUT = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and application_name = 'comptoir-cache'
"""


@pytest.fixture
async def order(own_demo_database: Database) -> int:
    """An order."""
    customer = await new_customer(own_demo_database, "Erika", NOW)
    return await deliver(own_demo_database, customer, "faust-hc", NOW)


@pytest.fixture
async def bell(own_demo_url: str) -> AsyncIterator[Bell]:
    """A bell that hears what any process commits."""
    ringing, changes = order_bell(), Changes(lambda _: None)
    changes.others.append(ringing)
    async with changes.listening(own_demo_url):
        await listening(ringing)
        yield ringing


async def listening(bell: Bell) -> None:
    """Wait until somebody listens."""
    async with asyncio.timeout(10):
        while bell.pause == 1:  # noqa: ASYNC110 - nobody tells when listening begins
            await asyncio.sleep(0.01)


async def test_what_another_process_commits_is_told_at_once(
    own_demo_database: Database, own_demo_url: str, order: int, bell: Bell
) -> None:
    async with aclosing(watch_order(own_demo_database, order, bell)) as news, connect(own_demo_url) as other:
        await anext(news)
        for kind in ("SHIP", "DELIVER"):
            waiting = asyncio.ensure_future(anext(news))
            await asyncio.sleep(0.05)
            assert not waiting.done()
            async with other.transaction() as writing:
                await note(writing, order, kind, NOW)
                await asyncio.sleep(0.05)
                assert not waiting.done()
            await asyncio.wait_for(waiting, SOON)


async def test_what_happens_between_two_looks_is_not_lost(
    own_demo_database: Database, order: int, bell: Bell
) -> None:
    async with aclosing(watch_order(own_demo_database, order, bell)) as news:
        await anext(news)
        for _ in range(3):
            await note(own_demo_database, order, "SHIP", NOW)
        await asyncio.wait_for(anext(news), SOON)
        assert bell._rung[order]
    assert bell._rung == {}


async def test_news_of_other_orders_wake_nobody(own_demo_database: Database, order: int, bell: Bell) -> None:
    with bell.waiting_for([order]) as rung:
        await own_demo_database.execute("select pg_notify($1, $2)", ORDERS, str(order + 1))
        await own_demo_database.execute("select pg_notify($1, $2)", ORDERS, "nonsense")
        await asyncio.sleep(0.1)
        assert not rung.is_set()
        await own_demo_database.execute("select pg_notify($1, $2)", ORDERS, str(order))
        await asyncio.wait_for(rung.wait(), SOON)


async def is_told(news: AsyncIterator[None], seconds: float) -> bool:
    """Whether something is told within so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await anext(news)
    except TimeoutError:
        return False
    return True


async def test_what_happens_while_nobody_listens_is_told_all_the_same(
    own_demo_database: Database, order: int, bell: Bell
) -> None:
    async with aclosing(watch_order(own_demo_database, order, bell)) as news:
        await anext(news)
        await own_demo_database.execute(CUT)
        await note(own_demo_database, order, "SHIP", NOW)
        assert await is_told(news, 5)


async def test_without_a_listener_it_looks_each_second(own_demo_database: Database, order: int) -> None:
    async with aclosing(watch_order(own_demo_database, order, order_bell())) as news:
        await anext(news)
        await note(own_demo_database, order, "SHIP", NOW)
        assert await is_told(news, 3)
