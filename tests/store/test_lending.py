"""Lending connections: who gets which, and what happens to one that comes back unwell."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest
from asyncpg.pool import PoolConnectionProxy

from store.lending import Lender

SIZE = 2


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[asyncpg.Pool]:
    async with asyncpg.create_pool(database_url, min_size=1, max_size=SIZE) as pool:
        yield pool


@pytest.fixture
async def lender(pool: asyncpg.Pool) -> AsyncIterator[Lender]:
    lender = Lender(pool, SIZE)
    yield lender
    await lender.close()


async def pid_of(connection: PoolConnectionProxy) -> int:
    """The server's process behind it."""
    pid: int = await connection.fetchval("select pg_backend_pid()")
    return pid


async def borrow(lender: Lender, sql: str = "select pg_backend_pid()") -> object:
    """The value of one statement on a borrowed connection."""
    connection = await lender.acquire()
    try:
        return await connection.fetchval(sql)
    finally:
        await lender.release(connection)


async def test_a_connection_that_comes_back_well_is_lent_again(lender: Lender) -> None:
    assert len({await borrow(lender) for _ in range(5)}) == 1


async def test_no_more_are_out_than_the_pool_may_open_and_all_get_their_turn(lender: Lender) -> None:
    pids = await asyncio.gather(*(borrow(lender) for _ in range(20)))
    assert len(pids) == 20
    assert len({*pids}) <= SIZE


async def test_who_gives_up_waiting_takes_no_turn_along(lender: Lender) -> None:
    out = [await lender.acquire() for _ in range(SIZE)]
    waiting = asyncio.create_task(borrow(lender))
    await asyncio.sleep(0)
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    for connection in out:
        await lender.release(connection)
    assert len(await asyncio.gather(*(borrow(lender) for _ in range(SIZE)))) == SIZE


async def test_a_statement_that_was_cut_off_does_not_trouble_the_next_borrower(lender: Lender) -> None:
    for _ in range(3):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await borrow(lender, "select pg_sleep(60)")
        assert await borrow(lender, "select 7") == 7


async def test_a_connection_that_broke_is_replaced(lender: Lender, pool: asyncpg.Pool) -> None:
    connection = await lender.acquire()
    pid = await pid_of(connection)
    await lender.release(connection)
    other = await pool.acquire()
    await other.execute("select pg_terminate_backend($1, 5000)", pid)
    await pool.release(other)
    await asyncio.sleep(0.05)
    assert await borrow(lender) != pid


async def test_a_transaction_that_was_left_open_is_over_for_the_next_borrower(lender: Lender) -> None:
    connection = await lender.acquire()
    await connection.execute("begin")
    await lender.release(connection)
    again = await lender.acquire()
    assert not again.is_in_transaction()
    await lender.release(again)


async def test_after_closing_the_pool_has_all_connections_back(lender: Lender, pool: asyncpg.Pool) -> None:
    early, late = await lender.acquire(), await lender.acquire()
    await lender.release(early)
    await lender.close()
    await lender.release(late)
    assert pool.get_idle_size() == pool.get_size()
