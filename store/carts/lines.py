"""The lines of a cart: adding, changing, removing, and the prices that its shopper has seen."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from store.carts.opening import change_cart
from store.carts.records import (
    LARGEST_QUANTITY,
    MOST_LINES,
    BadQuantity,
    CartFull,
    CartKey,
    CartRecord,
    CartRefusal,
    NotInCart,
    NotSoldHere,
)
from store.database import Database, Statements

SOLD = """
select variant.sku, variant.id from variants variant
where variant.sku = any($1) and exists (
    select from shelf_prices shelf where shelf.product_id = variant.product_id
    and shelf.variant_id = variant.id and shelf.storefront = $2
    and shelf.valid_from <= $3 and shelf.valid_until > $3)
"""

PUT = """
insert into cart_lines (cart_id, variant_id, quantity)
select $1, wanted.variant, wanted.quantity
from unnest($2::bigint[], $3::int[]) with ordinality as wanted(variant, quantity, place) order by place
on conflict (cart_id, variant_id) do update set quantity = excluded.quantity, seen_price = null
"""

REMOVE = "delete from cart_lines where cart_id = $1 and variant_id = any($2)"

SEE = """
update cart_lines set seen_price = seen.price
from unnest($2::bigint[], $3::bigint[]) as seen(variant, price)
where cart_id = $1 and variant_id = seen.variant and seen_price is null
"""

Quantities = Mapping[str, int]
"""By the variant's number."""


async def add_lines(
    database: Database, key: CartKey, wanted: Quantities, now: datetime, version: int | None = None
) -> CartRecord | CartRefusal:
    """Put so many more into the cart: all lines or none. Calls at the same time add up."""

    async def work(writing: Statements, cart: CartRecord) -> CartRefusal | None:
        held = {line.sku: line.quantity for line in cart.lines}
        sums = {sku: held.get(sku, 0) + quantity for sku, quantity in wanted.items()}
        bad = [sku for sku, quantity in wanted.items() if quantity < 1 or sums[sku] > LARGEST_QUANTITY]
        if bad:
            return BadQuantity(bad[0], sums[bad[0]])
        if len(held.keys() | sums.keys()) > MOST_LINES:
            return CartFull(MOST_LINES)
        rows = await writing.fetch(SOLD, list(sums), cart.region, now)
        sold = {row["sku"]: row["id"] for row in rows}
        missing = [sku for sku in sums if sku not in sold]
        if missing:
            return NotSoldHere(missing[0])
        await writing.execute(PUT, cart.id, [sold[sku] for sku in sums], list(sums.values()))
        return None

    return await change_cart(database, key, version, now, work)


async def set_lines(
    database: Database, key: CartKey, wanted: Quantities, now: datetime, version: int | None = None
) -> CartRecord | CartRefusal:
    """Make lines that are in the cart hold exactly so many; none at all removes them."""

    async def work(writing: Statements, cart: CartRecord) -> CartRefusal | None:
        held = {line.sku: line.variant_id for line in cart.lines}
        for sku, quantity in wanted.items():
            if not 0 <= quantity <= LARGEST_QUANTITY:
                return BadQuantity(sku, quantity)
            if sku not in held:
                return NotInCart(sku)
        kept = {held[sku]: quantity for sku, quantity in wanted.items() if quantity}
        await writing.execute(PUT, cart.id, list(kept), list(kept.values()))
        gone = [held[sku] for sku, quantity in wanted.items() if not quantity]
        await writing.execute(REMOVE, cart.id, gone)
        return None

    return await change_cart(database, key, version, now, work)


async def remove_lines(
    database: Database, key: CartKey, skus: Sequence[str], now: datetime, version: int | None = None
) -> CartRecord | CartRefusal:
    """Take lines out; what isn't in the cart is out already, so a repeated call does no harm."""

    async def work(writing: Statements, cart: CartRecord) -> None:
        gone = [line.variant_id for line in cart.lines if line.sku in skus]
        await writing.execute(REMOVE, cart.id, gone)

    return await change_cart(database, key, version, now, work)


async def note_prices(database: Database, cart: CartRecord, prices: Quantities) -> None:
    """Remember the prices of lines whose shopper sees them for the first time, in minor units by number."""
    fresh = [line for line in cart.lines if line.seen_price is None and line.sku in prices]
    if fresh:
        ids = [line.variant_id for line in fresh]
        await database.execute(SEE, cart.id, ids, [prices[line.sku] for line in fresh])
