"""Asking buyers, once, what they think of what they received: some days later, if policy says so.

Only who bought here is asked, only about what the order brought, and not after they have said that they don't
want such letters. The code in the letter verifies a guest's review and stops further letters.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from store.database import Database, Statements
from store.outbox import enqueue
from store.refusals import Unasked, allow_letters, are_refused, refuse_letters
from store.reviews.policies import read_review_policy

MOST = 5_000
"""Letters in one round: some half a minute's work, so that the rest of the round has its turn."""
LIFETIME = timedelta(days=365)
"""How long a code is good for."""

PLAN = """
insert into review_invitations as planned (order_id, due_at) values ($1, $2)
on conflict (order_id) do update set due_at = greatest(planned.due_at, excluded.due_at)
    where planned.settled_at is null
"""
DUE = """
select invitation.id, invitation.order_id, bought.email, bought.language, bought.region, bought.number,
    bought.customer_id, bought.status = 'CANCELLED' or bought.return_status <> 'NONE' as goes_back,
    buyer.erased_at is not null as forgotten
from review_invitations invitation join orders bought on bought.id = invitation.order_id
left join customers buyer on buyer.id = bought.customer_id
where invitation.settled_at is null and invitation.due_at <= $1
order by invitation.due_at, invitation.id limit 1 for update of invitation skip locked
"""
GOODS = """
select distinct on (line.product_id) line.product_id, told.value->>'title' as title
from orders bought join order_lines line on line.order_id = bought.id
left join jsonb_array_elements(bought.document->'lines') told
    on told.value->'product_id' = to_jsonb(line.product_id)
where bought.id = $1
    and not exists (select from reviews mine
        where mine.product_id = line.product_id and mine.customer_id = bought.customer_id)
    and not exists (select from incidents i where i.product_id = line.product_id and i.closed_at is null)
order by line.product_id, line.id
"""
SETTLE = "update review_invitations set settled_at = $2, outcome = $3, secret_digest = $4 where id = $1"
OPEN = """
select bought.id, bought.customer_id, bought.email from review_invitations invitation
join orders bought on bought.id = invitation.order_id
where invitation.secret_digest = $1 and invitation.settled_at > $2
"""


async def plan_invitation(writing: Statements, order: int, delivered_at: datetime) -> None:
    """Have a buyer asked later what they think, in the transaction that notes the delivery.

    What arrives in several parcels is asked about once, after the last one.
    """
    region = await writing.fetchval("select region from orders where id = $1", order)
    policy = await read_review_policy(writing, region, delivered_at)
    if policy.invite_days is not None:
        await writing.execute(PLAN, order, delivered_at + timedelta(days=policy.invite_days))


async def invite_due(database: Database, now: datetime) -> int:
    """Write the letters that are due; how many. Several workers may do this at once."""
    written = 0
    for _ in range(MOST):
        async with database.transaction() as writing:
            row = await writing.fetchrow(DUE, now)
            if row is None:
                break
            written += await _invite(writing, dict(row), now)
    return written


async def _invite(writing: Statements, order: dict[str, object], now: datetime) -> bool:
    """Settle one invitation: by a letter, or without one if it isn't wanted or there is nothing to ask."""
    email = str(order["email"])
    goods = [] if order["goes_back"] or order["forgotten"] else await writing.fetch(GOODS, order["order_id"])
    titles = [row["title"] for row in goods if row["title"] is not None]
    if not email or not titles:
        await writing.execute(SETTLE, order["id"], now, "NOTHING", None)
        return False
    if await are_refused(writing, Unasked.REVIEW_INVITATION, email):
        await writing.execute(SETTLE, order["id"], now, "REFUSED", None)
        return False
    code = secrets.token_urlsafe(18)
    await writing.execute(SETTLE, order["id"], now, "SENT", _digest(code))
    await enqueue(
        writing,
        "REVIEW_INVITATION",
        email,
        language=str(order["language"]),
        region=str(order["region"]),
        payload={
            "number": order["number"],
            "titles": titles,
            "code": code,
            "guest": order["customer_id"] is None,
        },
        key=f"REVIEW_INVITATION:{order['order_id']}",
        send_after=now,
    )
    return True


async def open_invitation(reading: Statements, code: str, now: datetime) -> tuple[int, int | None] | None:
    """The order that a code is about and its customer (None: a guest's); None for a code that is no good."""
    row = await reading.fetchrow(OPEN, _digest(code), now - LIFETIME)
    return None if row is None else (row["id"], row["customer_id"])


async def want_invitations(database: Database, code: str, wanted: bool, now: datetime) -> bool:
    """Say whether the reader of a letter wants others like it; False for a code that is no good."""
    row = await database.fetchrow(OPEN, _digest(code), now - LIFETIME)
    if row is not None:
        await _want(database, row["email"], wanted, now)
    return row is not None


async def customer_wants_invitations(database: Database, customer: int, wanted: bool, now: datetime) -> bool:
    """Say whether a customer wants such letters; False if there is nowhere to send them to."""
    email = await database.fetchval("select email from customers where id = $1", customer)
    if email is not None:
        await _want(database, email, wanted, now)
    return email is not None


async def _want(writing: Statements, email: str, wanted: bool, now: datetime) -> None:
    if wanted:
        await allow_letters(writing, Unasked.REVIEW_INVITATION, email)
    else:
        await refuse_letters(writing, Unasked.REVIEW_INVITATION, email, now)


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()
