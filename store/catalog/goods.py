"""Variants as the law book needs them: their facts, what the merchant asks for them, and asked before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from regions.facts import item_from_json
from regions.item import Item
from store.database import Statements

SELECT = """
    select v.id, v.sku, v.product_id, v.facts::text as facts, amounts, instants,
        exists (select from shelf_prices s where s.product_id = v.product_id and s.variant_id = v.id
            and s.storefront = $1 and s.valid_from <= $2 and s.valid_until > $2) as sold
    from variants v
    cross join lateral (
        select array_agg(price.amount order by price.valid_from) as amounts,
            array_agg(price.valid_from order by price.valid_from) as instants
        from prices price
        where price.variant_id = v.id and price.storefront = $1 and price.valid_from <= $2) as past"""

BY_ID = f"{SELECT} where v.id = any($3::bigint[])"
BY_SKU = f"{SELECT} where v.sku = any($3::text[])"


@dataclass(frozen=True, slots=True)
class Goods:
    """A variant with its legal facts and its prices in one storefront, in minor units.

    `wish` is what the merchant asks now, None where it isn't sold; `history` is what was asked from each day
    on, oldest first, the wish included.
    """

    variant_id: int
    product_id: int
    sku: str
    item: Item
    wish: int | None
    history: tuple[tuple[date, int], ...]


async def read_goods(
    database: Statements, storefront: str, zone: ZoneInfo, at: datetime, variant_ids: Sequence[int]
) -> dict[int, Goods]:
    """Goods by the variant's id; days are those of the storefront's time zone. One statement for all."""
    rows = await database.fetch(BY_ID, storefront, at, list(variant_ids))
    return {row["id"]: _read(row, zone) for row in rows}


async def read_goods_by_sku(
    database: Statements, storefront: str, zone: ZoneInfo, at: datetime, skus: Sequence[str]
) -> dict[str, Goods]:
    """Goods by their number; unknown numbers are left out. One statement for all."""
    rows = await database.fetch(BY_SKU, storefront, at, [sku for sku in skus if sku.isprintable()])
    return {row["sku"]: _read(row, zone) for row in rows}


def _read(row: Mapping[str, Any], zone: ZoneInfo) -> Goods:
    amounts: Sequence[int | None] = row["amounts"] or ()
    instants: Sequence[datetime] = row["instants"] or ()
    past = [(at.astimezone(zone).date(), amount) for at, amount in zip(instants, amounts, strict=True)]
    return Goods(
        variant_id=row["id"],
        product_id=row["product_id"],
        sku=row["sku"],
        item=_item(row["facts"]),
        wish=amounts[-1] if row["sold"] and amounts else None,
        history=tuple((day, amount) for day, amount in past if amount is not None),
    )


@lru_cache(maxsize=8192)
def _item(facts: str) -> Item:
    """Facts are read once for all variants that have the same."""
    return item_from_json(orjson.loads(facts))
