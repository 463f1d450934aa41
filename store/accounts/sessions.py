"""Sessions: families of refresh tokens, each of which is good for one use.

Whoever uses a token a second time holds a copy: the whole family ends, for customer and thief alike. Within a
moment of the first use the second is taken for a client that asked twice, and only refused.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from store.accounts.tokens import Audience, Person
from store.database import Database, Statements

LIFETIME = timedelta(days=60)
MOMENT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session and the refresh token that continues it."""

    person: Person
    refresh_token: str


async def open_session(
    statements: Statements,
    audience: Audience,
    person_id: int,
    now: datetime,
    *,
    region: str | None = None,
    language: str | None = None,
) -> Opened:
    """Start a session for somebody whose password (or provider) has been checked."""
    session = uuid4()
    customer = person_id if audience is Audience.CUSTOMER else None
    staff = person_id if audience is Audience.STAFF else None
    await statements.execute(
        "insert into sessions (id, customer_id, staff_id, created_at, expires_at)"
        " values ($1, $2, $3, $4, $5)",
        session, customer, staff, now, now + LIFETIME,
    )  # fmt: skip
    person = Person(audience, person_id, session, region, language)
    return Opened(person, await _new_token(statements, session, now))


async def continue_session(
    database: Database, token: str, audience: Audience, now: datetime
) -> Opened | None:
    """Exchange a refresh token for the next one; None if it is unknown, used, ended or revoked."""
    digest = _digest(token)
    async with database.transaction() as statements:
        row = await statements.fetchrow(
            """
            select tokens.used_at, sessions.id, customers.region, customers.language,
                coalesce(sessions.customer_id, sessions.staff_id) as person_id
            from refresh_tokens as tokens join sessions on sessions.id = tokens.session_id
            left join customers on customers.id = sessions.customer_id
            left join staff_members as staff on staff.id = sessions.staff_id
            where tokens.digest = $1 and sessions.revoked_at is null and sessions.expires_at > $2
              and (case when $3 then sessions.customer_id else sessions.staff_id end) is not null
              and customers.erased_at is null and staff.disabled_at is null
            for update of sessions, tokens
            """,
            digest, now, audience is Audience.CUSTOMER,
        )  # fmt: skip
        if row is None:
            return None
        if row["used_at"] is not None:
            if now - row["used_at"] > MOMENT:
                await end_session(statements, row["id"], now)
            return None
        await statements.execute("update refresh_tokens set used_at = $2 where digest = $1", digest, now)
        next_token = await _new_token(statements, row["id"], now)
        person = Person(audience, row["person_id"], row["id"], row["region"], row["language"])
        return Opened(person, next_token)


async def end_session(statements: Statements, session: UUID, now: datetime) -> None:
    """Revoke a family; its access tokens end by themselves within minutes."""
    await statements.execute(
        "update sessions set revoked_at = $2 where id = $1 and revoked_at is null", session, now
    )


async def end_all_sessions(statements: Statements, customer_id: int, now: datetime) -> None:
    """Revoke every session of a customer, as after a change of password or an erasure."""
    await statements.execute(
        "update sessions set revoked_at = $2 where customer_id = $1 and revoked_at is null", customer_id, now
    )


async def forget_sessions(statements: Statements, now: datetime) -> None:
    """Drop families that have ended by themselves, with their tokens."""
    await statements.execute("delete from sessions where expires_at <= $1", now)


async def is_over(statements: Statements, session: UUID) -> bool:
    """Whether a session was revoked: for what goes on for longer than an access token is good."""
    ended = "select not exists (select from sessions where id = $1 and revoked_at is null)"
    over: bool = await statements.fetchval(ended, session)
    return over


async def _new_token(statements: Statements, session: UUID, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    await statements.execute(
        "insert into refresh_tokens (digest, session_id, issued_at) values ($1, $2, $3)",
        _digest(token), session, now,
    )  # fmt: skip
    return token


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
