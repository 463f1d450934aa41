"""Reviews of a synthetic catalogue: many on one product, the others spread over the rest."""

from datetime import datetime
from typing import Any

from store.database import Database
from store.records import as_records
from store.reviews.counting import lock_products, recount
from store.reviews.votes import wilson

CUSTOMERS = """
insert into customers (public_name, created_at)
select 'Synthetic ' || number, $2 from generate_series(1, $1::int) number returning id
"""

PRODUCTS = """
select id from products where sku like 'synthetic-%' order by popularity desc, id
"""

WRITE = """
insert into reviews (product_id, customer_id, verified, region, language, rating, title, body, status,
    created_at, helpful, unhelpful, helpfulness)
select
    ($2::bigint[])[case when number <= $3 then 1 else 2 + number % (cardinality($2) - 1) end],
    ($1::bigint[])[1 + case when number <= $3 then number - 1 else (number - $3) / (cardinality($2) - 1) end],
    number % 3 > 0, place.region, place.language, 5 - number % 25 / (5 + number % 7), 'Nr. ' || number,
    'This is what number ' || number || ' thinks of it, in some words that somebody may find helpful.',
    'PUBLISHED', $4::timestamptz - number * interval '1 minute',
    vote.helpful, vote.unhelpful, vote.helpfulness
from generate_series(1, $5::int) number
join (values (0, 'DE', 'de'), (1, 'AT', 'de'), (2, 'GB', 'en'), (3, 'FR', 'fr'), (4, 'JP', 'ja'))
    as place (remainder, region, language) on place.remainder = number % 5
join jsonb_to_recordset($6::jsonb) as vote (remainder int, helpful int, unhelpful int, helpfulness int)
    on vote.remainder = number / 5 % $7
"""
"""$1 are customers, $2 products, the favourite first; no customer writes about a product twice."""


async def add_synthetic_reviews(
    database: Database, number: int, on_favourite: int, *, now: datetime, spread: int = 10
) -> int:
    """Add so many published reviews, `on_favourite` of them on the most popular product; its id.

    The others are spread over one product in `spread`. Their votes are told and not kept. What counts reviews
    and rates products is brought in line in the same transaction.
    """
    votes = _votes()
    async with database.transaction() as writing:
        products = [row["id"] for row in await writing.fetch(PRODUCTS)]
        chosen = await lock_products(writing, [products[0], *products[1::spread]])
        rated = [products[0], *(each for each in chosen if each != products[0])]
        authors = max(on_favourite, -(-number // max(1, len(rated) - 1)) + 1)
        customers = [row["id"] for row in await writing.fetch(CUSTOMERS, authors, now)]
        told = as_records(votes)
        await writing.execute(WRITE, customers, rated, on_favourite, now, number, told, len(votes))
        await recount(writing, rated)
    for table in ("reviews", "review_counts", "product_ratings", "customers", "shelf_prices"):
        await database.execute(f"vacuum (analyze) {table}")
    favourite: int = products[0]
    return favourite


def _votes() -> list[dict[str, Any]]:
    """What reviews may have been given, each with its helpfulness."""
    given = [(helpful, unhelpful) for helpful in range(12) for unhelpful in range(4)]
    return [
        {
            "remainder": place,
            "helpful": helpful,
            "unhelpful": unhelpful,
            "helpfulness": wilson(helpful, helpful + unhelpful),
        }
        for place, (helpful, unhelpful) in enumerate(given)
    ]
