"""Counting the products of a category by facet, in the transaction that changes them.

A product counts once per storefront: where its lead variant is sold at the moment of writing. Rows of
`shelf_prices` that count are marked, so what is taken off later is exactly what was put on.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from store.database import Statements
from store.records import as_records

CONTRIBUTIONS = """
select storefront, category_id, facet, value, count(*) as products
from counted_facets where product_id = any($1) group by 1, 2, 3, 4
"""

ADD_UP = """
insert into facet_counts as old (storefront, category_id, facet, value, products)
select row.storefront, row.category_id, row.facet, row.value, row.products
from jsonb_to_recordset($1::jsonb)
    as row(storefront text, category_id bigint, facet text, value text, products bigint)
order by 1, 2, 3, 4
on conflict (storefront, category_id, facet, value) do update set products = old.products + excluded.products
"""

Counts = dict[tuple[str, int, str, str], int]


@asynccontextmanager
async def recounting(writing: Statements, products: Sequence[int]) -> AsyncIterator[None]:
    """Rewrite the shelf prices of `products` inside the block; the counts follow at its end.

    The counters are locked last and in one order, so transactions that lock their products in one order
    don't wait for each other in a circle.
    """
    before = await _contributions(writing, products)
    yield
    after = await _contributions(writing, products)
    changes = (
        dict(zip(("storefront", "category_id", "facet", "value"), key, strict=True))
        | {"products": after.get(key, 0) - before.get(key, 0)}
        for key in before.keys() | after.keys()
        if after.get(key, 0) != before.get(key, 0)
    )
    await writing.execute(ADD_UP, as_records(changes))


async def _contributions(writing: Statements, products: Sequence[int]) -> Counts:
    return {tuple(row)[:4]: row["products"] for row in await writing.fetch(CONTRIBUTIONS, products)}
