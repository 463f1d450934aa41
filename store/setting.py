"""Setting a storefront's policy."""

from datetime import datetime
from typing import Any

import orjson

from regions.lawbook import LawBook
from regions.reading import BadInput
from store.changes import publish, storefront_tag
from store.database import Database, Statements
from store.policies import ON_THE_SHELF, POLICY_LOCK, check_setting, read_policies
from store.pricing import Pricer
from store.shelf import refresh_shelf

AT_ONCE = 1000
"""Products whose shelf prices are written together."""

WRITE = """
insert into policies (storefront, field, value, valid_from, valid_until, author, written_at)
values ($1, $2, $3, $4, $5, $6, $7) returning id
"""

SOLD_THERE = """
select id from products
where id > $2 and exists (
    select from variants join prices on prices.variant_id = variants.id
    where variants.product_id = products.id and prices.storefront = $1)
order by id limit $3 for update
"""


async def set_policy(
    database: Database,
    book: LawBook,
    storefront: str,
    field: str,
    value: Any,
    *,
    author: str,
    now: datetime,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> int:
    """Set a field of a storefront's policy from `valid_from` (default now) until `valid_until`; its row's id.

    Shelf prices that depend on it are written anew in the same transaction, all or none; for a large
    catalogue that takes minutes, in which nobody else can write products. Raises BadInput.
    """
    start = valid_from or now
    if storefront not in book.storefronts:
        raise BadInput("storefront", f"expected one of {', '.join(sorted(book.storefronts))}")
    if valid_until is not None and valid_until <= start:
        raise BadInput("valid_until", "is before it begins")
    check_setting(field, value, book.storefronts[storefront], book)
    async with database.transaction() as writing:
        await writing.execute("select pg_advisory_xact_lock($1)", POLICY_LOCK)
        told = orjson.dumps(value).decode()
        row: int = await writing.fetchval(WRITE, storefront, field, told, start, valid_until, author, now)
        if field in ON_THE_SHELF:
            await _reprice(writing, storefront, Pricer(book, now))
        await publish(writing, [storefront_tag(storefront)])
    return row


async def _reprice(writing: Statements, storefront: str, pricer: Pricer) -> None:
    pricer.follow(await read_policies(writing))
    last = 0
    while products := [row["id"] for row in await writing.fetch(SOLD_THERE, storefront, last, AT_ONCE)]:
        await refresh_shelf(writing, products, pricer)
        last = products[-1]
