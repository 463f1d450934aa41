"""What buyers and staff do to orders after the sale: cancel, ship, deliver, note that money has come."""

from datetime import datetime

from store.audit import record
from store.balances import void_cards
from store.database import Database, Statements
from store.orders.confirming import release
from store.orders.invoicing import issue_invoice
from store.orders.paying import settle
from store.orders.sweeping import refund
from store.orders.transitions import Change, turn
from store.payments.provider import Outcome, PaymentState, Till
from store.reviews.inviting import plan_invitation

SHIPPED = "update orders set shipped_at = $2 where id = $1"
DELIVERED = "update orders set delivered_at = $2 where id = $1"
LINES_DELIVERED = "update order_lines set delivered_at = $2 where order_id = $1"
TO_REFUND = "select id from payments where order_id = $1 and state in ('AUTHORISED', 'CAPTURED') order by id"
LAST = "select id from payments where order_id = $1 order by id desc limit 1"


class _CardSpent(Exception):
    """Rolls a cancellation back."""


async def cancel(database: Database, till: Till, order: int, now: datetime, actor: int | None = None) -> bool:
    """Cancel an order before it is shipped and give everything back; False if it is too late.

    The money follows the commit; if a provider is silent, the sweeper pays back. Gift cards that were bought
    with the order are void, and it is too late once one was spent from. `actor` is who of the staff does it,
    None for the buyer.
    """
    try:
        async with database.transaction() as writing:
            if not await turn(writing, order, Change.CANCEL, now):
                return False
            await release(writing, order, now)
            if not await void_cards(writing, order, now):
                raise _CardSpent
            if actor is not None:
                await _note(writing, order, Change.CANCEL, now, actor, now)
    except _CardSpent:
        return False
    for row in await database.fetch(TO_REFUND, order):
        await refund(database, till, row["id"], now)
    return True


async def mark_shipped(
    database: Database, order: int, at: datetime, now: datetime, actor: int | None = None
) -> bool:
    """Note that the goods have left, and issue the invoice; False if the order isn't ready for it."""
    async with database.transaction() as writing:
        if not await turn(writing, order, Change.SHIP, now, {"shipped_at": at.isoformat()}):
            return False
        await writing.execute(SHIPPED, order, at)
        await _note(writing, order, Change.SHIP, at, actor, now)
        await issue_invoice(writing, order, now)
        return True


async def mark_delivered(
    database: Database, order: int, at: datetime, now: datetime, actor: int | None = None
) -> bool:
    """Note that the buyer has the goods, from which on periods count; False if they haven't left."""
    async with database.transaction() as writing:
        if not await turn(writing, order, Change.DELIVER, now, {"delivered_at": at.isoformat()}):
            return False
        await writing.execute(DELIVERED, order, at)
        await writing.execute(LINES_DELIVERED, order, at)
        await plan_invitation(writing, order, at)
        await _note(writing, order, Change.DELIVER, at, actor, now)
        return True


async def mark_paid(database: Database, order: int, now: datetime, actor: int | None = None) -> bool:
    """Note that the money of an invoice or a transfer has come."""
    payment = await database.fetchval(LAST, order)
    if payment is None or not await settle(database, payment, Outcome(PaymentState.CAPTURED), now):
        return False
    async with database.transaction() as writing:
        await _note(writing, order, Change.PAY, now, actor, now)
    return True


async def _note(
    writing: Statements, order: int, change: Change, at: datetime, actor: int | None, now: datetime
) -> None:
    row = await writing.fetchrow("select number, region from orders where id = $1", order)
    if row is not None:
        subject, after = f"order:{row['number']}", {"at": at.isoformat()}
        await record(
            writing, actor, f"order.{change.lower()}", subject, None, after, now, region=row["region"]
        )
