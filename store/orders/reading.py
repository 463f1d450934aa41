"""Reading orders: what was agreed, and what has happened since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from store.database import Statements

COLUMNS = """
select id, number, customer_id, email, region, language, currency, status, payment_status, fulfilment_status,
    return_status, total, payable, placed_at, shipped_at, delivered_at, document::text as document,
    (select failure from payments where payments.order_id = orders.id order by payments.id desc limit 1)
        as failure,
    (select series || '-' || lpad(invoices.number::text, 6, '0') from invoices
        where invoices.order_id = orders.id and kind = 'INVOICE') as invoice,
    coalesce((select jsonb_agg(jsonb_build_array(kind, at) order by id) from order_events
        where order_id = orders.id), '[]')::text as events,
    (select min(sent_at) from outbox
        where key in ('ORDER_RECEIVED:' || orders.id, 'ORDER_CONFIRMED:' || orders.id)) as confirmed_at
from orders
"""
BY_ID = f"{COLUMNS} where id = $1"
BY_IDS = f"{COLUMNS} where id = any($1)"
BY_NUMBER = f"{COLUMNS} where number = $1"
BY_STATUS = f"""{COLUMNS}
where ($1::text is null or status = $1) and ($2::text[] is null or region = any($2))
    and ($3::bigint is null or id < $3)
order by id desc limit $4"""
BY_CUSTOMER = f"{COLUMNS} where customer_id = $1 order by placed_at desc, id desc limit $2"


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of an order's timeline."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order. ``document`` is its photograph; ``failure`` is why its last payment failed, if it did;
    ``invoice`` is the invoice's number, once it is issued; ``confirmed_at`` is when a letter told the buyer
    of it, None as long as none has left."""

    id: int
    number: str
    customer_id: int | None
    email: str
    region: str
    language: str
    currency: str
    status: str
    payment_status: str
    fulfilment_status: str
    return_status: str
    total: int
    payable: int
    placed_at: datetime
    shipped_at: datetime | None
    delivered_at: datetime | None
    document: dict[str, Any]
    failure: str | None
    invoice: str | None
    events: tuple[Happening, ...]
    confirmed_at: datetime | None

    @property
    def states(self) -> dict[str, str]:
        """The states by their columns."""
        return {
            "status": self.status,
            "payment_status": self.payment_status,
            "fulfilment_status": self.fulfilment_status,
            "return_status": self.return_status,
        }


async def read_order(statements: Statements, number: int) -> OrderRecord | None:
    """An order by the key of its row. One statement."""
    row = await statements.fetchrow(BY_ID, number)
    return None if row is None else _record(row)


async def read_orders(statements: Statements, numbers: Collection[int]) -> dict[int, OrderRecord]:
    """Orders by the keys of their rows. One statement."""
    return {row["id"]: _record(row) for row in await statements.fetch(BY_IDS, list(numbers))}


async def read_order_by_number(statements: Statements, number: str) -> OrderRecord | None:
    """An order by the number that people quote. One statement."""
    row = await statements.fetchrow(BY_NUMBER, number)
    return None if row is None else _record(row)


async def list_all_orders(
    statements: Statements,
    most: int,
    *,
    status: str | None = None,
    regions: Collection[str] | None = None,
    below: int | None = None,
) -> Sequence[OrderRecord]:
    """The latest orders first, below a row's key; `regions` None for all. One statement."""
    told = None if regions is None else list(regions)
    rows = await statements.fetch_for_values(BY_STATUS, status, told, below, most)
    return [_record(row) for row in rows]


async def list_orders(statements: Statements, customer: int, most: int) -> Sequence[OrderRecord]:
    """A customer's orders, the latest first. One statement."""
    return [_record(row) for row in await statements.fetch(BY_CUSTOMER, customer, most)]


def _record(row: Any) -> OrderRecord:
    events = tuple(Happening(kind, datetime.fromisoformat(at)) for kind, at in orjson.loads(row["events"]))
    return OrderRecord(**{**row, "document": orjson.loads(row["document"]), "events": events})
