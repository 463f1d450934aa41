"""Forgetting a person who wrote reviews: the figures stay, the person and their words are gone."""

from datetime import datetime
from typing import Any

from store.changes import product_tag, publish
from store.database import Statements
from store.reviews.counting import lock_products

CUSTOMER = "select from customers where id = $1 for no key update"
PRODUCTS = "select distinct product_id from reviews where customer_id = $1"
VERSIONS = "delete from review_versions where review_id in (select id from reviews where customer_id = $1)"
UNSEEN = "delete from reviews where customer_id = $1 and status <> 'PUBLISHED'"
PUBLISHED = """
update reviews set customer_id = null, order_line_id = null, title = null, body = '', digest = null,
    erased_at = $2
where customer_id = $1
"""
VOTES = "update review_votes set customer_id = null where customer_id = $1"
REPORTS = "update review_reports set customer_id = null, text = null where customer_id = $1"

WRITTEN = """
select r.id, p.sku, r.rating, r.title, r.body, r.language, r.status, r.created_at
from reviews r join products p on p.id = r.product_id where r.customer_id = $1 order by r.id
"""


async def erase_reviews(writing: Statements, customer: int, now: datetime) -> None:
    """Take a person out of their reviews, votes and reports, in the transaction that erases the account."""
    await writing.execute(CUSTOMER, customer)
    products = [row["product_id"] for row in await writing.fetch(PRODUCTS, customer)]
    await lock_products(writing, products)
    await writing.execute(VERSIONS, customer)
    await writing.execute(UNSEEN, customer)
    await writing.execute(PUBLISHED, customer, now)
    await writing.execute(VOTES, customer)
    await writing.execute(REPORTS, customer)
    await publish(writing, map(product_tag, products))


async def written_by(reading: Statements, customer: int) -> list[dict[str, Any]]:
    """A customer's reviews, to take along."""
    rows = await reading.fetch(WRITTEN, customer)
    return [{**row, "created_at": row["created_at"].isoformat()} for row in rows]
