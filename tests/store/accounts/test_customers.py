import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from store.accounts.addresses import (
    AddressRecord,
    BadAddress,
    add_address,
    addresses_of,
    change_address,
    check_address,
    delete_address,
)
from store.accounts.customers import (
    CustomerRecord,
    EmailTaken,
    NotSignedIn,
    Registration,
    TooManyTries,
    change_password,
    erase_customer,
    find_customer,
    personal_data,
    register,
    sign_in,
    update_customer,
)
from store.accounts.sessions import Opened, continue_session
from store.accounts.tokens import Audience
from store.database import Database

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"
BERLIN = {
    "name": "Ada Lovelace",
    "street_address": "Unter den Linden 6",
    "postal_code": "10117",
    "city": "Berlin",
}


def ada(email: str = "Ada@Example.org ") -> Registration:
    return Registration(email=email, password=PASSWORD, public_name="Ada", language="de", region="DE")


async def registered(database: Database) -> Opened:
    opened = await register(database, ada(), NOW)
    assert isinstance(opened, Opened)
    return opened


async def test_who_registers_is_signed_in_and_can_sign_in_again(database: Database) -> None:
    opened = await registered(database)
    assert await find_customer(database, opened.person.id) == CustomerRecord(
        opened.person.id, "ada@example.org", "Ada", "de", "DE", NOW
    )
    again = await sign_in(database, "ADA@example.org", PASSWORD, NOW)
    assert isinstance(again, Opened)
    assert (again.person.id, again.person.session != opened.person.session) == (opened.person.id, True)


async def test_an_address_is_registered_once_even_at_the_same_time(database: Database) -> None:
    answers = await asyncio.gather(*(register(database, ada(), NOW) for _ in range(4)))
    assert sum(isinstance(answer, Opened) for answer in answers) == 1
    assert sum(isinstance(answer, EmailTaken) for answer in answers) == 3


async def test_a_wrong_password_and_an_unknown_address_are_answered_alike(database: Database) -> None:
    await registered(database)
    assert await sign_in(database, "ada@example.org", "wrong password", NOW) == NotSignedIn()
    assert await sign_in(database, "bob@example.org", PASSWORD, NOW) == NotSignedIn()


async def test_who_knows_the_password_signs_in_as_often_as_they_like(database: Database) -> None:
    await registered(database)
    for _ in range(12):
        assert isinstance(await sign_in(database, "ada@example.org", PASSWORD, NOW), Opened)


async def test_sign_in_is_throttled_even_for_the_right_password(database: Database) -> None:
    await registered(database)
    for _ in range(10):
        assert await sign_in(database, "ada@example.org", "wrong password", NOW) == NotSignedIn()
    assert await sign_in(database, "ada@example.org", PASSWORD, NOW) == TooManyTries()
    later = NOW + timedelta(minutes=15)
    assert isinstance(await sign_in(database, "ada@example.org", PASSWORD, later), Opened)


async def test_only_what_is_named_changes(database: Database) -> None:
    number = (await registered(database)).person.id
    changed = await update_customer(database, number, {"public_name": None, "language": "en"})
    assert changed == CustomerRecord(number, "ada@example.org", None, "en", "DE", NOW)


async def test_a_new_password_ends_the_sessions_of_the_old_one(database: Database) -> None:
    opened = await registered(database)
    number = opened.person.id
    assert not await change_password(database, number, "wrong password", "another good password", NOW)
    assert await change_password(database, number, PASSWORD, "another good password", NOW)
    assert await continue_session(database, opened.refresh_token, Audience.CUSTOMER, NOW) is None
    assert await sign_in(database, "ada@example.org", PASSWORD, NOW) == NotSignedIn()
    assert isinstance(await sign_in(database, "ada@example.org", "another good password", NOW), Opened)


async def test_an_erased_customer_is_nobody_and_the_address_is_free_again(database: Database) -> None:
    opened = await registered(database)
    number = opened.person.id
    await add_address(database, number, "DE", BERLIN, False)
    assert await personal_data(database, number) == {
        "email": "ada@example.org",
        "public_name": "Ada",
        "identity": None,
        "language": "de",
        "region": "DE",
        "created_at": "2026-11-21T12:00:00+00:00",
        "addresses": [{"country": "DE", **BERLIN}],
        "reviews": [],
        "problem_reports": [],
    }
    await erase_customer(database, number, NOW)
    assert await personal_data(database, number) is None
    assert await addresses_of(database, number) == []
    assert await continue_session(database, opened.refresh_token, Audience.CUSTOMER, NOW) is None
    kept = await database.fetchrow("select * from customers where id = $1", number)
    assert kept is not None
    assert {name for name, value in kept.items() if value is not None} == {"id", "created_at", "erased_at"}
    assert isinstance(await register(database, ada(), NOW), Opened)


@pytest.mark.parametrize(
    ("country", "parts", "expected"),
    [
        ("DE", BERLIN, BERLIN),
        ("DE", {**BERLIN, "postal_code": "1011"}, BadAddress({"postal_code": "invalid"})),
        ("DE", {**BERLIN, "city": ""}, BadAddress({"city": "required"})),
        ("DE", {**BERLIN, "city": "x" * 201}, BadAddress({"city": "invalid"})),
        ("XX", BERLIN, BadAddress({"country_code": "invalid"})),
        (
            "IT",
            {"name": "Ada", "street_address": "Via Roma 1", "postal_code": "20121", "city": "Milano"},
            BadAddress({"country_area": "required"}),
        ),
        (
            "GB",
            {"name": "Ada", "street_address": "1 High St", "postal_code": "sw1a 1aa", "city": "London"},
            {"name": "Ada", "street_address": "1 High St", "postal_code": "SW1A 1AA", "city": "London"},
        ),
    ],
)
def test_an_address_is_checked_by_its_country(
    country: str, parts: dict[str, str], expected: dict[str, str] | BadAddress
) -> None:
    assert check_address(country, parts) == expected


async def test_there_is_always_one_default_address(database: Database) -> None:
    number = (await registered(database)).person.id
    first = await add_address(database, number, "DE", BERLIN, False)
    second = await add_address(database, number, "DE", BERLIN | {"name": "Work"}, True)
    assert isinstance(first, AddressRecord)
    assert isinstance(second, AddressRecord)
    assert [(kept.id, kept.is_default) for kept in await addresses_of(database, number)] == [
        (second.id, True),
        (first.id, False),
    ]
    assert await delete_address(database, number, second.id)
    assert [(kept.id, kept.is_default) for kept in await addresses_of(database, number)] == [(first.id, True)]


async def test_many_defaults_at_the_same_time_leave_one(database: Database) -> None:
    number = (await registered(database)).person.id
    await asyncio.gather(*(add_address(database, number, "DE", BERLIN, True) for _ in range(6)))
    kept = await addresses_of(database, number)
    assert (len(kept), sum(address.is_default for address in kept)) == (6, 1)


async def test_nobody_changes_another_customers_address(database: Database) -> None:
    number = (await registered(database)).person.id
    other = await register(database, ada("bob@example.org"), NOW)
    assert isinstance(other, Opened)
    address = await add_address(database, number, "DE", BERLIN, False)
    assert isinstance(address, AddressRecord)
    assert await change_address(database, other.person.id, address.id, "DE", BERLIN, True) is None
    assert not await delete_address(database, other.person.id, address.id)
    changed = await change_address(database, number, address.id, "DE", BERLIN | {"name": "Home"}, False)
    assert isinstance(changed, AddressRecord)
    assert (changed.parts["name"], changed.is_default) == ("Home", True)
