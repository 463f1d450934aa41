"""Mail that has to leave: written in the transaction that it speaks of, sent afterwards, once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from pgqueuer.core.applications import PgQueuer
from pgqueuer.domain.models import Job

from store.database import Database, Statements
from store.jobs import add_job, patient

LETTER = "letter"

KEEP = """
insert into outbox (kind, "to", language, region, payload, key)
values ($1, $2, $3, $4, $5::jsonb, $6) on conflict (key) do nothing returning id
"""
HOLD = """
select id, key, kind, "to", language, region, payload::text as payload from outbox
where id = $1 and sent_at is null for update
"""
SENT = "update outbox set sent_at = $2, payload = '{}' where id = $1"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address. ``key`` stays the same however often it is tried."""

    id: int
    key: str
    kind: str
    to: str
    language: str
    region: str
    payload: dict[str, Any]


class NotSent(Exception):
    """The message couldn't be handed over now. What it says is kept in a log: never an address."""


Send = Callable[[Message], Awaitable[None]]
"""Hands a message over; raises NotSent."""
Clock = Callable[[], datetime]


async def enqueue(
    writing: Statements,
    kind: str,
    to: str,
    *,
    language: str,
    region: str,
    payload: dict[str, Any],
    key: str,
    send_after: datetime,
) -> None:
    """Have a message sent once the transaction is committed; a key that was ever used changes nothing."""
    told = orjson.dumps(payload).decode()
    kept: int | None = await writing.fetchval(KEEP, kind, to, language, region, told, key)
    if kept is not None:
        await add_job(writing, LETTER, str(kept), send_after)


async def deliver(database: Database, send: Send, number: int, now: datetime) -> bool:
    """Send one message, unless it has left; whether it left now. Raises NotSent.

    It is held while it is sent: whoever else is to send it waits, and finds that it has left. Only a crash
    between the hand-over and the commit sends it again, under the same key. What it said isn't kept: there
    are codes in it.
    """
    async with database.transaction() as writing:
        row = await writing.fetchrow(HOLD, number)
        if row is None:
            return False
        await send(Message(**{**row, "payload": orjson.loads(row["payload"])}))
        await writing.execute(SENT, number, now)
        return True


def take_letters(queue: PgQueuer, database: Database, send: Send, clock: Clock) -> None:
    """Let a worker's queue send messages; those that nobody could send for days are held for staff."""

    @queue.entrypoint(LETTER, on_failure="hold", executor_factory=patient)
    async def letter(job: Job) -> None:
        await deliver(database, send, int(job.payload or b"0"), clock())
