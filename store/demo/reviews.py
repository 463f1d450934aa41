"""What customers say in the demo shops: invented, like their names, their votes and what they bought."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from store.changes import publish, tags_of
from store.database import Database, Statements
from store.demo.sources import read, stable
from store.records import as_records
from store.reviews.counting import lock_products, recount
from store.reviews.votes import wilson

REVIEWED = 40
"""So many products: those that every sample names, and the most popular ones."""
MOST = 12
"""Reviews of one product."""

NAMES = (
    "Ada", "Björn", "Camille", "Dimitra", "Elif", "Femke", "Giulia", "Hanako", "Inês", "Jan", "Kenji",
    "Lucía",
)  # fmt: skip

POPULAR = """
select id, sku from products
order by sku in ('faust', 'goldberg', 'kaffee') desc, popularity desc, id limit $1
"""
CUSTOMERS = """
insert into customers (public_name, created_at) select name, $2 from unnest($1::text[]) name returning id
"""
WRITE = """
insert into reviews (product_id, customer_id, verified, region, language, rating, title, body, status,
    created_at, helpful, unhelpful, helpfulness)
select row.product_id, row.customer_id, row.verified, row.region, row.language, row.rating, row.title,
    row.body, 'PUBLISHED', row.created_at, row.helpful, row.unhelpful, row.helpfulness
from jsonb_to_recordset($1::jsonb) as row(product_id bigint, customer_id bigint, verified bool, region text,
    language text, rating smallint, title text, body text, created_at timestamptz, helpful int, unhelpful int,
    helpfulness int)
returning id, customer_id, helpful, unhelpful
"""
VOTES = """
insert into review_votes (review_id, customer_id, helpful, voted_at)
select row.review, row.customer, row.helpful, $2
from jsonb_to_recordset($1::jsonb) as row(review bigint, customer bigint, helpful bool)
"""


async def add_reviews(database: Database, now: datetime) -> None:
    """Add them to a shop that has none; whatever somebody wrote stays alone."""
    async with database.transaction() as writing:
        if await writing.fetchval("select exists (select from reviews)"):
            return
        rows = await writing.fetch(POPULAR, REVIEWED)
        products = await lock_products(writing, [row["id"] for row in rows])
        customers = [row["id"] for row in await writing.fetch(CUSTOMERS, NAMES, now)]
        told = [line for row in rows for line in _reviews(row["id"], row["sku"], customers, now)]
        await _cast_votes(writing, await writing.fetch(WRITE, as_records(told)), customers, now)
        await recount(writing, products)
        await publish(writing, await tags_of(writing, products))


def _reviews(product: int, sku: str, customers: list[int], now: datetime) -> Iterator[dict[str, Any]]:
    """One product's reviews, always the same."""
    lines = [(line, text) for line in read("reviews") for text in line["texts"]]
    lines.sort(key=lambda entry: stable(f"{sku} {entry[1][2]}", 1_000_000))
    for place, (line, (rating, title, body)) in enumerate(lines[: stable(sku, MOST - 1) + 2]):
        helpful, unhelpful = stable(f"{sku} {place} yes", 8), stable(f"{sku} {place} no", 3)
        yield {
            "product_id": product,
            "customer_id": customers[place],
            "verified": stable(f"{sku} {place} bought", 3) > 0,
            "region": line["region"],
            "language": line["language"],
            "rating": rating,
            "title": title,
            "body": body,
            "created_at": now - timedelta(hours=12 * (place + 1) + stable(f"{sku} {place}", 12)),
            "helpful": helpful,
            "unhelpful": unhelpful,
            "helpfulness": wilson(helpful, helpful + unhelpful),
        }


async def _cast_votes(writing: Statements, reviews: list[Any], customers: list[int], now: datetime) -> None:
    """As many votes of others as each review says it has."""
    votes = []
    for review in reviews:
        others = [customer for customer in customers if customer != review["customer_id"]]
        voters = others[: review["helpful"] + review["unhelpful"]]
        for place, voter in enumerate(voters):
            votes.append({"review": review["id"], "customer": voter, "helpful": place < review["helpful"]})
    await writing.execute(VOTES, as_records(votes), now)
