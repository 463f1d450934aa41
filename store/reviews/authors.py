"""Who a review is by, as shoppers read it."""

from store.changes import product_tag, publish
from store.database import Statements

REVIEWED = "select distinct product_id from reviews where customer_id = $1 and status = 'PUBLISHED'"


async def publish_author(writing: Statements, customer: int) -> None:
    """Tell that a customer's public name has changed, which stands under what they wrote."""
    rows = await writing.fetch(REVIEWED, customer)
    await publish(writing, [product_tag(row["product_id"]) for row in rows])
