"""Giving money back for a part of an order: to gift cards and credit first, the rest to the payment.

What is owed is written down in the transaction that owes it. Gift cards and credit have it at once; a
provider is asked after the commit, with the refund's own number as the key, and again until it answers.
"""

from datetime import datetime, timedelta

from store.database import Database, Statements
from store.orders.paying import read_charge
from store.orders.transitions import Change, turn
from store.payments.provider import Part, PaymentState, ProviderSilent, Till, provider_of

AT_ONCE = 200
LONGER = timedelta(days=365)
"""For how long a gift card lives at least that money went back to."""

SPENT = """
select balance_id as id, -sum(amount)::bigint as room from balance_entries
where order_id = $1 and (kind in ('SPENT', 'GIVEN_BACK') or kind like 'REFUNDED:%')
group by balance_id having sum(amount) < 0 order by balance_id
"""
LOCK_BALANCES = "select id from balances where id = any($1) order by id for update"
PAID = """
select payment.id, payment.amount - coalesce((
    select sum(amount) from refunds where payment_id = payment.id), 0)::bigint as room
from payments payment where order_id = $1 and state in ('AUTHORISED', 'CAPTURED') order by id desc limit 1
for update
"""
OWE = """
insert into refunds (order_id, returned_id, payment_id, balance_id, amount, state, made_at, done_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
"""
ENTRY = """
insert into balance_entries (balance_id, order_id, kind, amount, at)
values ($1, $2, 'REFUNDED:' || $3::bigint, $4, $5)
"""
GIVE = """
update balances set amount = amount + $2,
    expires_at = case when expires_at < $3 then $3 else expires_at end where id = $1
"""
WAITING = "select id, payment_id, amount from refunds where state = 'PENDING' order by made_at, id limit $1"
WAITING_FOR = (
    "select id, payment_id, amount from refunds where state = 'PENDING' and order_id = $1 order by id"
)
ORDER_OF = "select order_id from refunds where id = $1"
LOCK_ORDER = "select id, total from orders where id = $1 for update"
DONE = "update refunds set state = 'DONE', done_at = $2 where id = $1 and state = 'PENDING' returning id"
BACK = "select coalesce(sum(amount), 0)::bigint from refunds where order_id = $1 and state = 'DONE'"


async def owe(writing: Statements, order: int, returned: int | None, amount: int, now: datetime) -> None:
    """Owe an amount, in the caller's transaction, who holds the order. ValueError for more than was paid."""
    rooms = await writing.fetch(SPENT, order)
    await writing.fetch(LOCK_BALANCES, [row["id"] for row in rooms])
    for row in rooms:
        part = min(amount, row["room"])
        if part:
            number = await writing.fetchval(OWE, order, returned, None, row["id"], part, "DONE", now, now)
            await writing.execute(ENTRY, row["id"], order, number, part, now)
            await writing.execute(GIVE, row["id"], part, now + LONGER)
            amount -= part
    if amount:
        payment = await writing.fetchrow(PAID, order)
        if payment is None or payment["room"] < amount:
            raise ValueError("more is owed than was paid")
        await writing.execute(OWE, order, returned, payment["id"], None, amount, "PENDING", now, None)
    else:
        await _follow(writing, order, now)


async def pay_out(database: Database, till: Till, now: datetime, order: int | None = None) -> None:
    """Ask providers to give back what is owed, of one order or of all; whoever is silent is asked again."""
    rows = await (database.fetch(WAITING, AT_ONCE) if order is None else database.fetch(WAITING_FOR, order))
    for row in rows:
        charge = await read_charge(database, row["payment_id"])
        provider = None if charge is None else provider_of(till, charge.method)
        if charge is None or provider is None:
            continue
        try:
            outcome = await provider.refund(charge, Part(row["id"], row["amount"]))
        except ProviderSilent:
            continue
        if outcome.state is PaymentState.REFUNDED:
            await _settle(database, row["id"], now)


async def _settle(database: Database, refund: int, now: datetime) -> None:
    """Note that a refund has been made, once."""
    async with database.transaction() as writing:
        order = await writing.fetchval(ORDER_OF, refund)
        await writing.fetchrow(LOCK_ORDER, order)
        if await writing.fetchval(DONE, refund, now) is not None:
            await _follow(writing, order, now)


async def _follow(writing: Statements, order: int, now: datetime) -> None:
    """Let the order's payment status say how much is back."""
    row = await writing.fetchrow(LOCK_ORDER, order)
    back = await writing.fetchval(BACK, order)
    if row is not None and back:
        change = Change.REFUND_ALL if back >= row["total"] else Change.REFUND_PART
        await turn(writing, order, change, now, {"refunded": back})
