"""Shelf prices: what everything lawfully costs, stored with the spans in which it holds.

Whoever changes a price, a fact, a listing or stock does so in a transaction of `shelving` and calls
`refresh_shelf` in it. Spans are written ahead, so reads are right even if `refresh_due` is late.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any

import orjson

from regions.lawbook import LawBook
from store.changes import forget_changes, publish, publish_everything, tags_of
from store.database import Database, Statements
from store.documents import refresh_documents
from store.markets import ground
from store.offers import Seller, read_sellers
from store.policies import POLICY_LOCK, read_policies
from store.pricing import Pricer
from store.reasons import reasons_to_json
from store.records import as_records
from store.spans import FOREVER, Shelved, with_leads
from store.traits import note_traits

DUE_AT_ONCE = 500
"""Products to a transaction of `refresh_due`."""

WRITE = """
insert into shelf_prices (product_id, storefront, variant_id, valid_from, valid_until, lead, begun,
    currency, current, net, gross, tax, tax_rate, list_price, prior_price, discount_percent, unit_price, unit,
    applied, category_id, kind, brand, languages, popularity, published, in_stock,
    rating_average, rating_rank)
select row.product_id, row.storefront, row.variant_id, row.valid_from, row.valid_until, row.lead,
    row.valid_from <= $2, row.currency, row.current, row.net,
    row.gross, row.tax, row.tax_rate, row.list_price, row.prior_price, row.discount_percent,
    row.unit_price, row.unit, row.applied, row.category_id, row.kind, row.brand, row.languages,
    row.popularity, row.published, row.in_stock, rated.average, coalesce(rated.rank, 0)
from jsonb_to_recordset($1::jsonb) as row(product_id bigint, storefront text, variant_id bigint,
    valid_from timestamptz, valid_until timestamptz, lead bool, currency text, current bigint, net bigint,
    gross bigint, tax bigint, tax_rate numeric, list_price bigint, prior_price bigint,
    discount_percent smallint, unit_price bigint, unit text, applied jsonb, category_id bigint, kind text,
    brand text, languages text[], popularity int, published date, in_stock bool)
left join product_ratings rated on rated.product_id = row.product_id
"""

WRITE_DUE = """
insert into shelf_due (product_id, storefront, due_at)
select row.product_id, row.storefront, row.due_at
from jsonb_to_recordset($1::jsonb) as row(product_id bigint, storefront text, due_at timestamptz)
"""

LOCK_DUE = """
select id from products
where id in (select product_id from shelf_due where due_at <= $1 order by due_at limit $2)
for no key update skip locked
"""

FIRST_EDITION = "insert into shelf_edition (version) values ($1) on conflict do nothing"
NEW_EDITION = "update shelf_edition set version = $1 where version <> $1 returning true"
ALL_DUE = "insert into shelf_due (product_id, storefront, due_at) select id, '', $1 from products"

Record = dict[str, Any]


@asynccontextmanager
async def shelving(database: Database, pricer: Pricer) -> AsyncIterator[Statements]:
    """A transaction that may write shelf prices, with the pricer going by the policies that hold in it.

    Others may do the same at once, but nobody changes a policy meanwhile.
    """
    async with database.transaction() as writing:
        await writing.execute("select pg_advisory_xact_lock_shared($1)", POLICY_LOCK)
        await writing.execute(FIRST_EDITION, pricer.book.version)
        pricer.follow(await read_policies(writing))
        yield writing


async def refresh_shelf(writing: Statements, products: Sequence[int], pricer: Pricer) -> None:
    """Write the shelf prices of `products` anew, as seen at the pricer's instant.

    The caller is in a transaction of `shelving`, holds the products' rows and publishes the change.
    """
    rows: list[Record] = []
    due: list[Record] = []
    for sellers in await read_sellers(writing, products):
        for storefront in sorted({code for seller in sellers for code in seller.offers}):
            rows.extend(_shelve(sellers, storefront, pricer))
            due.extend(_look_again(sellers, storefront, pricer))
    await writing.execute("delete from shelf_prices where product_id = any($1)", products)
    await writing.execute(WRITE, as_records(rows), pricer.now)
    await note_traits(writing, products)
    await writing.execute("delete from shelf_due where product_id = any($1)", products)
    await writing.execute(WRITE_DUE, as_records(due))


async def refresh_due(database: Database, book: LawBook, now: datetime) -> int:
    """Write anew what has come to an end or soon will; how many products that were.

    After a new edition of the law book that is everything. Products that another writer is changing are left
    to it, and several workers may do this at once.
    """
    pricer = Pricer(book, now)
    languages = ground(book).languages
    await _notice_edition(database, book.version, now)
    refreshed = 0
    while True:
        async with shelving(database, pricer) as writing:
            products = [row["id"] for row in await writing.fetch(LOCK_DUE, now, DUE_AT_ONCE)]
            if not products:
                await forget_changes(writing, now)
                return refreshed
            await refresh_shelf(writing, products, pricer)
            await refresh_documents(writing, products, languages)
            await publish(writing, await tags_of(writing, products))
        refreshed += len(products)


async def _notice_edition(database: Database, version: str, now: datetime) -> None:
    """Make everything due if the shelf was written by another edition of the law book."""
    async with database.transaction() as writing:
        if await writing.fetchval(NEW_EDITION, version):
            await writing.execute(ALL_DUE, now)
            await publish_everything(writing)


def _shelve(sellers: Sequence[Seller], storefront: str, pricer: Pricer) -> Iterator[Record]:
    """The rows of one product in one storefront."""
    sold = [seller for seller in sellers if storefront in seller.offers]
    spans = with_leads([pricer.outlook(seller.offers[storefront]).spans for seller in sold])
    for seller, pieces in zip(sold, spans, strict=True):
        for piece in pieces:
            yield _record(seller, storefront, piece)


def _look_again(sellers: Sequence[Seller], storefront: str, pricer: Pricer) -> Iterator[Record]:
    offers = [seller.offers[storefront] for seller in sellers if storefront in seller.offers]
    looks = [look for offer in offers if (look := pricer.outlook(offer).look_again)]
    if looks:
        product = sellers[0].row["product_id"]
        yield {"product_id": product, "storefront": storefront, "due_at": min(looks)}


def _record(seller: Seller, storefront: str, span: Shelved) -> Record:
    price, row = span.price, seller.row
    return {
        "product_id": row["product_id"],
        "storefront": storefront,
        "variant_id": row["variant_id"],
        "valid_from": span.start,
        "valid_until": "infinity" if span.end == FOREVER else span.end,
        "lead": span.lead,
        "currency": price.currency,
        "current": price.current,
        "net": price.net,
        "gross": price.gross,
        "tax": price.tax,
        "tax_rate": None if price.tax_rate is None else str(price.tax_rate),
        "list_price": price.list_price,
        "prior_price": price.prior_price,
        "discount_percent": price.discount_percent,
        "unit_price": price.unit_price.amount if price.unit_price else None,
        "unit": price.unit_price.per if price.unit_price else None,
        "applied": reasons_to_json(price.applied),
        "category_id": row["category_id"],
        "kind": row["kind"],
        "brand": row["brand"],
        "languages": orjson.loads(row["facts"]).get("languages", []),
        "popularity": row["popularity"],
        "published": "-infinity" if row["published"] == date.min else row["published"],
        "in_stock": row["in_stock"],
    }
