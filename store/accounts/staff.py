"""Staff: who works in the shop, what each may do in which region, and signing in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.accounts.customers import NotSignedIn, TooManyTries, tidy_email
from store.accounts.passwords import hash_password, verify_password
from store.accounts.sessions import Opened, open_session
from store.accounts.throttle import SIGN_IN, admit, forget
from store.accounts.tokens import Audience
from store.audit import record
from store.database import Database, Statements


class Role(StrEnum):
    """What staff may do. Nobody has a role that isn't given, ADMIN has no other one by itself."""

    CATALOGUE = "CATALOGUE"
    PRICES = "PRICES"
    STOCK = "STOCK"
    POLICY = "POLICY"
    ORDERS = "ORDERS"
    MODERATION = "MODERATION"
    FIGURES = "FIGURES"
    ADMIN = "ADMIN"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one region, or (None) in all."""

    role: Role
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A staff member who may work, and all that was granted."""

    id: int
    email: str
    name: str
    grants: frozenset[Grant]

    def may(self, role: Role, region: str | None) -> bool:
        """Whether the role is theirs in a region; None asks for all regions."""
        return Grant(role) in self.grants or Grant(role, region) in self.grants

    def regions(self, role: Role) -> frozenset[str] | None:
        """Where the role is theirs; None is everywhere."""
        if Grant(role) in self.grants:
            return None
        return frozenset(grant.region for grant in self.grants if grant.role is role and grant.region)


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody who begins to work."""

    email: str
    name: str
    password: str
    grants: Sequence[Grant]


FIND = """
select staff.id, staff.email, staff.name,
    coalesce(array_agg(role.role) filter (where role.id is not null), '{}') as roles,
    coalesce(array_agg(role.region) filter (where role.id is not null), '{}') as regions
from staff_members staff left join staff_roles role on role.staff_id = staff.id
where staff.id = $1 and staff.disabled_at is null group by staff.id
"""
WORKING = "select id, password_hash from staff_members where email = $1 and disabled_at is null"
UPSERT = """
insert into staff_members (email, name, password_hash, created_at) values ($1, $2, $3, $4)
on conflict (email) do update set name = excluded.name, password_hash = excluded.password_hash,
    disabled_at = null
returning id
"""
GRANT = "insert into staff_roles (staff_id, role, region) values ($1, $2, $3)"


async def find_staff(statements: Statements, number: int) -> Staff | None:
    """The staff member with this number and their grants as they are now; None once they may not work."""
    row = await statements.fetchrow(FIND, number)
    if row is None:
        return None
    known = frozenset(Role)
    pairs = zip(row["roles"], row["regions"], strict=True)
    grants = frozenset(Grant(Role(role), region) for role, region in pairs if role in known)
    return Staff(row["id"], row["email"], row["name"], grants)


async def sign_in_staff(
    database: Database, email: str, password: str, now: datetime
) -> Opened | NotSignedIn | TooManyTries:
    """Sign in with address and password; takes as long, and answers alike, whether there is an account."""
    email = tidy_email(email)
    if not await admit(database, SIGN_IN, f"staff:{email}", now):
        return TooManyTries()
    number = await find_by_password(database, email, password)
    if number is None:
        return NotSignedIn()
    await forget(database, SIGN_IN, f"staff:{email}")
    return await open_session(database, Audience.STAFF, number, now)


async def find_by_password(statements: Statements, email: str, password: str) -> int | None:
    """Who works here with this address and password; takes as long whether there is somebody or not."""
    row = await statements.fetchrow(WORKING, email)
    right = await verify_password(password, None if row is None else row["password_hash"])
    number: int | None = row["id"] if row is not None and right else None
    return number


async def is_known(statements: Statements, email: str) -> bool:
    """Whether somebody with this address works here, or did."""
    found: bool = await statements.fetchval(
        "select exists (select from staff_members where email = $1)", email
    )
    return found


async def add_staff(
    database: Database, wanted: NewStaff, now: datetime, *, operator: str | None = None
) -> int:
    """Let somebody work with these grants and no others; their number. Known ones are changed, and
    their sessions end."""
    email, kept = tidy_email(wanted.email), await hash_password(wanted.password)
    async with database.transaction() as writing:
        number: int = await writing.fetchval(UPSERT, email, wanted.name, kept, now)
        before = await find_staff(writing, number)
        await end_staff_sessions(writing, number, now)
        await writing.execute("delete from staff_roles where staff_id = $1", number)
        for grant in dict.fromkeys(wanted.grants):
            await writing.execute(GRANT, number, grant.role.value, grant.region)
        old = told_grants(before.grants if before else ())
        new = told_grants(wanted.grants)
        await record(writing, None, "staff.set", f"staff:{number}", old, new, now, operator=operator)
    return number


async def disable_staff(
    database: Database, email: str, now: datetime, *, operator: str | None = None
) -> bool:
    """Let somebody work no more, at once; False if nobody with this address does."""
    async with database.transaction() as writing:
        number = await writing.fetchval(
            "update staff_members set disabled_at = $2 where email = $1 and disabled_at is null returning id",
            tidy_email(email), now,
        )  # fmt: skip
        if number is None:
            return False
        await end_staff_sessions(writing, number, now)
        await record(writing, None, "staff.disabled", f"staff:{number}", None, None, now, operator=operator)
    return True


async def end_staff_sessions(writing: Statements, number: int, now: datetime) -> None:
    """Revoke every session of a staff member."""
    await writing.execute(
        "update sessions set revoked_at = $2 where staff_id = $1 and revoked_at is null", number, now
    )


def told_grants(grants: Iterable[Grant]) -> list[str]:
    """Grants as the audit has them."""
    return sorted(f"{grant.role}:{grant.region or 'ALL'}" for grant in grants)
