"""Letting a guest see an order: by a token that ends soon, sent to the address that the order knows."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from store.accounts.throttle import Limit, admit
from store.database import Database, Statements
from store.outbox import enqueue

LIFETIME = timedelta(hours=24)
ASKED_BY_MAIL = Limit("guest-order", tries=5, window=timedelta(hours=1))

FIND = "select id, email, language, region, number from orders where number = $1 and lower(email) = $2"
KEEP = "insert into order_tokens (digest, order_id, expires_at) values ($1, $2, $3)"
OPEN = "select order_id from order_tokens where digest = $1 and expires_at > $2"
FORGET = "delete from order_tokens where expires_at <= $1"


async def give_token(statements: Statements, order: int, now: datetime) -> str:
    """A token that opens one order for a day."""
    token = secrets.token_urlsafe(24)
    await statements.execute(KEEP, _digest(token), order, now + LIFETIME)
    return token


async def open_order(statements: Statements, token: str, now: datetime) -> int | None:
    """The order that a token opens."""
    order: int | None = await statements.fetchval(OPEN, _digest(token), now)
    return order


async def send_token(database: Database, number: str, email: str, now: datetime) -> None:
    """Mail a token to the buyer, if there is such an order and it wasn't asked for too often.

    Whoever asks isn't told which of it was the case.
    """
    address, tidy = email.strip().lower(), number.strip().upper()
    if not await admit(database, ASKED_BY_MAIL, f"{tidy} {address}", now):
        return
    async with database.transaction() as writing:
        row = await writing.fetchrow(FIND, tidy, address)
        if row is None:
            return
        token = await give_token(writing, row["id"], now)
        await enqueue(
            writing,
            "ORDER_ACCESS",
            row["email"],
            language=row["language"],
            region=row["region"],
            payload={"number": row["number"], "token": token},
            key=f"ORDER_ACCESS:{_digest(token)[:32]}",
            send_after=now,
        )


async def forget_tokens(statements: Statements, now: datetime) -> None:
    """Drop tokens that have ended."""
    await statements.execute(FORGET, now)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
