"""Invoices: numbers without gaps, given in the transaction that ships the goods."""

from datetime import datetime

from store.database import Statements

NEXT = """
insert into invoice_series (name, given) values ($1, 1)
on conflict (name) do update set given = invoice_series.given + 1 returning given
"""
ISSUE = """
insert into invoices (order_id, kind, series, number, amount, issued_at)
select id, 'INVOICE', $2, $3, total, $4 from orders where id = $1
"""


async def issue_invoice(writing: Statements, order: int, now: datetime) -> None:
    """Give an order its invoice's number, the next of its region and year.

    The series' row stays locked until the transaction ends, so a number is used or given to the next one.
    It is the last lock that anybody takes.
    """
    region: str = await writing.fetchval("select region from orders where id = $1", order)
    series = f"{region}-{now.year}"
    number: int = await writing.fetchval(NEXT, series)
    await writing.execute(ISSUE, order, series, number, now)
