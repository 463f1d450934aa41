"""Putting carts together when somebody signs in: nothing is lost, and what happened is said.

The cart at hand takes over what the customer's other open carts hold; their ids lead to it from then on. It
keeps its region, in which everything is quoted anew. Merges of one customer come one after the other: the
customer's row is locked first, then the cart at hand, then the others.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from regions.lawbook import LawBook
from store.carts.opening import CHANGED, lock_cart, make_cart, read_cart
from store.carts.records import (
    LARGEST_QUANTITY,
    MOST_CODES,
    MOST_GIFT_CARDS,
    CartKey,
    CartRecord,
    KeptLine,
)
from store.database import Database, Statements

MOST_CARTS = 20

LOCK_CUSTOMER = "select id from customers where id = $1 for no key update"
OTHERS = """
select id, region, codes, gift_cards, email, buyer::text as buyer, address::text as address, delivery_method
from carts cart where customer_id = $1 and merged_into_id is null and id <> $2
    and not exists (select from orders where orders.cart_id = cart.id)
    and exists (select from cart_lines where cart_lines.cart_id = cart.id)
order by changed_at desc, id desc limit $3 for update
"""
LINES = """
select line.variant_id, variant.sku, line.quantity, line.seen_price from cart_lines line
join variants variant on variant.id = line.variant_id where line.cart_id = $1 order by line.id
"""
OWN = "update carts set customer_id = $2 where id = $1"
PUT = """
insert into cart_lines (cart_id, variant_id, quantity, seen_price)
select $1, wanted.variant, wanted.quantity, wanted.seen
from unnest($2::bigint[], $3::int[], $4::bigint[]) with ordinality as wanted(variant, quantity, seen, place)
order by place
on conflict (cart_id, variant_id) do update
set quantity = excluded.quantity, seen_price = coalesce(cart_lines.seen_price, excluded.seen_price)
"""
TERMS = """
update carts set codes = $2, gift_cards = $3, email = coalesce(email, $4), buyer = coalesce(buyer, $5::jsonb),
    address = coalesce(address, $6::jsonb), delivery_method = coalesce(delivery_method, $7) where id = $1
"""
LEAD = "update carts set merged_into_id = $2, changed_at = $3 where id = $1 or merged_into_id = $1"


@dataclass(frozen=True, slots=True)
class AddedLine:
    """So many of a number came from a cart of a region; ``dropped``: beyond what a line can hold."""

    sku: str
    region: str
    added: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Merge:
    """What the cart at hand took over from carts of these regions, and what stayed behind."""

    cart: CartRecord
    key: CartKey
    lines: tuple[AddedLine, ...] = ()
    regions: tuple[str, ...] = ()
    codes_left: tuple[str, ...] = ()
    gift_cards_left: int = 0


@dataclass(frozen=True, slots=True)
class NotMergeable:
    """The cart at hand is nobody's that we know, somebody else's, or an order already."""


async def merge_carts(
    database: Database, book: LawBook, customer: int, key: CartKey, now: datetime
) -> Merge | NotMergeable:
    """Make the cart at hand the customer's, and put into it what their other open carts hold."""
    async with database.transaction() as writing:
        await writing.fetchval(LOCK_CUSTOMER, customer)
        cart = await lock_cart(writing, key)
        if cart is None or cart.order_id is not None or cart.customer_id not in (None, customer):
            return NotMergeable()
        await writing.execute(OWN, cart.id, customer)
        return await _pour(writing, book, customer, cart, key, now)


async def gather_carts(
    database: Database, book: LawBook, customer: int, region: str, language: str, now: datetime
) -> Merge | None:
    """A cart in a region with all that the customer's open carts hold; None if they hold nothing."""
    async with database.transaction() as writing:
        await writing.fetchval(LOCK_CUSTOMER, customer)
        if not await writing.fetch(OTHERS, customer, 0, 1):
            return None
        key = await make_cart(writing, region, language, customer, now)
        cart = await read_cart(writing, key)
        return None if cart is None else await _pour(writing, book, customer, cart, key, now)


async def _pour(
    writing: Statements, book: LawBook, customer: int, cart: CartRecord, key: CartKey, now: datetime
) -> Merge:
    """Put the customer's other open carts into this one, the latest first."""
    merge = Merge(cart, key)
    for other in await writing.fetch(OTHERS, customer, cart.id, MOST_CARTS):
        held = {line.sku: line.quantity for line in merge.cart.lines}
        lines = [KeptLine(**row) for row in await writing.fetch(LINES, other["id"])]
        added = _sum(held, lines, other["region"])
        at_home = other["region"] == cart.region
        await writing.execute(
            PUT, cart.id,
            [line.variant_id for line in lines],
            [held.get(line.sku, 0) + each.added for line, each in zip(lines, added, strict=True)],
            [line.seen_price if at_home else None for line in lines],
        )  # fmt: skip
        codes = list(dict.fromkeys([*merge.cart.codes, *other["codes"]]))
        same_money = _currency(book, other["region"]) == _currency(book, cart.region)
        cards = [*merge.cart.gift_cards, *(other["gift_cards"] if same_money else ())]
        kept = list(dict.fromkeys(cards))[:MOST_GIFT_CARDS]
        await writing.execute(
            TERMS, cart.id, codes[:MOST_CODES], kept, other["email"], other["buyer"], other["address"],
            other["delivery_method"],
        )  # fmt: skip
        await writing.execute(LEAD, other["id"], cart.id, now)
        await writing.execute(CHANGED, cart.id, now)
        merge = Merge(
            cart=await read_cart(writing, key) or cart,
            key=key,
            lines=(*merge.lines, *added),
            regions=(*merge.regions, other["region"]),
            codes_left=(*merge.codes_left, *codes[MOST_CODES:]),
            gift_cards_left=merge.gift_cards_left + _left(other["gift_cards"], kept),
        )
    if not merge.regions:
        merge = Merge(await read_cart(writing, key) or cart, key)
    return merge


def _sum(held: Mapping[str, int], lines: Collection[KeptLine], region: str) -> list[AddedLine]:
    """What of lines fits on top of what is held."""
    fitting = [min(line.quantity, LARGEST_QUANTITY - held.get(line.sku, 0)) for line in lines]
    return [
        AddedLine(line.sku, region, fits, line.quantity - fits)
        for line, fits in zip(lines, fitting, strict=True)
    ]


def _currency(book: LawBook, region: str) -> str:
    return book.storefronts[region].currency


def _left(cards: Collection[int], kept: Collection[int]) -> int:
    return sum(card not in kept for card in cards)
