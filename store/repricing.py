"""Setting the prices of one variant in one storefront, and telling what they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from regions.lawbook import LawBook
from regions.money import amount_text
from store.audit import record
from store.changes import publish, tags_of
from store.database import Database, Statements
from store.loading.history import Amendment, amend
from store.loading.rows import BadRow, PriceEntry
from store.pricing import Pricer
from store.shelf import refresh_shelf, shelving

FIND = """
select variant.id, variant.product_id
from variants variant join products product on product.id = variant.product_id
where variant.sku = $1 for no key update of product
"""
HISTORY = """
select price.valid_from, price.amount from prices price join variants variant on variant.id = price.variant_id
where variant.sku = $1 and price.storefront = $2 order by price.valid_from
"""
WITHDRAW = "delete from prices where variant_id = $1 and storefront = $2 and valid_from = any($3)"
ADD = """
insert into prices (variant_id, storefront, valid_from, amount)
select $1, $2, added.valid_from, added.amount
from unnest($3::timestamptz[], $4::bigint[]) as added(valid_from, amount)
on conflict (variant_id, storefront, valid_from) do update set amount = excluded.amount
"""
# A file that says something else is taken again, although its line was loaded before.
FORGET_LINE = "update products set digest = '', changed_at = $2 where id = $1"


@dataclass(frozen=True, slots=True)
class Repricing:
    """Prices of a variant in a storefront, oldest first; an entry without a start holds from now on."""

    sku: str
    storefront: str
    prices: Sequence[PriceEntry]


async def price_history(statements: Statements, sku: str, storefront: str) -> list[PriceEntry]:
    """What was asked, is asked and will be asked, oldest first; nothing for an unknown variant."""
    return [PriceEntry(**dict(row)) for row in await statements.fetch(HISTORY, sku, storefront)]


async def set_prices(
    database: Database, book: LawBook, wanted: Repricing, *, actor: int | None, now: datetime
) -> bool:
    """Bring a price history to what is wanted, shelf prices and all; False for an unknown variant.

    What is planned and not named any more is withdrawn; where all is so already, nothing is written or noted.
    Raises BadRow (CONTRADICTS_HISTORY) for a past that was another, or that nobody knows of.
    """
    sku, storefront = wanted.sku, wanted.storefront
    pricer = Pricer(book, now)
    async with shelving(database, pricer) as writing:
        variant = await writing.fetchrow(FIND, sku)
        if variant is None:
            return False
        before = await price_history(writing, sku, storefront)
        known = {entry.valid_from: entry.amount for entry in before if entry.valid_from}
        change = amend(known, wanted.prices, now, "prices")
        _refuse_an_invented_past(change, now)
        if not change.added and not change.withdrawn:
            return True
        await writing.execute(WITHDRAW, variant["id"], storefront, list(change.withdrawn))
        await writing.execute(ADD, variant["id"], storefront, list(change.added), list(change.added.values()))
        product = variant["product_id"]
        await writing.execute(FORGET_LINE, product, now)
        await refresh_shelf(writing, [product], pricer)
        currency = book.storefronts[storefront].currency
        old = _told(before, currency)
        new = _told(await price_history(writing, sku, storefront), currency)
        await record(writing, actor, "prices.set", f"variant:{sku}", old, new, now, region=storefront)
        await publish(writing, await tags_of(writing, [product]))
    return True


def _refuse_an_invented_past(change: Amendment, now: datetime) -> None:
    """What begins now or later may be set; what was asked before is known already, or wasn't asked."""
    invented = min((start for start in change.added if start < now), default=None)
    if invented is not None:
        raise BadRow("CONTRADICTS_HISTORY", "prices", f"wasn't asked from {invented.isoformat()}")


def _told(history: Sequence[PriceEntry], currency: str) -> Mapping[str, str | None]:
    return {
        entry.valid_from.isoformat() if entry.valid_from else "": (
            None if entry.amount is None else amount_text(entry.amount, currency)
        )
        for entry in history
    }
