"""Returns as they are kept: what a buyer sends back, how far it is, and what was credited for it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson

from store.database import Statements
from store.orders.crediting import Credit, read_credit
from store.orders.transitions import ReturnStatus

COLUMNS = """
select returns.id, returns.order_id, returns.withdrawal_id, returns.state, returns.note, returns.announced_at,
    returns.received_at, returns.closed_at, returns.credit::text as credit,
    (select jsonb_agg(jsonb_build_array(sku, quantity, reason, ground, received, restocked) order by id)
        from return_lines where returned_id = returns.id)::text as lines,
    (select jsonb_agg(jsonb_build_array(case when payment_id is null then 'BALANCE' else 'PAYMENT' end,
        amount, state) order by id) from refunds where returned_id = returns.id)::text as refunds,
    (select series || '-' || lpad(invoices.number::text, 6, '0') from invoices
        where invoices.returned_id = returns.id) as credit_note
from returns
"""
OF_ORDER = f"{COLUMNS} where returns.order_id = $1 order by returns.id"
OF_ORDERS = f"{COLUMNS} where returns.order_id = any($1) order by returns.id"
ONE = f"{COLUMNS} where returns.id = $1"

OPEN = f"""{COLUMNS} join orders on orders.id = returns.order_id
where ($1::text is null or returns.state = $1) and ($2::text[] is null or orders.region = any($2))
    and ($3::bigint is null or returns.id > $3)
order by returns.id limit $4"""
OF_WHICH = "select order_id from returns where id = $1"


class Ground(StrEnum):
    """On what a buyer may rely who sends something back."""

    WITHDRAWAL = "WITHDRAWAL"
    GUARANTEE = "GUARANTEE"
    GOODWILL = "GOODWILL"


class ReturnReason(StrEnum):
    """Why something goes back, as its buyer says."""

    CHANGED_MIND = "CHANGED_MIND"
    DEFECTIVE = "DEFECTIVE"
    DAMAGED = "DAMAGED"
    WRONG_ITEM = "WRONG_ITEM"
    NOT_AS_DESCRIBED = "NOT_AS_DESCRIBED"
    LATE = "LATE"


FAULTS = frozenset(
    {
        ReturnReason.DEFECTIVE,
        ReturnReason.DAMAGED,
        ReturnReason.WRONG_ITEM,
        ReturnReason.NOT_AS_DESCRIBED,
    }
)
"""Reasons for which the seller answers."""


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """So many of a line, why they go back, and how many came and are fit to be sold again."""

    sku: str
    quantity: int
    reason: str
    ground: str
    received: int = 0
    restocked: int = 0


@dataclass(frozen=True, slots=True)
class RefundRecord:
    """Money that goes back: to a gift card or credit (BALANCE), or to a payment; PENDING or DONE."""

    to: str
    amount: int
    state: str


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """A return. ``withdrawal_id`` is the declaration if it is one; ``credit_note`` its number."""

    id: int
    order_id: int
    withdrawal_id: int | None
    state: str
    note: str | None
    announced_at: datetime
    received_at: datetime | None
    closed_at: datetime | None
    credit: Credit | None
    lines: tuple[ReturnedLine, ...]
    refunds: tuple[RefundRecord, ...]
    credit_note: str | None

    def taken(self) -> dict[str, int]:
        """How many of each number it has claimed: what was announced, later what came."""
        if self.state == ReturnStatus.REFUSED:
            return {}
        announced = self.state == ReturnStatus.ANNOUNCED
        return {line.sku: line.quantity if announced else line.received for line in self.lines}


async def read_returns(statements: Statements, order: int) -> list[ReturnRecord]:
    """The returns of an order, in the order in which they were announced. One statement."""
    return [_record(row) for row in await statements.fetch(OF_ORDER, order)]


async def read_returns_of(statements: Statements, orders: Sequence[int]) -> dict[int, list[ReturnRecord]]:
    """The returns of several orders. One statement."""
    found: dict[int, list[ReturnRecord]] = {order: [] for order in orders}
    for row in await statements.fetch(OF_ORDERS, list(orders)):
        found[row["order_id"]].append(_record(row))
    return found


async def read_return(statements: Statements, number: int) -> ReturnRecord | None:
    """One return. One statement."""
    row = await statements.fetchrow(ONE, number)
    return None if row is None else _record(row)


async def list_returns(
    statements: Statements,
    most: int,
    *,
    state: str | None = None,
    regions: Collection[str] | None = None,
    above: int | None = None,
) -> list[ReturnRecord]:
    """Returns of orders of regions (None: of all), the oldest first, above a number. One statement."""
    told = None if regions is None else list(regions)
    rows = await statements.fetch_for_values(OPEN, state, told, above, most)
    return [_record(row) for row in rows]


async def order_of_return(statements: Statements, number: int) -> int | None:
    """The order that a return belongs to. One statement."""
    order: int | None = await statements.fetchval(OF_WHICH, number)
    return order


def sum_taken(returns: Iterable[ReturnRecord]) -> dict[str, int]:
    """How many of each number have been claimed by any return."""
    found: dict[str, int] = {}
    for each in returns:
        for sku, quantity in each.taken().items():
            found[sku] = found.get(sku, 0) + quantity
    return found


def credits_of(returns: Iterable[ReturnRecord]) -> list[Credit]:
    """What was credited so far."""
    return [each.credit for each in returns if each.credit is not None]


def _record(row: Any) -> ReturnRecord:
    told = None if row["credit"] is None else orjson.loads(row["credit"])
    facts = dict(row)
    facts["credit"] = None if told is None else read_credit(told)
    facts["lines"] = tuple(ReturnedLine(*line) for line in orjson.loads(row["lines"] or "[]"))
    facts["refunds"] = tuple(RefundRecord(*each) for each in orjson.loads(row["refunds"] or "[]"))
    return ReturnRecord(**facts)
