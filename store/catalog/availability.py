"""Whether variants can be had in a storefront."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.bells import Bell
from store.database import Database, Statements

READ = """
select variant.sku, variant.product_id, (
    select price.in_stock from shelf_prices price
    where price.product_id = variant.product_id and price.variant_id = variant.id
        and price.storefront = $1 and price.valid_from <= $2 and price.valid_until > $2) as in_stock
from variants variant where variant.sku = any($3::text[])
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a variant stands: None where it isn't sold."""

    product_id: int
    in_stock: bool | None


async def read_standings(
    database: Statements, storefront: str, at: datetime, skus: Sequence[str]
) -> dict[str, Standing]:
    """How variants stand in a storefront, by their number; unknown numbers are left out. One statement."""
    rows = await database.fetch(READ, storefront, at, [sku for sku in skus if sku.isprintable()])
    return {row["sku"]: Standing(row["product_id"], row["in_stock"]) for row in rows}


async def watch_availability(
    database: Database, bell: Bell, storefront: str, clock: Callable[[], datetime], skus: Sequence[str]
) -> AsyncIterator[tuple[str, bool | None]]:
    """Say at once whether each can be had, and then whenever that changes; None for what isn't sold."""
    told: dict[str, bool | None] = {}
    known = await read_standings(database, storefront, clock(), skus)
    products = {standing.product_id for standing in known.values()}
    with bell.waiting_for(products) as rung:
        while True:
            rung.clear()
            now = await read_standings(database, storefront, clock(), skus)
            for sku in skus:
                in_stock = now[sku].in_stock if sku in now else None
                if sku not in told or told[sku] != in_stock:
                    told[sku] = in_stock
                    yield sku, in_stock
            await bell.wait(rung)
