"""Saying at the command line who works in the shop."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.commands.console import Refused
from api.commands.staff import employ_demo_staff, read_grant, refuse_demo_staff
from store import demo
from store.accounts.sessions import Opened
from store.accounts.staff import Grant, Role, add_staff, find_staff, sign_in_staff
from store.database import Database
from tests.api.test_cli import comptoir

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_staff_are_added_and_removed(database: Database, database_url: str) -> None:
    given = {"COMPTOIR_DATABASE_URL": database_url}
    added = comptoir(
        "staff", "add", "eve@example.org", "--role", "PRICES:DE", "--role", "STOCK",
        stdin="correct horse battery\n", **given,
    )  # fmt: skip
    assert (added.returncode, added.stderr) == (0, "eve@example.org works here as PRICES:DE, STOCK.\n")
    opened = await sign_in_staff(database, "eve@example.org", "correct horse battery", NOW)
    assert isinstance(opened, Opened)
    eve = await find_staff(database, opened.person.id)
    assert eve is not None
    assert eve.grants == {Grant(Role.PRICES, "DE"), Grant(Role.STOCK)}
    removed = comptoir("staff", "remove", "eve@example.org", **given)
    assert (removed.returncode, removed.stderr) == (0, "eve@example.org doesn't work here any more.\n")
    again = comptoir("staff", "remove", "eve@example.org", **given)
    assert (again.returncode, again.stderr) == (1, "Nobody with the address eve@example.org works here.\n")


def test_a_password_that_is_too_short_is_refused_before_anything_is_opened() -> None:
    refused = comptoir("staff", "add", "eve@example.org", "--role", "STOCK", stdin="short\n")
    assert (refused.returncode, refused.stderr) == (1, "A password has 10 to 256 characters.\n")


@pytest.mark.parametrize("text", ["COOK", "", "stock", "STOCK:XX"])
def test_what_is_no_role_or_no_region_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="there are"):
        read_grant(text)


async def test_production_does_not_start_while_the_demos_staff_member_works_here(database: Database) -> None:
    await refuse_demo_staff(database)
    await employ_demo_staff(database, NOW)
    with pytest.raises(Refused, match=r"run: comptoir staff remove staff@example\.org"):
        await refuse_demo_staff(database)
    await add_staff(database, replace(demo.STAFF, password="a password of one's own"), NOW)
    await refuse_demo_staff(database)


async def test_the_demo_has_somebody_who_may_everything_and_keeps_what_was_changed(
    database: Database,
) -> None:
    await employ_demo_staff(database, NOW)
    opened = await sign_in_staff(database, demo.STAFF.email, demo.STAFF.password, NOW)
    assert isinstance(opened, Opened)
    await database.execute("delete from staff_roles")
    await employ_demo_staff(database, NOW)
    found = await find_staff(database, opened.person.id)
    assert found is not None
    assert found.grants == frozenset()
