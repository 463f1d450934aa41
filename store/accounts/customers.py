"""Customers: registering, signing in, what they may change, what they may take along, and being forgotten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.accounts.addresses import addresses_of
from store.accounts.passwords import hash_password, verify_password
from store.accounts.sessions import Opened, end_all_sessions, open_session
from store.accounts.throttle import REGISTER, SIGN_IN, admit, forget
from store.accounts.tokens import Audience
from store.database import Database, Statements
from store.deadlocks import begun_anew
from store.incidents.erasing import erase_reports, reported_by
from store.reviews.authors import publish_author
from store.reviews.erasing import erase_reviews, written_by


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """What a customer's account holds."""

    id: int
    email: str
    public_name: str | None
    language: str | None
    region: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class EmailTaken:
    """Somebody has registered with this address already."""


@dataclass(frozen=True, slots=True)
class TooManyTries:
    """The throttle says wait."""


@dataclass(frozen=True, slots=True)
class NotSignedIn:
    """The address or the password is wrong; which one isn't told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What somebody registers with. ``language`` and ``region`` are those of the request."""

    email: str
    password: str
    public_name: str | None
    language: str
    region: str


def tidy_email(text: str) -> str:
    """The form in which addresses are kept and compared."""
    return text.strip().lower()


async def register(
    database: Database, wanted: Registration, now: datetime
) -> Opened | EmailTaken | TooManyTries:
    """Make an account and sign in to it."""
    email = tidy_email(wanted.email)
    if not await admit(database, REGISTER, email, now):
        return TooManyTries()
    kept = await hash_password(wanted.password)
    async with database.transaction() as statements:
        number = await statements.fetchval(
            """
            insert into customers (email, password_hash, public_name, language, region, created_at)
            values ($1, $2, $3, $4, $5, $6) on conflict (email) do nothing returning id
            """,
            email, kept, wanted.public_name, wanted.language, wanted.region, now,
        )  # fmt: skip
        if number is None:
            return EmailTaken()
        return await open_session(
            statements, Audience.CUSTOMER, number, now, region=wanted.region, language=wanted.language
        )


async def sign_in(
    database: Database, email: str, password: str, now: datetime
) -> Opened | NotSignedIn | TooManyTries:
    """Sign in with address and password; takes as long, and answers alike, whether there is an account."""
    email = tidy_email(email)
    if not await admit(database, SIGN_IN, email, now):
        return TooManyTries()
    row = await database.fetchrow(
        "select id, password_hash, region, language from customers where email = $1", email
    )
    right = await verify_password(password, row["password_hash"] if row is not None else None)
    if row is None or not right:
        return NotSignedIn()
    await forget(database, SIGN_IN, email)
    return await open_session(
        database, Audience.CUSTOMER, row["id"], now, region=row["region"], language=row["language"]
    )


async def find_customer(statements: Statements, number: int) -> CustomerRecord | None:
    """The account with this number; None once it is erased."""
    row = await statements.fetchrow(
        """
        select id, email, public_name, language, region, created_at from customers
        where id = $1 and erased_at is null
        """,
        number,
    )
    return None if row is None else CustomerRecord(**dict(row))


async def update_customer(
    database: Database, number: int, changes: dict[str, str | None]
) -> CustomerRecord | None:
    """Change public name, language or region; fields that aren't named stay."""
    async with database.transaction() as statements:
        await statements.execute(
            """
            update customers set
                public_name = case when $2 then $3 else public_name end,
                language = case when $4 then $5 else language end,
                region = case when $6 then $7 else region end
            where id = $1 and erased_at is null
            """,
            number,
            "public_name" in changes, changes.get("public_name"),
            "language" in changes, changes.get("language"),
            "region" in changes, changes.get("region"),
        )  # fmt: skip
        if "public_name" in changes:
            await publish_author(statements, number)
        return await find_customer(statements, number)


async def change_password(database: Database, number: int, present: str, wanted: str, now: datetime) -> bool:
    """Put another password in the place of the present one and end every session; False if that is wrong."""
    kept = await database.fetchval("select password_hash from customers where id = $1", number)
    if not await verify_password(present, kept):
        return False
    renewed = await hash_password(wanted)
    async with database.transaction() as statements:
        await statements.execute("update customers set password_hash = $2 where id = $1", number, renewed)
        await end_all_sessions(statements, number, now)
    return True


async def personal_data(statements: Statements, number: int) -> dict[str, Any] | None:
    """Everything that the account keeps about a person, to take along (GDPR art. 20)."""
    customer = await find_customer(statements, number)
    if customer is None:
        return None
    addresses = await addresses_of(statements, number)
    return {
        "email": customer.email,
        "public_name": customer.public_name,
        "identity": await statements.fetchval("select subject from customers where id = $1", number),
        "language": customer.language,
        "region": customer.region,
        "created_at": customer.created_at.isoformat(),
        "addresses": [{"country": address.country, **address.parts} for address in addresses],
        "reviews": await written_by(statements, number),
        "problem_reports": await reported_by(statements, number),
    }


@begun_anew
async def erase_customer(database: Database, number: int, now: datetime) -> None:
    """Forget a person (GDPR art. 17): what is personal goes, the row stays for the figures that count it."""
    async with database.transaction() as statements:
        await erase_reviews(statements, number, now)
        await erase_reports(statements, number)
        await end_all_sessions(statements, number, now)
        await statements.execute("delete from addresses where customer_id = $1", number)
        await statements.execute("delete from payment_methods where customer_id = $1", number)
        await statements.execute(
            """
            update customers set email = null, password_hash = null, public_name = null, subject = null,
                language = null, region = null, erased_at = $2
            where id = $1 and erased_at is null
            """,
            number, now,
        )  # fmt: skip
