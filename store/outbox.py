"""Mail that has to leave: written in the transaction that it speaks of, sent afterwards, once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from store.database import Database, Statements

MOST_TRIES = 20
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)

ENQUEUE = """
insert into outbox (kind, "to", language, region, payload, send_after, tries, key)
values ($1, $2, $3, $4, $5::jsonb, $6, 0, $7) on conflict (key) do nothing
"""
NEXT = """
select id, key, kind, "to", language, region, payload::text as payload, tries from outbox
where sent_at is null and send_after <= $1 and tries < $2
order by send_after, id limit 1 for update skip locked
"""
SENT = "update outbox set sent_at = $2, tries = tries + 1 where id = $1"
LATER = "update outbox set send_after = $2, tries = tries + 1 where id = $1"


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
    tries: int


class NotSent(Exception):
    """The message couldn't be handed over now."""


Send = Callable[[Message], Awaitable[None]]
"""Hands a message over; raises NotSent."""


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
    """Have a message sent once the transaction is committed; a key that is known already changes nothing."""
    told = orjson.dumps(payload).decode()
    await writing.execute(ENQUEUE, kind, to, language, region, told, send_after, key)


async def send_due(database: Database, send: Send, now: datetime) -> int:
    """Send what is due; how many messages left. Several workers may do this at once.

    A message is held while it is sent, so nobody else sends it. Only a crash between the hand-over and the
    commit sends it again, under the same key.
    """
    sent = 0
    while True:
        async with database.transaction() as writing:
            row = await writing.fetchrow(NEXT, now, MOST_TRIES)
            if row is None:
                return sent
            message = Message(**{**row, "payload": orjson.loads(row["payload"])})
            try:
                await send(message)
            except NotSent:
                pause = min(FIRST_PAUSE * 2**message.tries, LONGEST_PAUSE)
                await writing.execute(LATER, message.id, now + pause)
            else:
                await writing.execute(SENT, message.id, now)
                sent += 1
