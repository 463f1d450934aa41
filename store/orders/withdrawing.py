"""Withdrawing from a sale: what the law of the destination gives back, begun and confirmed in two steps.

The law book decides by the photograph of the order, so later changes of the catalogue don't matter.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import orjson

from store.database import Database, Statements
from store.orders.confirming import release
from store.orders.entitling import Preview, what_is_left
from store.orders.reading import OrderRecord, read_order
from store.orders.returning import announce
from store.orders.returns import Ground, ReturnedLine, ReturnReason, read_returns
from store.orders.transitions import Change, is_possible, turn
from store.outbox import enqueue

START = """
insert into withdrawals (order_id, secret_digest, skus, refund, started_at)
values ($1, $2, $3::jsonb, $4, $5) returning id
"""
CONFIRM = """
update withdrawals set confirmed_at = coalesce(confirmed_at, $3)
where id = $1 and secret_digest = $2 and order_id = $4
returning order_id, skus::text as skus, refund, confirmed_at
"""
CLOSED = "update returns set closed_at = $2 where id = $1"
CONFIRMED_BEFORE = """
select confirmed_at from withdrawals where id = $1 and secret_digest = $2 and order_id = $3 for update
"""


@dataclass(frozen=True, slots=True)
class Started:
    """A declaration that waits for its confirmation; the secret confirms it."""

    id: int
    secret: str
    preview: Preview


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration that was made: when, and what it comes to in minor units."""

    order_id: int
    skus: tuple[str, ...]
    refund: int
    at: datetime


async def start_withdrawal(
    database: Database, order: OrderRecord, preview: Preview, skus: Collection[str], now: datetime
) -> Started:
    """Note what the buyer wants to give back, until they confirm it."""
    secret = secrets.token_urlsafe(16)
    told = orjson.dumps(sorted(skus)).decode()
    number: int = await database.fetchval(START, order.id, _digest(secret), told, preview.refund, now)
    return Started(number, secret, preview)


async def confirm_withdrawal(
    database: Database, order: OrderRecord, number: int, secret: str, now: datetime
) -> Declared | None:
    """Make the declaration, and acknowledge it by mail; the same again if it was made. None if unknown.

    It announces a return of all that isn't on its way back yet. If nothing of the order has left, and all of
    it is withdrawn from, the order is cancelled.
    """
    async with database.transaction() as writing:
        await writing.fetchval("select id from orders where id = $1 for update", order.id)
        before = await writing.fetchrow(CONFIRMED_BEFORE, number, _digest(secret), order.id)
        row = await writing.fetchrow(CONFIRM, number, _digest(secret), now, order.id)
        if before is None or row is None:
            return None
        declared = Declared(order.id, tuple(orjson.loads(row["skus"])), row["refund"], row["confirmed_at"])
        if before["confirmed_at"] is None:
            await _declare(writing, order, number, declared, now)
        return declared


async def _declare(
    writing: Statements, order: OrderRecord, number: int, declared: Declared, now: datetime
) -> None:
    """What a declaration sets off, once."""
    current = await read_order(writing, order.id) or order
    left = what_is_left(current, await read_returns(writing, order.id))
    lines = [
        ReturnedLine(sku, left[sku], ReturnReason.CHANGED_MIND, Ground.WITHDRAWAL)
        for sku in declared.skus
        if left.get(sku)
    ]
    if lines:
        returned = await announce(writing, current, lines, Change.WITHDRAW, now, withdrawal=number)
        everything = {line.sku: line.quantity for line in lines} == left
        if returned is not None and everything and is_possible(Change.CANCEL, current.states):
            await turn(writing, order.id, Change.ACCEPT, now, {"return": returned}, returned)
            await writing.execute(CLOSED, returned, now)
            await turn(writing, order.id, Change.CANCEL, now)
            await release(writing, order.id, now)
    await enqueue(
        writing,
        "WITHDRAWAL_CONFIRMED",
        order.email,
        language=order.language,
        region=order.region,
        payload={
            "number": order.number, "currency": order.currency, "at": now.isoformat(),
            "skus": declared.skus, "refund": declared.refund,
        },
        key=f"WITHDRAWAL_CONFIRMED:{number}",
        send_after=now,
    )  # fmt: skip


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
