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
    REFUNDED = "REFUNDED"


class FulfilmentStatus(StrEnum):
    """How far the goods are."""

    UNFULFILLED = "UNFULFILLED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"


class ReturnStatus(StrEnum):
    """How much goes back."""

    NONE = "NONE"
    ANNOUNCED = "ANNOUNCED"


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


States = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """The states that a change needs, by column, and those that it brings about."""

    needs: States
    brings: Mapping[str, str] = field(default_factory=dict)


def _one_of(*states: str) -> frozenset[str]:
    return frozenset(states)


OPEN = _one_of(Status.PENDING_PAYMENT, Status.CONFIRMED)
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
            "status": _one_of(Status.CONFIRMED, Status.COMPLETED),
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
            "payment_status": UNPAID | {PaymentStatus.AUTHORISED, PaymentStatus.PAID},
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
    Change.WITHDRAW: Step(
        {"status": _one_of(Status.CONFIRMED, Status.COMPLETED)},
        {"return_status": ReturnStatus.ANNOUNCED},
    ),
}

BY_SHOPPERS = (Change.CANCEL, Change.WITHDRAW)
"""What the buyer may do; the rest is for the shop."""

COLUMNS = "status, payment_status, fulfilment_status, return_status"
LOCK = f"select {COLUMNS} from orders where id = $1 for update"  # noqa: S608 - fixed words
MOVE = """
update orders set status = $2, payment_status = $3, fulfilment_status = $4, return_status = $5 where id = $1
"""
NOTE = "insert into order_events (order_id, kind, at, details) values ($1, $2, $3, $4::jsonb)"


def is_possible(change: Change, states: Mapping[str, str]) -> bool:
    """Whether a change may happen to an order in these states, by column."""
    return all(states[column] in allowed for column, allowed in TABLE[change].needs.items())


async def turn(
    writing: Statements,
    order: int,
    change: Change,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> bool:
    """Let a change happen and note it; False, and nothing done, if the order's states don't allow it."""
    row = await writing.fetchrow(LOCK, order)
    if row is None or not is_possible(change, dict(row)):
        return False
    await writing.execute(MOVE, order, *{**row, **TABLE[change].brings}.values())
    await note(writing, order, change, now, details)
    return True


async def note(
    writing: Statements, order: int, kind: str, now: datetime, details: dict[str, Any] | None = None
) -> None:
    """Add an entry to the order's timeline."""
    await writing.execute(NOTE, order, kind, now, orjson.dumps(details).decode() if details else None)
