"""Staff, and what each may do where."""

from datetime import UTC, datetime

from store.accounts.customers import NotSignedIn, TooManyTries
from store.accounts.sessions import Opened, continue_session
from store.accounts.staff import Grant, NewStaff, Role, add_staff, disable_staff, find_staff, sign_in_staff
from store.accounts.tokens import Audience
from store.audit import read_audit
from store.database import Database

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"
EVE = NewStaff("Eve@Example.org", "Eve", PASSWORD, [Grant(Role.PRICES, "DE"), Grant(Role.STOCK)])


async def test_a_role_holds_in_its_region_or_in_all(database: Database) -> None:
    eve = await find_staff(database, await add_staff(database, EVE, NOW))
    assert eve is not None
    assert (eve.email, eve.name) == ("eve@example.org", "Eve")
    assert [eve.may(Role.PRICES, region) for region in ("DE", "GB", None)] == [True, False, False]
    assert [eve.may(Role.STOCK, region) for region in ("DE", "GB", None)] == [True, True, True]
    assert not eve.may(Role.ADMIN, "DE")
    assert eve.regions(Role.PRICES) == {"DE"}
    assert eve.regions(Role.STOCK) is None
    assert eve.regions(Role.ADMIN) == frozenset()


async def test_staff_sign_in_and_go_on(database: Database) -> None:
    number = await add_staff(database, EVE, NOW)
    opened = await sign_in_staff(database, " EVE@example.org", PASSWORD, NOW)
    assert isinstance(opened, Opened)
    assert (opened.person.audience, opened.person.id) == (Audience.STAFF, number)
    assert await continue_session(database, opened.refresh_token, Audience.CUSTOMER, NOW) is None
    assert await continue_session(database, opened.refresh_token, Audience.STAFF, NOW) is not None


async def test_a_wrong_password_and_an_unknown_address_are_refused_alike(database: Database) -> None:
    await add_staff(database, EVE, NOW)
    assert await sign_in_staff(database, "eve@example.org", "wrong password", NOW) == NotSignedIn()
    assert await sign_in_staff(database, "bob@example.org", PASSWORD, NOW) == NotSignedIn()


async def test_the_eleventh_try_has_to_wait(database: Database) -> None:
    for _ in range(10):
        assert await sign_in_staff(database, "bob@example.org", PASSWORD, NOW) == NotSignedIn()
    assert await sign_in_staff(database, "bob@example.org", PASSWORD, NOW) == TooManyTries()


async def test_who_is_added_again_has_only_the_new_grants_and_no_session(database: Database) -> None:
    number = await add_staff(database, EVE, NOW)
    opened = await sign_in_staff(database, EVE.email, PASSWORD, NOW)
    assert isinstance(opened, Opened)
    again = NewStaff(EVE.email, "Eve", PASSWORD, [Grant(Role.ADMIN)])
    assert await add_staff(database, again, NOW) == number
    eve = await find_staff(database, number)
    assert eve is not None
    assert eve.grants == {Grant(Role.ADMIN)}
    assert await continue_session(database, opened.refresh_token, Audience.STAFF, NOW) is None
    newest = (await read_audit(database, 1))[0]
    assert (newest.before, newest.after) == ('["PRICES:DE", "STOCK:ALL"]', '["ADMIN:ALL"]')


async def test_who_works_no_more_is_out_at_once(database: Database) -> None:
    number = await add_staff(database, EVE, NOW)
    opened = await sign_in_staff(database, EVE.email, PASSWORD, NOW)
    assert isinstance(opened, Opened)
    assert await disable_staff(database, EVE.email, NOW)
    assert not await disable_staff(database, EVE.email, NOW)
    assert await find_staff(database, number) is None
    assert await sign_in_staff(database, EVE.email, PASSWORD, NOW) == NotSignedIn()
    assert await continue_session(database, opened.refresh_token, Audience.STAFF, NOW) is None
