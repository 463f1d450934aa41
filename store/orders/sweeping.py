"""Looking after orders that hang: asking about payments, giving up, paying back what came too late."""

from datetime import datetime, timedelta

from store.database import Database
from store.orders.confirming import release
from store.orders.paying import read_charge, settle
from store.orders.placing import KEPT
from store.orders.refunding import pay_out
from store.orders.transitions import Change, turn
from store.payments.provider import ProviderSilent, Till, provider_of

SILENCE = timedelta(minutes=2)
"""How long a payment may be without news before its provider is asked."""
AT_ONCE = 200

HANGING = """
select payments.id from payments join orders on orders.id = payments.order_id
where payments.state = 'PENDING' and orders.status = 'PENDING_PAYMENT' and payments.changed_at <= $1
order by payments.changed_at limit $2
"""
ASKED = "update payments set changed_at = $2 where id = $1 and state = 'PENDING'"
WAITING = """
select distinct on (orders.id) orders.id, payments.method, payments.made_at
from orders left join payments on payments.order_id = orders.id
where orders.status = 'PENDING_PAYMENT' order by orders.id, payments.id desc
"""
TO_PAY_BACK = """
select payments.id from payments join orders on orders.id = payments.order_id
where payments.state in ('AUTHORISED', 'CAPTURED') and (orders.status = 'CANCELLED' or exists (
    select from payments earlier where earlier.order_id = orders.id and earlier.id < payments.id
    and earlier.state in ('AUTHORISED', 'CAPTURED')))
order by payments.id limit $1
"""


async def sweep(database: Database, till: Till, now: datetime) -> None:
    """One round. Several workers may do this at once, and every step may be repeated."""
    await ask_about_hanging(database, till, now)
    await give_up_waiting(database, till, now)
    await pay_back(database, till, now)
    await pay_out(database, till, now)
    await database.execute("delete from checkouts where made_at < $1", now - KEPT)


async def ask_about_hanging(database: Database, till: Till, now: datetime) -> None:
    """Ask providers what became of payments that they have been silent about."""
    for row in await database.fetch(HANGING, now - SILENCE, AT_ONCE):
        charge = await read_charge(database, row["id"])
        provider = None if charge is None else provider_of(till, charge.method)
        if charge is None or provider is None:
            continue
        await database.execute(ASKED, charge.id, now)
        try:
            await settle(database, charge.id, await provider.ask(charge), now)
        except ProviderSilent:
            continue


async def give_up_waiting(database: Database, till: Till, now: datetime) -> None:
    """Cancel orders whose money hasn't come within their provider's patience, and let their goods go."""
    for row in await database.fetch(WAITING):
        provider = provider_of(till, row["method"] or "")
        patience = timedelta(hours=provider.patience_hours if provider else 1)
        if row["made_at"] is not None and row["made_at"] + patience > now:
            continue
        async with database.transaction() as writing:
            if await turn(writing, row["id"], Change.EXPIRE, now):
                await release(writing, row["id"], now)


async def pay_back(database: Database, till: Till, now: datetime) -> None:
    """Give back money that came for cancelled orders, or twice."""
    for row in await database.fetch(TO_PAY_BACK, AT_ONCE):
        await refund(database, till, row["id"], now)


async def refund(database: Database, till: Till, payment: int, now: datetime) -> None:
    """Give one payment back; if its provider is silent, the next round tries again."""
    charge = await read_charge(database, payment)
    provider = None if charge is None else provider_of(till, charge.method)
    if charge is None or provider is None:
        return
    try:
        outcome = await provider.refund(charge)
    except ProviderSilent:
        return
    await settle(database, payment, outcome, now)
