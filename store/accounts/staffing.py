"""Looking after who works in the shop: invited, given roles, let go, and given new passwords.

A password is never chosen for somebody else: an invitation and a reset are signed notes, with which their
owner chooses one. Such a note is good until another one is written, or the password is set.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from store.accounts.customers import EmailTaken, tidy_email
from store.accounts.passwords import hash_password
from store.accounts.staff import GRANT, Grant, Role, Staff, end_staff_sessions, find_staff, told_grants
from store.accounts.tokens import Keyring
from store.audit import record
from store.database import Database, Statements

PURPOSE = "staff-password"
TIME_TO_CHOOSE = timedelta(days=3)

LIST = """
select staff.id, staff.email, staff.name, staff.disabled_at,
    coalesce(staff.password_hash like '$argon2%', false) as has_password,
    staff.subject is not null as is_linked,
    array_remove(array_agg(distinct role.role || ':' || coalesce(role.region, '')), null) as grants,
    (select count(*) from sessions where sessions.staff_id = staff.id and revoked_at is null
        and expires_at > $1) as sessions
from staff_members staff left join staff_roles role on role.staff_id = staff.id
group by staff.id order by staff.email
"""
INVITE = """
insert into staff_members (email, name, password_hash, created_at) values ($1, $2, $3, $4)
on conflict (email) do update set name = excluded.name, password_hash = excluded.password_hash,
    subject = null, disabled_at = null where staff_members.disabled_at is not null
returning id
"""
HOLD = "select id from staff_members where email = $1 and disabled_at is null for update"
OTHER_ADMINS = """
select exists (select from staff_roles role join staff_members staff on staff.id = role.staff_id
    where role.role = 'ADMIN' and role.region is null and staff.disabled_at is null and staff.id <> $1)
"""
ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('comptoir staff'))"


@dataclass(frozen=True, slots=True)
class Colleague:
    """A staff member as those see one who look after them."""

    staff: Staff
    disabled_at: datetime | None
    has_password: bool
    is_linked: bool
    """To an outside provider."""
    sessions: int


@dataclass(frozen=True, slots=True)
class LastAdmin:
    """Nobody would be left who may look after the staff of all regions."""


@dataclass(frozen=True, slots=True)
class Key:
    """A note with which somebody chooses a password, and until when."""

    text: str
    expires_at: datetime


async def colleagues(statements: Statements, now: datetime) -> list[Colleague]:
    """Everybody who works here or did, by address."""
    return [
        Colleague(
            Staff(row["id"], row["email"], row["name"], _grants(row["grants"])),
            row["disabled_at"], row["has_password"], row["is_linked"], row["sessions"],
        )
        for row in await statements.fetch(LIST, now)
    ]  # fmt: skip


async def invite(
    database: Database,
    keys: Keyring,
    email: str,
    name: str,
    grants: Sequence[Grant],
    *,
    actor: int | None,
    now: datetime,
) -> Key | EmailTaken:
    """Let somebody work with these grants, and choose a password; also somebody who was let go before."""
    nobodys = _nobodys_password()
    async with database.transaction() as writing:
        number = await writing.fetchval(INVITE, tidy_email(email), name, nobodys, now)
        if number is None:
            return EmailTaken()
        await _replace_grants(writing, number, None, grants)
        told = told_grants(grants)
        await record(writing, actor, "staff.invited", f"staff:{number}", None, told, now)
    return _key(keys, number, nobodys, now)


async def set_roles(
    database: Database,
    email: str,
    region: str | None,
    roles: Iterable[Role],
    *,
    actor: int | None,
    now: datetime,
) -> Staff | LastAdmin | None:
    """Give somebody these roles in a region (None: in all) and no others there; None for nobody of ours."""
    async with database.transaction() as writing:
        await writing.execute(ONE_AT_A_TIME)
        number = await writing.fetchval(HOLD, tidy_email(email))
        before = None if number is None else await find_staff(writing, number)
        if before is None:
            return None
        wanted = frozenset(Grant(role, region) for role in roles)
        kept = frozenset(grant for grant in before.grants if grant.region != region)
        if await _leaves_no_admin(writing, before, kept | wanted):
            return LastAdmin()
        await _replace_grants(writing, before.id, before.grants - kept, wanted)
        old, new = told_grants(before.grants), told_grants(kept | wanted)
        await record(writing, actor, "staff.roles", f"staff:{number}", old, new, now, region=region)
        return Staff(before.id, before.email, before.name, kept | wanted)


async def let_go(database: Database, email: str, *, actor: int | None, now: datetime) -> bool | LastAdmin:
    """Let somebody work no more, at once; False for nobody of ours."""
    async with database.transaction() as writing:
        await writing.execute(ONE_AT_A_TIME)
        number = await writing.fetchval(HOLD, tidy_email(email))
        staff = None if number is None else await find_staff(writing, number)
        if staff is None:
            return False
        if await _leaves_no_admin(writing, staff, frozenset()):
            return LastAdmin()
        await writing.execute("update staff_members set disabled_at = $2 where id = $1", number, now)
        await end_staff_sessions(writing, staff.id, now)
        await record(writing, actor, "staff.disabled", f"staff:{number}", None, None, now)
    return True


async def reset_password(
    database: Database, keys: Keyring, email: str, *, actor: int | None, now: datetime
) -> Key | None:
    """Forget a password, end the sessions, and let its owner choose another; None for nobody of ours."""
    nobodys = _nobodys_password()
    async with database.transaction() as writing:
        number = await writing.fetchval(HOLD, tidy_email(email))
        if number is None:
            return None
        await writing.execute("update staff_members set password_hash = $2 where id = $1", number, nobodys)
        await end_staff_sessions(writing, number, now)
        await record(writing, actor, "staff.reset", f"staff:{number}", None, None, now)
    return _key(keys, number, nobodys, now)


async def revoke_sessions(database: Database, email: str, *, actor: int | None, now: datetime) -> bool:
    """End all sessions of somebody; False for nobody of ours."""
    async with database.transaction() as writing:
        number = await writing.fetchval(HOLD, tidy_email(email))
        if number is None:
            return False
        await end_staff_sessions(writing, number, now)
        await record(writing, actor, "staff.revoked", f"staff:{number}", None, None, now)
    return True


async def choose_password(database: Database, keys: Keyring, key: str, password: str, now: datetime) -> bool:
    """Set the password of whom a key was written for; False if the key is good no longer."""
    note = keys.unseal(PURPOSE, key, now) or {}
    number, seen = note.get("staff"), str(note.get("seen", ""))
    kept = await database.fetchval(
        "select password_hash from staff_members where id = $1 and disabled_at is null", number
    )
    if kept is None or not compare_digest(_digest(kept), seen):
        return False
    chosen = await hash_password(password)
    async with database.transaction() as writing:
        changed = await writing.fetchval(
            "update staff_members set password_hash = $3 where id = $1 and password_hash = $2 returning id",
            number, kept, chosen,
        )  # fmt: skip
        if changed is not None:
            await record(writing, number, "staff.password", f"staff:{number}", None, None, now)
    return changed is not None


def _key(keys: Keyring, number: int, kept: str, now: datetime) -> Key:
    note = keys.seal(PURPOSE, {"staff": number, "seen": _digest(kept)}, now, TIME_TO_CHOOSE)
    return Key(note, now + TIME_TO_CHOOSE)


def _nobodys_password() -> str:
    """What no password matches, and no key but the newest."""
    return f"!{secrets.token_urlsafe(16)}"


def _digest(kept: str) -> str:
    return sha256(kept.encode()).hexdigest()


async def _leaves_no_admin(writing: Statements, staff: Staff, grants: frozenset[Grant]) -> bool:
    head = Grant(Role.ADMIN)
    if head not in staff.grants or head in grants:
        return False
    others: bool = await writing.fetchval(OTHER_ADMINS, staff.id)
    return not others


async def _replace_grants(
    writing: Statements, number: int, gone: Iterable[Grant] | None, wanted: Iterable[Grant]
) -> None:
    """Take grants away (None: all of them), then give others."""
    if gone is None:
        await writing.execute("delete from staff_roles where staff_id = $1", number)
    for grant in gone or ():
        await writing.execute(
            "delete from staff_roles where staff_id = $1 and role = $2 and region is not distinct from $3",
            number, grant.role.value, grant.region,
        )  # fmt: skip
    for grant in dict.fromkeys(wanted):
        await writing.execute(GRANT, number, grant.role.value, grant.region)


def _grants(told: Sequence[str]) -> frozenset[Grant]:
    known = frozenset(Role)
    pairs = (each.split(":") for each in told)
    return frozenset(Grant(Role(role), region or None) for role, region in pairs if role in known)
