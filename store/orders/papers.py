"""The papers of an order: its invoice and credit notes, as they were issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from store.database import Statements
from store.orders.invoicing import number_of

OF_ORDERS = """
select order_id, kind, series, number, amount, issued_at, document::text as document from invoices
where order_id = any($1) order by id
"""


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """An INVOICE or CREDIT_NOTE. ``said`` is what it says; None for those that are older than that."""

    order_id: int
    kind: str
    number: str
    amount: int
    issued_at: datetime
    said: dict[str, Any] | None


async def read_papers(statements: Statements, orders: Sequence[int]) -> dict[int, list[PaperRecord]]:
    """The papers of several orders, in the order in which they were issued. One statement."""
    found: dict[int, list[PaperRecord]] = {order: [] for order in orders}
    for row in await statements.fetch(OF_ORDERS, list(orders)):
        number = number_of(row["series"], row["number"])
        said = None if row["document"] is None else orjson.loads(row["document"])
        paper = PaperRecord(row["order_id"], row["kind"], number, row["amount"], row["issued_at"], said)
        found[row["order_id"]].append(paper)
    return found
