"""Asking providers for money, after the order is stored, and writing down what they say.

What a provider says is applied in a transaction of its own. News may come late, twice or in any order.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Database, Statements
from store.orders.confirming import await_money, confirm, issue_bought_cards
from store.orders.transitions import Change, turn
from store.payments.provider import (
    RANKS,
    Charge,
    Outcome,
    PaymentState,
    ProviderSilent,
    Till,
    provider_of,
)

READ = """
select payments.id, orders.number as order_number, payments.amount, payments.currency, payments.method,
    payments.reference, payments.payer
from payments join orders on orders.id = payments.order_id where payments.id = $1
"""
LOCK_ORDER = """
select id, status from orders where id = (select order_id from payments where id = $1) for update
"""
LOCK = "select state, reference from payments where id = $1 for update"
WRITE = """
update payments set state = $2, reference = coalesce($3, reference), failure = $4, changed_at = $5
where id = $1
"""
EVENT = """
insert into payment_events (payment_id, provider, event, state, received_at) values ($1, $2, $3, $4, $5)
on conflict (provider, event) do nothing returning id
"""

CHANGES = {
    PaymentState.AUTHORISED: Change.AUTHORISE,
    PaymentState.CAPTURED: Change.PAY,
    PaymentState.FAILED: Change.FAIL,
    PaymentState.REFUNDED: Change.REFUND,
}
"""What news of a payment do to an order that waits for it."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a provider told by itself; its id is unique with the provider."""

    provider: str
    id: str


async def read_charge(statements: Statements, payment: int) -> Charge | None:
    """A payment as its provider is asked about it."""
    row = await statements.fetchrow(READ, payment)
    return None if row is None else Charge(**row)


async def pay(database: Database, till: Till, payment: int, now: datetime) -> Outcome | None:
    """Ask for the money and apply the answer; None if there was none, and the sweeper will ask.

    A provider that knows of the payment already is asked how far it has come.
    """
    charge = await read_charge(database, payment)
    provider = None if charge is None else provider_of(till, charge.method)
    if charge is None or provider is None:
        return None
    try:
        outcome = await (provider.pay if charge.reference is None else provider.ask)(charge)
    except ProviderSilent:
        return None
    await settle(database, payment, outcome, now)
    return outcome


async def settle(
    database: Database, payment: int, outcome: Outcome, now: datetime, event: Event | None = None
) -> bool:
    """Apply what a provider says of a payment; False if it was known, or came too late to matter."""
    async with database.transaction() as writing:
        order = await writing.fetchrow(LOCK_ORDER, payment)
        if order is None:
            return False
        if event is not None:
            told = (payment, event.provider, event.id, outcome.state, now)
            if await writing.fetchval(EVENT, *told) is None:
                return False
        before = await writing.fetchrow(LOCK, payment)
        if before is None or not _is_news(before, outcome):
            return False
        state = outcome.state.value
        await writing.execute(WRITE, payment, state, outcome.reference, outcome.failure, now)
        await _follow(writing, order, outcome, now)
        return True


def _is_news(before: Any, outcome: Outcome) -> bool:
    if outcome.state is PaymentState.PENDING:
        return before["state"] == "PENDING" and before["reference"] is None
    return RANKS[outcome.state] > RANKS[PaymentState(before["state"])]


async def _follow(writing: Statements, order: Any, outcome: Outcome, now: datetime) -> None:
    """Let the order follow its payment, where its states allow it."""
    if outcome.state is PaymentState.PENDING:
        await await_money(writing, order["id"], now)
        return
    details = {"failure": outcome.failure} if outcome.failure else None
    waiting, paid = order["status"] == "PENDING_PAYMENT", outcome.state is PaymentState.CAPTURED
    change = Change.SETTLE if paid and not waiting else CHANGES[outcome.state]
    if not await turn(writing, order["id"], change, now, details):
        return
    if change in (Change.AUTHORISE, Change.PAY):
        await confirm(writing, order["id"], now, paid=paid)
    elif change is Change.SETTLE:
        await issue_bought_cards(writing, order["id"], now)
