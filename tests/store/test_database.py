"""The connection to PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from store.database import Database, connect
from store.outage import CUT, DatabaseUnavailable, only_reads


async def test_a_read_answers_rows_and_a_lone_value(database: Database) -> None:
    rows = await database.fetch("select n from generate_series(1, $1) n", 3)
    assert [row["n"] for row in rows] == [1, 2, 3]
    assert await database.fetchval("select $1::int + 1", 41) == 42
    assert await database.fetchrow("select 1 where false") is None


async def test_a_transaction_is_committed_at_its_end(database: Database) -> None:
    await database.execute("create table note (words text)")
    async with database.transaction() as transaction:
        await transaction.execute("insert into note values ($1)", "kept")
        assert await transaction.fetchval("select count(*) from note") == 1
        assert await database.fetchval("select count(*) from note") == 0
    assert await database.fetchval("select words from note") == "kept"


async def test_an_error_rolls_the_transaction_back(database: Database) -> None:
    await database.execute("create table note (words text)")
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as transaction:
            await transaction.execute("insert into note values ('lost')")
            raise ZeroDivisionError
    assert await database.fetchval("select count(*) from note") == 0


async def test_many_rows_are_written_all_or_none(database: Database) -> None:
    await database.execute("create table number (n int check (n < 3))")
    await database.executemany("insert into number values ($1)", [(1,), (2,)])
    with pytest.raises(Exception, match="number_n_check"):
        await database.executemany("insert into number values ($1)", [(0,), (3,)])
    assert await database.fetchval("select count(*) from number") == 2


async def test_statements_are_counted_on_every_connection(database: Database) -> None:
    async with database.watch() as seen:
        await asyncio.gather(*(database.fetchval(f"select {n}") for n in range(6)))
        async with database.transaction() as transaction:
            await transaction.fetchval("select 7")
    await database.fetchval("select 8")
    assert sorted(seen) == ["BEGIN;", "COMMIT;", *(f"select {n}" for n in range(6)), "select 7"]


async def test_what_the_driver_asks_about_types_is_not_counted(database: Database) -> None:
    statement = "select array['abc'::name]"
    async with database.watch() as seen:
        await asyncio.gather(*(database.fetchval(statement) for _ in range(4)))
    assert seen == [statement] * 4


async def test_every_connection_thinks_in_utc_and_without_jit(database: Database) -> None:
    assert await database.fetchval("show jit") == "off"
    assert await database.fetchval("show timezone") == "UTC"


async def test_statements_stay_prepared_unless_the_url_asks_otherwise(database_url: str) -> None:
    async def prepared(url: str) -> int:
        async with connect(url, 1) as database:
            await database.fetchval("select 1")
            return int(await database.fetchval("select count(*) from pg_prepared_statements"))

    assert await prepared(database_url) > 1
    separator = "&" if "?" in database_url else "?"
    assert await prepared(f"{database_url}{separator}statement_cache_size=0") <= 1


MODE = "select current_setting('plan_cache_mode') as mode"


async def test_a_statement_is_planned_once_unless_it_is_asked_for_values(database: Database) -> None:
    assert await database.fetchval(MODE) == "force_generic_plan"
    assert [row["mode"] for row in await database.fetch_for_values(MODE)] == ["force_custom_plan"]
    async with database.transaction() as transaction:
        assert [row["mode"] for row in await transaction.fetch_for_values(MODE)] == ["force_generic_plan"]


async def test_a_connection_plans_once_again_after_a_failure(database_url: str) -> None:
    async with connect(database_url, 1) as database:
        with pytest.raises(asyncpg.DivisionByZeroError):
            await database.fetch_for_values("select 1 / $1::int", 0)
        assert await database.fetchval(MODE) == "force_generic_plan"
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(database.fetch_for_values("select pg_sleep($1)", 60), 0.1)
        assert await database.fetchval(MODE) == "force_generic_plan"


async def test_statements_that_do_not_stay_prepared_are_planned_as_the_server_likes(
    database_url: str,
) -> None:
    separator = "&" if "?" in database_url else "?"
    async with connect(f"{database_url}{separator}statement_cache_size=0", 1) as database:
        assert await database.fetchval(MODE) == "auto"
        assert [row["mode"] for row in await database.fetch_for_values(MODE)] == ["auto"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgres://comptoir:secret@127.0.0.1:1/comptoir", "PostgreSQL can't be used: "),
        ("mysql://comptoir:secret@127.0.0.1/comptoir", "starts with postgres:// or postgresql://"),
    ],
)
async def test_a_database_out_of_reach_is_a_sentence_without_the_password(url: str, sentence: str) -> None:
    with pytest.raises(DatabaseUnavailable, match=sentence) as refused:
        async with connect(url):
            pass
    assert "secret" not in str(refused.value)


async def test_a_database_that_does_not_exist_is_named(database_url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="nowhere"):
        async with connect(database_url.replace("/comptoir_test_", "/nowhere_", 1)):
            pass


async def test_a_connection_lost_in_a_transaction_is_told_and_leaves_nothing_behind(
    database_url: str,
) -> None:
    with pytest.raises(asyncpg.InterfaceError, match="the underlying connection is closed"):
        async with connect(database_url, 2) as database, database.transaction() as transaction:
            mine = await transaction.fetchval("select pg_backend_pid()")
            await database.fetchval("select pg_terminate_backend($1)", mine)
            await transaction.fetchval("select 1")
    async with connect(database_url, 1) as database:
        assert await database.fetchval("select 1") == 1


CUT_ALL = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""


@pytest.fixture
async def scissors(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection that cuts the others."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def test_the_first_statements_after_all_connections_were_cut_succeed(
    database: Database, scissors: asyncpg.Connection
) -> None:
    await database.execute("create table notes (text text)")
    for number in range(6):
        pause = database.fetchval("select pg_sleep(0.01)")
        await asyncio.gather(pause, *(database.fetch("select pg_sleep(0.01)") for _ in range(3)))
        await scissors.execute(CUT_ALL)
        assert [row["one"] for row in await database.fetch("select 1 as one")] == [1]
        await scissors.execute(CUT_ALL)
        async with database.transaction() as writing:
            await writing.execute("insert into notes values ($1)", str(number))
        await scissors.execute(CUT_ALL)
        assert await database.fetchval("select count(*) from notes") == number + 1
        await scissors.execute(CUT_ALL)
        assert await database.fetchrow("select 1") is not None


async def test_what_writes_is_not_tried_twice_where_it_was_cut(database: Database) -> None:
    await database.execute("create table notes (text text); create sequence tries")
    with pytest.raises(CUT):
        await database.fetchval(
            """
            with noted as (insert into notes values ('once') returning nextval('tries'))
            select pg_terminate_backend(pg_backend_pid()) from noted
            """
        )
    assert await database.fetchval("select nextval('tries')") == 2
    assert await database.fetchval("select count(*) from notes") == 0


async def test_a_mistake_in_a_statement_is_no_outage(database: Database) -> None:
    async with database.watch() as seen:
        with pytest.raises(asyncpg.InterfaceError):
            await database.fetchval("select $1::int", 1, 2)
        with pytest.raises(asyncpg.DataError):
            await database.fetchval("select $1::int", 2**40)
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("statement", "reads"),
    [
        ("select 1", True),
        ("\nwith found as (select 1) select * from found", True),
        ("insert into notes values (1)", False),
        ("with gone as (delete from notes returning 1) select * from gone", False),
        ("select id from notes for update", False),
        ("select pg_notify('a', 'b')", False),
        ("select pg_try_advisory_lock(1)", False),
        ("select updated_at from notes", True),
    ],
)
def test_what_only_reads_is_known(statement: str, reads: bool) -> None:
    assert only_reads(statement) == reads
