"""Letters to authors: what somebody of the shop has decided about their review, and why."""

from datetime import datetime

from store.database import Statements
from store.outbox import enqueue

AUTHOR = """
select author.email, coalesce(author.language, review.language) as language, review.region,
    coalesce((
        select words.title from product_texts words
        where words.product_id = review.product_id and words.title is not null
        order by words.language = coalesce(author.language, review.language) desc, words.language = 'en' desc,
            words.language limit 1), product.sku) as title,
    review.reason, review.status
from reviews review join customers author on author.id = review.customer_id
join products product on product.id = review.product_id
where review.id = $1 and author.email is not null
"""


async def tell_author(writing: Statements, review: int, version: int, now: datetime) -> None:
    """Write to the author of a review what it has become, in their language; each decision once."""
    row = await writing.fetchrow(AUTHOR, review)
    if row is None:
        return
    await enqueue(
        writing,
        "REVIEW_DECIDED",
        row["email"],
        language=row["language"],
        region=row["region"],
        payload={"title": row["title"], "status": row["status"], "reason": row["reason"]},
        key=f"REVIEW_DECIDED:{version}",
        send_after=now,
    )
