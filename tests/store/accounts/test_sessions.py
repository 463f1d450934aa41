import asyncio
from datetime import UTC, datetime, timedelta

from store.accounts.sessions import continue_session, end_all_sessions, end_session, open_session
from store.accounts.tokens import Audience
from store.database import Database

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
CUSTOMER = Audience.CUSTOMER


async def customer(database: Database, email: str = "ada@example.org") -> int:
    number: int = await database.fetchval(
        "insert into customers (email, created_at) values ($1, $2) returning id", email, NOW
    )
    return number


async def test_a_refresh_token_is_good_for_one_use_and_brings_the_next(database: Database) -> None:
    opened = await open_session(database, CUSTOMER, await customer(database), NOW)
    continued = await continue_session(database, opened.refresh_token, CUSTOMER, NOW)
    assert continued is not None
    assert continued.person == opened.person
    assert continued.refresh_token != opened.refresh_token
    again = await continue_session(database, continued.refresh_token, CUSTOMER, LATER)
    assert again is not None


async def test_a_second_use_ends_the_whole_family(database: Database) -> None:
    opened = await open_session(database, CUSTOMER, await customer(database), NOW)
    continued = await continue_session(database, opened.refresh_token, CUSTOMER, NOW)
    assert continued is not None
    assert await continue_session(database, opened.refresh_token, CUSTOMER, LATER) is None
    assert await continue_session(database, continued.refresh_token, CUSTOMER, LATER) is None


async def test_a_client_that_asks_twice_at_once_keeps_its_session(database: Database) -> None:
    opened = await open_session(database, CUSTOMER, await customer(database), NOW)
    answers = await asyncio.gather(
        *(continue_session(database, opened.refresh_token, CUSTOMER, NOW) for _ in range(8))
    )
    continued = [answer for answer in answers if answer is not None]
    assert len(continued) == 1
    assert await continue_session(database, continued[0].refresh_token, CUSTOMER, LATER) is not None


async def test_unknown_ended_and_revoked_tokens_continue_nothing(database: Database) -> None:
    number = await customer(database)
    opened = await open_session(database, CUSTOMER, number, NOW)
    assert await continue_session(database, "unknown", CUSTOMER, NOW) is None
    assert await continue_session(database, opened.refresh_token, Audience.STAFF, NOW) is None
    late = NOW + timedelta(days=60)
    assert await continue_session(database, opened.refresh_token, CUSTOMER, late) is None
    await end_session(database, opened.person.session, NOW)
    assert await continue_session(database, opened.refresh_token, CUSTOMER, NOW) is None


async def test_ending_all_sessions_leaves_other_customers_alone(database: Database) -> None:
    ada = await customer(database)
    bob = await customer(database, "bob@example.org")
    first = await open_session(database, CUSTOMER, ada, NOW)
    second = await open_session(database, CUSTOMER, ada, NOW)
    other = await open_session(database, CUSTOMER, bob, NOW)
    await end_all_sessions(database, ada, NOW)
    assert await continue_session(database, first.refresh_token, CUSTOMER, NOW) is None
    assert await continue_session(database, second.refresh_token, CUSTOMER, NOW) is None
    assert await continue_session(database, other.refresh_token, CUSTOMER, NOW) is not None


async def test_no_token_is_kept_in_clear(database: Database) -> None:
    opened = await open_session(database, CUSTOMER, await customer(database), NOW)
    kept = await database.fetch("select digest from refresh_tokens")
    assert [len(row["digest"]) for row in kept] == [64]
    assert opened.refresh_token not in kept[0]["digest"]


async def test_an_erased_customer_and_a_disabled_member_of_staff_are_out(database: Database) -> None:
    number = await customer(database)
    opened = await open_session(database, CUSTOMER, number, NOW)
    await database.execute("update customers set erased_at = $1", NOW)
    assert await continue_session(database, opened.refresh_token, CUSTOMER, NOW) is None
    staff: int = await database.fetchval(
        "insert into staff_members (email, name, created_at) values ($1, 'Eva', $2) returning id",
        "eva@example.org",
        NOW,
    )
    session = await open_session(database, Audience.STAFF, staff, NOW)
    continued = await continue_session(database, session.refresh_token, Audience.STAFF, NOW)
    assert continued is not None
    await database.execute("update staff_members set disabled_at = $1", NOW)
    assert await continue_session(database, continued.refresh_token, Audience.STAFF, NOW) is None
