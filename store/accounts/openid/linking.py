"""From somebody whom a provider knows to an account of ours.

An account is linked to issuer and subject. An equal e-mail address never opens an account of a customer: who
registered here hasn't proved that the address is theirs, and whoever registers with somebody else's would
wait for them there. Staff are invited by others under addresses that these vouch for, so a verified one is
enough the first time.
"""

from dataclasses import dataclass
from datetime import datetime

from store.accounts.customers import EmailTaken, NotSignedIn
from store.accounts.openid.claims import Identity
from store.accounts.sessions import Opened, open_session
from store.accounts.tokens import Audience
from store.audit import record
from store.database import Database, Statements

FIND = "select id, region, language from customers where subject = $1"
REGISTER = """
insert into customers (email, subject, language, region, created_at) values ($1, $2, $3, $4, $5)
on conflict do nothing
"""
LINK = """
update customers set subject = $2 where id = $1 and erased_at is null and (subject is null or subject = $2)
    and not exists (select from customers other where other.subject = $2 and other.id <> $1)
returning id
"""
FIND_STAFF = "select id from staff_members where subject = $1 and disabled_at is null"
LINK_STAFF = """
update staff_members set subject = $1
where email = $2 and subject is null and disabled_at is null returning id
"""


@dataclass(frozen=True, slots=True)
class EmailUnverified:
    """The provider doesn't say that the address of a new customer is theirs."""


async def sign_in_with(
    database: Database, identity: Identity, *, language: str, region: str, now: datetime
) -> Opened | EmailTaken | EmailUnverified:
    """Sign in to the account that is linked to an identity; without one, make it.

    ``language`` and ``region`` are those of the request, and become a new customer's.
    """
    opened = await _open(database, identity, now)
    if opened is not None:
        return opened
    if identity.email is None:
        return EmailUnverified()
    await database.execute(REGISTER, identity.email, identity.name, language, region, now)
    return await _open(database, identity, now) or EmailTaken()


async def link(database: Database, customer: int, identity: Identity) -> bool:
    """Link an identity to the account of a customer who is signed in.

    False if that identity has another account, or that account another identity.
    """
    return await database.fetchval(LINK, customer, identity.name) is not None


async def sign_in_staff_with(database: Database, identity: Identity, now: datetime) -> Opened | NotSignedIn:
    """Sign in the staff member who is linked to an identity, or was invited under its verified address."""
    async with database.transaction() as writing:
        number = await writing.fetchval(FIND_STAFF, identity.name)
        if number is None and identity.email is not None:
            number = await _link_staff(writing, identity, now)
        return NotSignedIn() if number is None else await open_session(writing, Audience.STAFF, number, now)


async def _link_staff(writing: Statements, identity: Identity, now: datetime) -> int | None:
    number: int | None = await writing.fetchval(LINK_STAFF, identity.name, identity.email)
    if number is not None:
        told = {"issuer": identity.issuer}
        await record(writing, number, "staff.linked", f"staff:{number}", None, told, now)
    return number


async def _open(statements: Statements, identity: Identity, now: datetime) -> Opened | None:
    row = await statements.fetchrow(FIND, identity.name)
    if row is None:
        return None
    return await open_session(
        statements, Audience.CUSTOMER, row["id"], now, region=row["region"], language=row["language"]
    )
