"""Which account an identity opens."""

from dataclasses import replace

from store.accounts.customers import (
    EmailTaken,
    NotSignedIn,
    Registration,
    erase_customer,
    personal_data,
    register,
)
from store.accounts.openid import Identity
from store.accounts.openid.linking import EmailUnverified, link, sign_in_staff_with, sign_in_with
from store.accounts.sessions import Opened
from store.accounts.staff import NewStaff, add_staff, disable_staff
from store.audit import read_audit
from store.database import Database
from tests.store.accounts.openid.issuer import NOW

ADA = Identity("https://house.example", "ada-17", "ada@example.org")


async def opened(database: Database, identity: Identity) -> object:
    """What signing in with an identity leads to."""
    return await sign_in_with(database, identity, language="de", region="DE", now=NOW)


async def registered(database: Database, email: str) -> int:
    """The number of a customer with a password."""
    wanted = Registration(
        email=email, password="correct horse battery", public_name=None, language="de", region="DE"
    )
    found = await register(database, wanted, NOW)
    assert isinstance(found, Opened)
    return found.person.id


async def test_who_is_new_gets_an_account_and_finds_it_again(database: Database) -> None:
    first = await opened(database, ADA)
    assert isinstance(first, Opened)
    again = await opened(database, replace(ADA, email=None))
    assert isinstance(again, Opened)
    assert again.person.id == first.person.id
    told = await personal_data(database, first.person.id)
    assert told is not None
    assert (told["email"], told["region"]) == ("ada@example.org", "DE")
    assert told["identity"] == "https://house.example ada-17"


async def test_who_is_new_needs_a_verified_address(database: Database) -> None:
    assert await opened(database, replace(ADA, email=None)) == EmailUnverified()
    assert await database.fetchval("select count(*) from customers") == 0


async def test_an_equal_address_never_opens_somebodys_account(database: Database) -> None:
    number = await registered(database, "ada@example.org")
    assert await opened(database, ADA) == EmailTaken()
    assert await database.fetchval("select subject from customers where id = $1", number) is None
    assert await link(database, number, ADA)
    linked = await opened(database, ADA)
    assert isinstance(linked, Opened)
    assert linked.person.id == number


async def test_equal_subjects_of_two_issuers_are_two_people(database: Database) -> None:
    first = await opened(database, ADA)
    second = await opened(database, Identity("https://other.example", "ada-17", "ada@other.example"))
    assert isinstance(first, Opened)
    assert isinstance(second, Opened)
    assert first.person.id != second.person.id


async def test_an_identity_opens_one_account_and_an_account_has_one_identity(database: Database) -> None:
    ada, eve = await registered(database, "ada@example.org"), await registered(database, "eve@example.org")
    assert await link(database, ada, ADA)
    assert await link(database, ada, ADA)
    assert not await link(database, eve, ADA)
    assert not await link(database, ada, replace(ADA, subject="ada-18"))


async def test_who_is_erased_is_a_stranger_again(database: Database) -> None:
    first = await opened(database, ADA)
    assert isinstance(first, Opened)
    await erase_customer(database, first.person.id, NOW)
    again = await opened(database, ADA)
    assert isinstance(again, Opened)
    assert again.person.id != first.person.id


async def test_staff_are_linked_the_first_time_by_the_address_they_were_invited_under(
    database: Database,
) -> None:
    assert await sign_in_staff_with(database, ADA, NOW) == NotSignedIn()
    number = await add_staff(database, NewStaff("ada@example.org", "Ada", "correct horse battery", []), NOW)
    assert await sign_in_staff_with(database, replace(ADA, email=None), NOW) == NotSignedIn()
    first = await sign_in_staff_with(database, ADA, NOW)
    assert isinstance(first, Opened)
    assert first.person.id == number
    [entry, *_] = await read_audit(database, 5)
    assert (entry.action, entry.subject, entry.actor_name) == ("staff.linked", f"staff:{number}", "Ada")
    assert isinstance(await sign_in_staff_with(database, replace(ADA, email=None), NOW), Opened)
    stranger = replace(ADA, subject="eve-1")
    assert await sign_in_staff_with(database, stranger, NOW) == NotSignedIn()
    await disable_staff(database, "ada@example.org", NOW)
    assert await sign_in_staff_with(database, ADA, NOW) == NotSignedIn()
