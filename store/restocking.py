"""Setting how many of a variant lie in a warehouse."""

from datetime import datetime

from regions.lawbook import LawBook
from store.audit import record
from store.changes import STOCK_TAG, publish, tags_of
from store.database import Database, Statements
from store.pricing import Pricer
from store.shelf import refresh_shelf, shelving

FIND = """
select variant.id, variant.product_id
from variants variant join products product on product.id = variant.product_id
where variant.sku = $1 for no key update of product
"""
TURNED = """
select exists (select from shelf_prices where product_id = $1 and variant_id = $2 and in_stock <>
    coalesce((select sum(quantity) > 0 from stock where variant_id = $2), true))
"""
HOLD = "select quantity from stock where variant_id = $1 and warehouse = $2 for update"
COUNT = """
insert into stock (variant_id, warehouse, quantity) values ($1, $2, $3)
on conflict (variant_id, warehouse) do update set quantity = excluded.quantity
"""
READ = """
select stock.warehouse, stock.quantity from stock join variants on variants.id = stock.variant_id
where variants.sku = $1 order by stock.warehouse
"""


async def stock_of(statements: Statements, sku: str) -> dict[str, int]:
    """Quantities by warehouse; nothing for a variant that never runs out."""
    return {row["warehouse"]: row["quantity"] for row in await statements.fetch(READ, sku)}


async def set_stock(
    database: Database,
    book: LawBook,
    sku: str,
    warehouse: str,
    quantity: int | None,
    *,
    actor: int | None,
    now: datetime,
) -> bool:
    """Set what was counted in a warehouse, None to count there no longer; False for an unknown variant.

    Shoppers only see whether there are any: as long as that stays, they are told of no change.
    """
    pricer = Pricer(book, now)
    async with shelving(database, pricer) as writing:
        variant = await writing.fetchrow(FIND, sku)
        if variant is None:
            return False
        before = await writing.fetchval(HOLD, variant["id"], warehouse)
        if before == quantity:
            return True
        if quantity is None:
            forget = "delete from stock where variant_id = $1 and warehouse = $2"
            await writing.execute(forget, variant["id"], warehouse)
        else:
            await writing.execute(COUNT, variant["id"], warehouse, quantity)
        product = variant["product_id"]
        old, new = {warehouse: before}, {warehouse: quantity}
        await record(writing, actor, "stock.set", f"variant:{sku}", old, new, now)
        if await writing.fetchval(TURNED, product, variant["id"]):
            await refresh_shelf(writing, [product], pricer)
            await publish(writing, [STOCK_TAG, *await tags_of(writing, [product])])
    return True
