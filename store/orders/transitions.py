"""Everything that may happen to an order, in one table: from which states, into which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson

from store.database import Statements


class Status(StrEnum):
    """How far the sale is."""

    PENDING_PAYMENT = "PENDING_PAYMENT"
    CONFIRMED = "CONFIRMED"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


class PaymentStatus(StrEnum):
    """How far the money is."""

    PENDING = "PENDING"
    AUTHORISED = "AUTHORISED"
    PAID = "PAID"
    FAILED = "FAILED"
    PARTLY_REFUNDED = "PARTLY_REFUNDED"
    REFUNDED = "REFUNDED"


class FulfilmentStatus(StrEnum):
    """How far the goods are."""

    UNFULFILLED = "UNFULFILLED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"


class ReturnStatus(StrEnum):
    """How far goods are on their way back: of one return, and of an order's least advanced one."""

    NONE = "NONE"
    ANNOUNCED = "ANNOUNCED"
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"


class Change(StrEnum):
    """What may happen; also the kinds of a timeline's entries, beside PLACED."""

    AUTHORISE = "AUTHORISE"
    PAY = "PAY"
    SETTLE = "SETTLE"
    FAIL = "FAIL"
    RETRY = "RETRY"
    CANCEL = "CANCEL"
    EXPIRE = "EXPIRE"
    REFUND = "REFUND"
    SHIP = "SHIP"
    DELIVER = "DELIVER"
    WITHDRAW = "WITHDRAW"
    REQUEST_RETURN = "REQUEST_RETURN"
    RECEIVE = "RECEIVE"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"
    REFUND_PART = "REFUND_PART"
    REFUND_ALL = "REFUND_ALL"


States = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """The states that a change needs, by column, and those that it brings about.

    The column ``return_state`` is that of one return; an order's own ``return_status`` sums up all of them.
    """

    needs: States
    brings: Mapping[str, str] = field(default_factory=dict)


def _one_of(*states: str) -> frozenset[str]:
    return frozenset(states)


OPEN = _one_of(Status.PENDING_PAYMENT, Status.CONFIRMED)
AGREED = _one_of(Status.CONFIRMED, Status.COMPLETED)
HAD = _one_of(PaymentStatus.AUTHORISED, PaymentStatus.PAID, PaymentStatus.PARTLY_REFUNDED)
UNJUDGED = _one_of(ReturnStatus.ANNOUNCED, ReturnStatus.RECEIVED)
UNPAID = _one_of(PaymentStatus.PENDING, PaymentStatus.FAILED)

TABLE: Mapping[Change, Step] = {
    Change.AUTHORISE: Step(
        {"status": _one_of(Status.PENDING_PAYMENT), "payment_status": UNPAID},
        {"status": Status.CONFIRMED, "payment_status": PaymentStatus.AUTHORISED},
    ),
    Change.PAY: Step(
        {"status": _one_of(Status.PENDING_PAYMENT), "payment_status": UNPAID},
        {"status": Status.CONFIRMED, "payment_status": PaymentStatus.PAID},
    ),
    Change.SETTLE: Step(
        {
            "status": AGREED,
            "payment_status": _one_of(PaymentStatus.AUTHORISED),
        },
        {"payment_status": PaymentStatus.PAID},
    ),
    Change.FAIL: Step(
        {"status": _one_of(Status.PENDING_PAYMENT), "payment_status": _one_of(PaymentStatus.PENDING)},
        {"payment_status": PaymentStatus.FAILED},
    ),
    Change.RETRY: Step(
        {"status": _one_of(Status.PENDING_PAYMENT), "payment_status": _one_of(PaymentStatus.FAILED)},
        {"payment_status": PaymentStatus.PENDING},
    ),
    Change.CANCEL: Step(
        {"status": OPEN, "fulfilment_status": _one_of(FulfilmentStatus.UNFULFILLED)},
        {"status": Status.CANCELLED},
    ),
    Change.EXPIRE: Step(
        {"status": _one_of(Status.PENDING_PAYMENT), "payment_status": UNPAID},
        {"status": Status.CANCELLED},
    ),
    Change.REFUND: Step(
        {
            "status": _one_of(Status.CANCELLED),
            "payment_status": UNPAID | HAD,
        },
        {"payment_status": PaymentStatus.REFUNDED},
    ),
    Change.SHIP: Step(
        {
            "status": _one_of(Status.CONFIRMED),
            "fulfilment_status": _one_of(FulfilmentStatus.UNFULFILLED),
        },
        {"fulfilment_status": FulfilmentStatus.SHIPPED},
    ),
    Change.DELIVER: Step(
        {"status": _one_of(Status.CONFIRMED), "fulfilment_status": _one_of(FulfilmentStatus.SHIPPED)},
        {"status": Status.COMPLETED, "fulfilment_status": FulfilmentStatus.DELIVERED},
    ),
    Change.WITHDRAW: Step({"status": AGREED}, {"return_state": ReturnStatus.ANNOUNCED}),
    Change.REQUEST_RETURN: Step(
        {"status": AGREED, "fulfilment_status": _one_of(FulfilmentStatus.DELIVERED)},
        {"return_state": ReturnStatus.ANNOUNCED},
    ),
    Change.RECEIVE: Step(
        {"return_state": _one_of(ReturnStatus.ANNOUNCED)}, {"return_state": ReturnStatus.RECEIVED}
    ),
    Change.ACCEPT: Step(
        {"status": AGREED, "return_state": UNJUDGED}, {"return_state": ReturnStatus.ACCEPTED}
    ),
    Change.REFUSE: Step({"return_state": UNJUDGED}, {"return_state": ReturnStatus.REFUSED}),
    Change.REFUND_PART: Step(
        {
            "status": AGREED,
            "payment_status": _one_of(PaymentStatus.PAID, PaymentStatus.PARTLY_REFUNDED),
        },
        {"payment_status": PaymentStatus.PARTLY_REFUNDED},
    ),
    Change.REFUND_ALL: Step(
        {"status": AGREED, "payment_status": HAD}, {"payment_status": PaymentStatus.REFUNDED}
    ),
}

BY_SHOPPERS = (Change.CANCEL, Change.WITHDRAW, Change.REQUEST_RETURN)
"""What the buyer may do; the rest is for the shop."""

COLUMNS = "status, payment_status, fulfilment_status, return_status"
LOCK = f"select {COLUMNS} from orders where id = $1 for update"  # noqa: S608 - fixed words
LOCK_RETURN = "select state from returns where id = $1 and order_id = $2 for update"
MOVE = """
update orders set status = $2, payment_status = $3, fulfilment_status = $4, return_status = $5 where id = $1
"""
MOVE_RETURN = "update returns set state = $2 where id = $1"
RETURN_STATES = "select distinct state from returns where order_id = $1"
NOTE = """
with noted as (
    insert into order_events (order_id, kind, at, details) values ($1, $2, $3, $4::jsonb) returning order_id)
select pg_notify('comptoir_orders', order_id::text) from noted
"""
LEAST_ADVANCED = (
    ReturnStatus.ANNOUNCED,
    ReturnStatus.RECEIVED,
    ReturnStatus.ACCEPTED,
    ReturnStatus.REFUSED,
    ReturnStatus.NONE,
)


def is_possible(change: Change, states: Mapping[str, str]) -> bool:
    """Whether a change may happen to an order in these states, by column."""
    return all(states[column] in allowed for column, allowed in TABLE[change].needs.items())


async def turn(
    writing: Statements,
    order: int,
    change: Change,
    now: datetime,
    details: dict[str, Any] | None = None,
    returned: int | None = None,
) -> bool:
    """Let a change happen and note it; False, and nothing done, if the states don't allow it.

    `returned` is the return that it is about, if it is about one.
    """
    row = await writing.fetchrow(LOCK, order)
    if row is None:
        return False
    states = dict(row)
    if returned is not None:
        states["return_state"] = await writing.fetchval(LOCK_RETURN, returned, order)
    if not is_possible(change, states):
        return False
    states |= TABLE[change].brings
    state_of_return = states.pop("return_state", None)
    if returned is not None:
        await writing.execute(MOVE_RETURN, returned, state_of_return)
        known = {row["state"] for row in await writing.fetch(RETURN_STATES, order)}
        states["return_status"] = next(state for state in LEAST_ADVANCED if state in known)
    await writing.execute(MOVE, order, *states.values())
    await note(writing, order, change, now, details)
    return True


async def note(
    writing: Statements, order: int, kind: str, now: datetime, details: dict[str, Any] | None = None
) -> None:
    """Add an entry to the order's timeline."""
    await writing.execute(NOTE, order, kind, now, orjson.dumps(details).decode() if details else None)
