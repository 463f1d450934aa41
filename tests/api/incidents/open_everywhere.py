"""A process that knows the markets that are installed beside ours: sells a variant in all of them."""

import asyncio
import sys
from datetime import UTC, datetime

from regions.lawbook import lawbook
from regions.money import exponent
from store.database import connect
from store.documents import refresh_documents
from store.markets import ground
from store.pricing import Pricer
from store.shelf import refresh_shelf, shelving

FIND = "select id, product_id from variants where sku = $1"
PRICE = """
insert into prices (variant_id, storefront, amount, valid_from)
select $1, $2::varchar, $3, $4
where not exists (select from prices where variant_id = $1 and storefront = $2::varchar)
"""


async def sell_everywhere(url: str, sku: str) -> list[str]:
    book, now = lawbook(), datetime.now(UTC)
    pricer = Pricer(book, now)
    async with connect(url, 2) as database, shelving(database, pricer) as writing:
        variant, product = tuple(await writing.fetchrow(FIND, sku) or ())
        for storefront in book.storefronts.values():
            amount = 30 * 10 ** exponent(storefront.currency)
            await writing.execute(PRICE, variant, storefront.code, amount, now)
        await refresh_shelf(writing, [product], pricer)
        await refresh_documents(writing, [product], ground(book).languages)
    return sorted(book.storefronts)


print(" ".join(asyncio.run(sell_everywhere(sys.argv[1], sys.argv[2]))))
