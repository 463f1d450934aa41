"""Taking products off the shelf at once, and knowing what isn't sold.

What the shop shows, quotes and sells is read from the shelf, so what is taken off there is gone everywhere.
Whoever takes something off holds the product with LOCK; whoever sells holds it by the order's line, and asks
`pulled_among` afterwards: of the two, the later one sees what the other did. Many who sell hold a row
together, and would keep who pulls the cord waiting for ever, so both stand in one queue before that
(`hold_for_sale`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.changes import publish, tags_of
from store.database import Statements
from store.traits import note_traits

KEY = "hashtextextended('cord ' || {product}, 0)"
ALONE = f"select pg_advisory_xact_lock({KEY.format(product='$1::bigint')})"
TOGETHER = f"""
select pg_advisory_xact_lock_shared({KEY.format(product="asked.id")})
from (select id from unnest($1::bigint[]) id order by id) asked
"""
LOCK = "select id from products where id = $1 for update"
COVERS = """i.closed_at is null and (i.variant_id is null or i.variant_id = {variant})
    and (i.region is null or i.region = {region})"""
"""Whether the open incident `i` of a product is about a variant in a region."""

PULLED = f"""
select distinct v.id from variants v join incidents i on i.product_id = v.product_id
where v.id = any($1::bigint[]) and {COVERS.format(variant="v.id", region="$2")}
"""
TAKE_OFF = """
delete from shelf_prices
where product_id = $1 and ($2::bigint is null or variant_id = $2) and ($3::text is null or storefront = $3)
"""
NEXT_LEADS = """
update shelf_prices shelf set lead = true
from variants mine
where shelf.product_id = $1 and not shelf.lead and mine.id = shelf.variant_id
    and not exists (
        select from shelf_prices other join variants theirs on theirs.id = other.variant_id
        where other.product_id = $1 and other.storefront = shelf.storefront
            and theirs.position < mine.position
            and other.valid_from < shelf.valid_until and other.valid_until > shelf.valid_from)
"""
LOOK_AGAIN = """
insert into shelf_due (product_id, storefront, due_at) values ($1, '', $2)
on conflict (product_id, storefront) do update set due_at = least(shelf_due.due_at, excluded.due_at)
"""


@dataclass(frozen=True, slots=True)
class Area:
    """What is pulled: a product, or one of its variants, everywhere or in one region."""

    product: int
    variant: int | None = None
    region: str | None = None


async def lock_product(writing: Statements, product: int) -> bool:
    """Hold a product against everyone who sells it, until the transaction ends; False if there is none."""
    await writing.execute(ALONE, product)
    return await writing.fetchval(LOCK, product) is not None


async def hold_for_sale(writing: Statements, products: Iterable[int]) -> None:
    """Wait for those who are about to pull one of the products; who is so later waits for this sale."""
    await writing.execute(TOGETHER, sorted(set(products)))


async def pulled_among(reading: Statements, variants: Sequence[int], region: str) -> list[int]:
    """Those of the variants that aren't to be sold in a region because of an open incident."""
    return [row["id"] for row in await reading.fetch(PULLED, list(variants), region)]


async def take_off(writing: Statements, area: Area, now: datetime) -> None:
    """Take an area off the shelf and tell every cache; the caller holds the product.

    The next variant speaks for the product at once; the worker writes its spans anew.
    """
    tags = await tags_of(writing, [area.product])
    await writing.execute(TAKE_OFF, area.product, area.variant, area.region)
    if area.variant is not None:
        await writing.execute(NEXT_LEADS, area.product)
        await writing.execute(LOOK_AGAIN, area.product, now)
        await note_traits(writing, [area.product])
    await publish(writing, tags)
