"""Stock: how many are there, taking them for an order, and putting them back.

A variant without any row of stock never runs out. Rows are always locked in the order of variant and
warehouse, so that two orders can't wait for each other in a circle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.changes import STOCK_TAG, product_tag, publish
from store.database import Statements
from store.traits import note_traits

READ = (
    "select variant_id, sum(quantity) as quantity from stock where variant_id = any($1) group by variant_id"
)
LOCK = """
select variant_id, warehouse, quantity from stock where variant_id = any($1)
order by variant_id, warehouse for update
"""
TAKE = """
update stock set quantity = stock.quantity - taken.quantity
from unnest($1::bigint[], $2::text[], $3::int[]) as taken(variant, warehouse, quantity)
where stock.variant_id = taken.variant and stock.warehouse = taken.warehouse
    and stock.quantity >= taken.quantity
"""
HOLD = """
insert into reservations (order_id, variant_id, warehouse, quantity, state, expires_at)
select $1, taken.variant, taken.warehouse, taken.quantity, 'HELD', $5
from unnest($2::bigint[], $3::text[], $4::int[]) as taken(variant, warehouse, quantity)
"""
RETURN = """
update reservations set state = 'RETURNED' where order_id = $1 and state <> 'RETURNED'
returning variant_id, warehouse, quantity
"""
HELD = """
select id, warehouse, quantity from reservations
where order_id = $1 and variant_id = $2 and state <> 'RETURNED' order by warehouse, id for update
"""
SPLIT = """
with rest as (
    update reservations set quantity = quantity - $2 where id = $1 and quantity > $2 returning *),
all_of_it as (
    update reservations set state = 'RETURNED' where id = $1 and quantity = $2 returning id)
insert into reservations (order_id, variant_id, warehouse, quantity, state, expires_at)
select order_id, variant_id, warehouse, $2, 'RETURNED', expires_at from rest
"""
PUT_BACK = """
insert into stock (variant_id, warehouse, quantity)
select * from unnest($1::bigint[], $2::text[], $3::int[])
on conflict (variant_id, warehouse) do update set quantity = stock.quantity + excluded.quantity
"""
KEEP = "update reservations set state = 'TAKEN' where order_id = $1 and state = 'HELD'"
TURNED = """
with turned as (
    update shelf_prices set in_stock = $2 where variant_id = any($1) and in_stock <> $2 returning product_id)
select distinct product_id from turned order by product_id
"""
LOOK_AGAIN = """
insert into shelf_due (product_id, storefront, due_at)
select product, '', $2 from unnest($1::bigint[]) product
on conflict (product_id, storefront) do update set due_at = least(shelf_due.due_at, excluded.due_at)
"""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Fewer of a variant are there than an order needs."""

    variant_id: int
    available: int


async def read_stock(statements: Statements, variants: Sequence[int]) -> dict[int, int]:
    """How many are there, by variant; those that never run out are left out. One statement."""
    return {row["variant_id"]: row["quantity"] for row in await statements.fetch(READ, list(variants))}


async def lock_stock(writing: Statements, variants: Sequence[int]) -> dict[int, dict[str, int]]:
    """Hold the rows of variants until the transaction ends; quantities by variant and warehouse."""
    found: dict[int, dict[str, int]] = {}
    for row in await writing.fetch(LOCK, list(variants)):
        found.setdefault(row["variant_id"], {})[row["warehouse"]] = row["quantity"]
    return found


async def take_stock(
    writing: Statements, wanted: Mapping[int, int], order: int, expires_at: datetime, now: datetime
) -> Shortage | None:
    """Reserve quantities by variant for an order, or tell the first of which there are too few."""
    there = await lock_stock(writing, list(wanted))
    taken: list[tuple[int, str, int]] = []
    for variant in sorted(wanted):
        places, missing = there.get(variant), wanted[variant]
        if places is None:
            continue
        if sum(places.values()) < missing:
            return Shortage(variant, sum(places.values()))
        for warehouse, quantity in places.items():
            if part := min(quantity, missing):
                taken.append((variant, warehouse, part))
                missing -= part
    if not taken:
        return None
    variants, warehouses, quantities = map(list, zip(*taken, strict=True))
    if await writing.execute(TAKE, variants, warehouses, quantities) != f"UPDATE {len(taken)}":
        raise RuntimeError("locked stock has changed")
    await writing.execute(HOLD, order, variants, warehouses, quantities, expires_at)
    left = {variant: sum(there[variant].values()) - wanted[variant] for variant in wanted if variant in there}
    await _turn(writing, [variant for variant in left if not left[variant]], False, now)
    return None


async def keep_stock(writing: Statements, order: int) -> None:
    """What was reserved is the buyer's for good."""
    await writing.execute(KEEP, order)


async def put_stock_back(writing: Statements, order: int, now: datetime) -> None:
    """Return what an order holds, once."""
    held = await writing.fetch("select variant_id from reservations where order_id = $1", order)
    await lock_stock(writing, [row["variant_id"] for row in held])
    rows = sorted(tuple(row) for row in await writing.fetch(RETURN, order))
    if rows:
        await writing.execute(PUT_BACK, *map(list, zip(*rows, strict=True)))
        await _turn(writing, [row[0] for row in rows], True, now)


async def put_back_part(writing: Statements, order: int, back: Mapping[int, int], now: datetime) -> None:
    """Return so many of each variant of an order to the warehouses that they came from.

    A variant that never runs out has nothing reserved, and nothing to put back.
    """
    await lock_stock(writing, list(back))
    rows: list[tuple[int, str, int]] = []
    for variant in sorted(back):
        missing = back[variant]
        for held in await writing.fetch(HELD, order, variant):
            part = min(missing, held["quantity"])
            if part:
                await writing.execute(SPLIT, held["id"], part)
                rows.append((variant, held["warehouse"], part))
                missing -= part
    if rows:
        await writing.execute(PUT_BACK, *map(list, zip(*rows, strict=True)))
        await _turn(writing, sorted({variant for variant, _, _ in rows}), True, now)


async def _turn(writing: Statements, variants: Sequence[int], in_stock: bool, now: datetime) -> None:
    """Show that variants ran out or are back; a writer of shelf prices at the same time looks again later."""
    if not variants:
        return
    products = [row["product_id"] for row in await writing.fetch(TURNED, sorted(variants), in_stock)]
    if products:
        await note_traits(writing, products)
        await writing.execute(LOOK_AGAIN, products, now)
        await publish(writing, [STOCK_TAG, *map(product_tag, products)])
