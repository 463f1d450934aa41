"""The payments of orders, as staff look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.database import Statements

OF_ORDERS = """
select order_id, method, amount, state, reference, failure, made_at, changed_at from payments
where order_id = any($1) order by id
"""


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """What one provider was to bring in. ``reference`` is its own name for it; minor units."""

    order_id: int
    method: str
    amount: int
    state: str
    reference: str | None
    failure: str | None
    made_at: datetime
    changed_at: datetime


async def read_payments(statements: Statements, orders: Sequence[int]) -> dict[int, list[PaymentRecord]]:
    """The payments of several orders, in the order in which they were tried. One statement."""
    found: dict[int, list[PaymentRecord]] = {order: [] for order in orders}
    for row in await statements.fetch(OF_ORDERS, list(orders)):
        found[row["order_id"]].append(PaymentRecord(**dict(row)))
    return found
