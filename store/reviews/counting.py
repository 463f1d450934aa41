"""How many reviews there are, counted in the transaction that changes one, and the ratings made of that.

A product's row is the lock of all who change what is counted of it; whoever locks several does so in the
order of their ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from store.changes import publish, tags_of
from store.database import Statements

LOCK = "select id from products where id = any($1::bigint[]) order by id for no key update"

ADD = """
insert into review_counts as kept (product_id, language, region, verified, rating, reviews)
values ($1, $2, $3, $4, $5, 1)
on conflict (product_id, language, region, verified, rating) do update set reviews = kept.reviews + 1
"""
TAKE_OFF = """
update review_counts set reviews = reviews - 1
where product_id = $1 and language = $2 and region = $3 and verified = $4 and rating = $5
"""

FORGET = "delete from review_counts where product_id = any($1::bigint[])"
COUNT = """
insert into review_counts (product_id, language, region, verified, rating, reviews)
select product_id, language, region, verified, rating, count(*) from reviews
where status = 'PUBLISHED' and product_id = any($1::bigint[]) group by 1, 2, 3, 4, 5
"""

TRUST = 5
EXPECTED = 3_500
"""The rank is the average, in thousandths, as if there were so many more reviews with this one."""

FIGURES = f"""
select product_id, sum(reviews)::int as reviews,
    round(1000.0 * sum(rating * reviews) / nullif(sum(reviews), 0))::int as average,
    case when sum(reviews) = 0 then 0 else
        round((1000.0 * sum(rating * reviews) + {TRUST * EXPECTED}) / (sum(reviews) + {TRUST}))::int
    end as rank
from review_counts
"""
RATE = f"""
with rated as ({FIGURES} where product_id = any($1::bigint[]) group by product_id), kept as (
    insert into product_ratings (product_id, reviews, average, rank) select * from rated
    on conflict (product_id) do update set
        reviews = excluded.reviews, average = excluded.average, rank = excluded.rank)
update shelf_prices shelf set rating_average = rated.average, rating_rank = rated.rank
from rated where shelf.product_id = rated.product_id
    and (shelf.rating_average, shelf.rating_rank) is distinct from (rated.average, rated.rank)
"""

DIFFERENCES = """
with live as (
    select product_id, language, region, verified, rating, count(*) as reviews
    from reviews where status = 'PUBLISHED' group by 1, 2, 3, 4, 5)
select product_id, language, region, verified, rating,
    coalesce(kept.reviews, 0) as kept, coalesce(live.reviews, 0) as counted
from live full join (select * from review_counts where reviews > 0) kept
    using (product_id, language, region, verified, rating)
where kept.reviews is distinct from live.reviews
order by 1, 2, 3, 4, 5
"""
MISRATED = f"""
with rated as ({FIGURES} group by product_id)
select distinct shelf.product_id from shelf_prices shelf left join rated using (product_id)
where (shelf.rating_average, shelf.rating_rank) is distinct from (rated.average, coalesce(rated.rank, 0))
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a published review is counted under."""

    language: str
    region: str
    verified: bool
    rating: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A counter that isn't what a recount says."""

    product_id: int
    cell: Cell
    kept: int
    counted: int


async def lock_products(writing: Statements, products: Sequence[int]) -> list[int]:
    """Hold the products until the transaction ends; those that exist."""
    return [row["id"] for row in await writing.fetch(LOCK, list(products))]


async def shift(writing: Statements, product: int, before: Cell | None, after: Cell | None) -> None:
    """Count a review under another cell than before (None: not at all) and tell everyone.

    The caller holds the product's lock.
    """
    if before != after:
        for cell, statement in ((before, TAKE_OFF), (after, ADD)):
            if cell is not None:
                told = (cell.language, cell.region, cell.verified, cell.rating)
                await writing.execute(statement, product, *told)
        await rate(writing, [product])
    await publish(writing, await tags_of(writing, [product]))


async def rate(writing: Statements, products: Sequence[int]) -> None:
    """Bring the ratings of products and of what is on the shelf in line with the counters."""
    await writing.execute(RATE, list(products))


async def recount(writing: Statements, products: Sequence[int]) -> None:
    """Count all reviews of products again, after many were written at once; the caller holds the products."""
    await writing.execute(FORGET, list(products))
    await writing.execute(COUNT, list(products))
    await rate(writing, products)


async def differences(reading: Statements) -> list[Difference]:
    """Count everything again: the counters that are wrong. None, unless something is broken."""
    return [_difference(row) for row in await reading.fetch(DIFFERENCES)]


async def misrated(reading: Statements) -> list[int]:
    """Products whose rating on the shelf isn't what the counters say. None, unless something is broken."""
    return [row["product_id"] for row in await reading.fetch(MISRATED)]


def _difference(row: asyncpg.Record) -> Difference:
    cell = Cell(row["language"], row["region"], row["verified"], row["rating"])
    return Difference(row["product_id"], cell, row["kept"], row["counted"])
