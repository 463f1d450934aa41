"""What buyers and staff do to orders after the sale: cancel, ship, deliver, note that money has come."""

from datetime import datetime

from store.database import Database
from store.orders.confirming import release
from store.orders.paying import settle
from store.orders.sweeping import refund
from store.orders.transitions import Change, turn
from store.payments.provider import Outcome, PaymentState, Till

SHIPPED = "update orders set shipped_at = $2 where id = $1"
DELIVERED = "update orders set delivered_at = $2 where id = $1"
LINES_DELIVERED = "update order_lines set delivered_at = $2 where order_id = $1"
TO_REFUND = "select id from payments where order_id = $1 and state in ('AUTHORISED', 'CAPTURED') order by id"
LAST = "select id from payments where order_id = $1 order by id desc limit 1"


async def cancel(database: Database, till: Till, order: int, now: datetime) -> bool:
    """Cancel an order before it is shipped and give everything back; False if it is too late.

    The money follows the commit; if a provider is silent, the sweeper pays back.
    """
    async with database.transaction() as writing:
        if not await turn(writing, order, Change.CANCEL, now):
            return False
        await release(writing, order, now)
    for row in await database.fetch(TO_REFUND, order):
        await refund(database, till, row["id"], now)
    return True


async def mark_shipped(database: Database, order: int, at: datetime, now: datetime) -> bool:
    """Note that the goods have left; False if the order isn't ready for it."""
    async with database.transaction() as writing:
        if not await turn(writing, order, Change.SHIP, now, {"shipped_at": at.isoformat()}):
            return False
        await writing.execute(SHIPPED, order, at)
        return True


async def mark_delivered(database: Database, order: int, at: datetime, now: datetime) -> bool:
    """Note that the buyer has the goods, from which on periods count; False if they haven't left."""
    async with database.transaction() as writing:
        if not await turn(writing, order, Change.DELIVER, now, {"delivered_at": at.isoformat()}):
            return False
        await writing.execute(DELIVERED, order, at)
        await writing.execute(LINES_DELIVERED, order, at)
        return True


async def mark_paid(database: Database, order: int, now: datetime) -> bool:
    """Note that the money of an invoice or a transfer has come."""
    payment = await database.fetchval(LAST, order)
    return payment is not None and await settle(database, payment, Outcome(PaymentState.CAPTURED), now)
