"""Saying who works in the shop."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import typer

from api.commands.catalogue import require_migrations
from api.commands.console import Refused, say
from api.commands.reach import reachable
from api.settings import Settings
from regions.lawbook import lawbook
from store import demo
from store.accounts.passwords import LONGEST, SHORTEST
from store.accounts.staff import Grant, NewStaff, Role, add_staff, disable_staff, find_by_password, is_known
from store.database import Database, connect


def run_add(settings: Settings, email: str, name: str, roles: Sequence[str], operator: str) -> None:
    """Add or change a staff member. Raises Refused with a sentence."""
    if "@" not in email:
        raise Refused(f"{email} isn't an e-mail address.")
    grants = [read_grant(role) for role in roles]
    wanted = NewStaff(email, name or email, _ask_password(), grants)

    async def run(url: str) -> None:
        async with connect(url) as database:
            await require_migrations(database)
            await add_staff(database, wanted, datetime.now(UTC), operator=operator)

    with reachable(settings) as reached:
        asyncio.run(run(reached.database_url))
    say(f"{email} works here as {', '.join(roles)}.")


def run_remove(settings: Settings, email: str, operator: str) -> None:
    """End a staff member's work. Raises Refused with a sentence."""

    async def run(url: str) -> bool:
        async with connect(url) as database:
            await require_migrations(database)
            return await disable_staff(database, email, datetime.now(UTC), operator=operator)

    with reachable(settings) as reached:
        removed = asyncio.run(run(reached.database_url))
    if not removed:
        raise Refused(f"Nobody with the address {email} works here.")
    say(f"{email} doesn't work here any more.")


def read_grant(text: str) -> Grant:
    """The grant that ``ROLE`` or ``ROLE:REGION`` is. Raises Refused."""
    role, _, region = text.partition(":")
    if role not in list(Role):
        raise Refused(f"{role} isn't a role; there are: {', '.join(Role)}.")
    if region and region not in lawbook().storefronts:
        raise Refused(f"{region} isn't a region; there are: {', '.join(lawbook().storefronts)}.")
    return Grant(Role(role), region or None)


async def employ_demo_staff(database: Database, now: datetime) -> None:
    """Let the demo's staff member work, unless somebody has changed them."""
    if not await is_known(database, demo.STAFF.email):
        await add_staff(database, demo.STAFF, now)


async def refuse_demo_staff(database: Database) -> None:
    """Raise Refused with a sentence if the demo's staff member works here, whose password everybody knows."""
    if await find_by_password(database, demo.STAFF.email, demo.STAFF.password) is not None:
        raise Refused(
            f"Everybody knows the password of {demo.STAFF.email}, who works here; "
            f"run: comptoir staff remove {demo.STAFF.email}"
        )


def _ask_password() -> str:
    if sys.stdin.isatty():
        password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"A password has {SHORTEST} to {LONGEST} characters.")
    return password
