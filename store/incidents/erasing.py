"""Forgetting a person who reported problems: that they did is counted, their words are gone."""

from typing import Any

from store.database import Statements

WORDS = "update problem_reports set text = null, email_digest = null where customer_id = $1"
REPORTED = """
select bought.number as order, product.sku, report.kind, report.text, report.reported_at
from problem_reports report join products product on product.id = report.product_id
join orders bought on bought.id = report.order_id
where report.customer_id = $1 order by report.id
"""


async def erase_reports(writing: Statements, customer: int) -> None:
    """Take a person's words out of their reports, in the transaction that erases the account."""
    await writing.execute(WORDS, customer)


async def reported_by(reading: Statements, customer: int) -> list[dict[str, Any]]:
    """The problems that a customer has reported, to take along."""
    rows = await reading.fetch(REPORTED, customer)
    return [{**row, "reported_at": row["reported_at"].isoformat()} for row in rows]
