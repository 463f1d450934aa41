"""Setting a storefront's policy."""

from datetime import datetime
from typing import Any

import orjson

from regions.lawbook import LawBook
from regions.lawful import objections
from regions.quoted import Problem
from regions.reading import BadInput
from store.audit import record
from store.changes import publish, storefront_tag
from store.database import Database, Statements
from store.policies import ON_THE_SHELF, POLICY_LOCK, read_policies, read_setting
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
order by id limit $3 for no key update
"""


class Unlawful(Exception):
    """A policy that the law doesn't leave; `problems` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


async def set_policy(
    database: Database,
    book: LawBook,
    storefront: str,
    field: str,
    value: Any,
    *,
    author: str,
    now: datetime,
    actor: int | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> int:
    """Set a field of a storefront's policy from `valid_from` (default now) until `valid_until`; its row's id.

    Shelf prices that depend on it are written anew in the same transaction, all or none; for a large
    catalogue that takes minutes, in which nobody else can write products. `author` and `actor` are a staff
    member's name and number. Raises BadInput, and Unlawful where a law stands against it.
    """
    start = valid_from or now
    if storefront not in book.storefronts:
        raise BadInput("storefront", f"expected one of {', '.join(sorted(book.storefronts))}")
    if valid_until is not None and valid_until <= start:
        raise BadInput("valid_until", "is before it begins")
    shop = book.storefronts[storefront]
    if problems := objections(read_setting(field, value, shop, book), shop, book):
        raise Unlawful(problems)
    async with database.transaction() as writing:
        await writing.execute("select pg_advisory_xact_lock($1)", POLICY_LOCK)
        before = (await read_policies(writing)).told(storefront, start).get(field)
        told = orjson.dumps(value).decode()
        row: int = await writing.fetchval(WRITE, storefront, field, told, start, valid_until, author, now)
        if field in ON_THE_SHELF:
            await _reprice(writing, storefront, Pricer(book, now))
        span = {"from": start, "until": valid_until}
        old, new = {field: before}, {field: value, **span}
        await record(writing, actor, "policy.set", f"policy:{storefront}", old, new, now, region=storefront)
        await publish(writing, [storefront_tag(storefront)])
    return row


async def _reprice(writing: Statements, storefront: str, pricer: Pricer) -> None:
    pricer.follow(await read_policies(writing))
    last = 0
    while products := [row["id"] for row in await writing.fetch(SOLD_THERE, storefront, last, AT_ONCE)]:
        await refresh_shelf(writing, products, pricer)
        last = products[-1]
