"""What becomes of carts when somebody signs in, and what they are told of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import strawberry

from locales import phrases
from regions.item import Destination
from regions.lawbook import lawbook
from regions.words import N_
from schema.context import Info, ShopContext, stand_in
from schema.money import Money, in_shop
from schema.scalars import RegionCode
from schema.selling.appraising import CartView, view_cart
from schema.selling.cart import Cart
from schema.selling.ids import read_cart_id
from schema.user_errors import InputError, UserError, UserErrorCode, input_error
from store.carts.merging import Merge, NotMergeable, gather_carts, merge_carts
from store.carts.records import LARGEST_QUANTITY
from store.quotes import Sale, Wanted, quote_basket


@strawberry.type(description="So many of a variant that came from another cart.")
class CartMergeLine:
    """In another region it may cost something else."""

    sku: str = strawberry.field(description="Number of the variant.")
    added: int = strawberry.field(description="How many came on top of what the cart held.")
    region: RegionCode = strawberry.field(description="Region of the cart that they came from.")
    before: Money | None = strawberry.field(
        description="Price of one there; null: it isn't sold there now, or it is the same region."
    )
    now: Money | None = strawberry.field(description="Price of one in this cart; null: it isn't sold here.")


@strawberry.type(
    description="What a cart took over from the customer's other ones; their ids lead to it now."
)
class CartMerge:
    """Nothing, if there were no others."""

    lines: list[CartMergeLine] = strawberry.field(description="What came from them.")


@dataclass(frozen=True, slots=True)
class Brought:
    """The cart of somebody who has signed in, and what is told of it."""

    cart: Cart | None = None
    merge: CartMerge | None = None
    warnings: list[UserError] = field(default_factory=list)


async def bring_cart(info: Info, customer: int, cart_id: str | None) -> Brought:
    """Make the cart at hand the customer's, with all that their others hold; without one, gather these."""
    visit, warnings = info.context, []
    shop = visit.shop
    merge: Merge | NotMergeable | None = NotMergeable()
    if cart_id is not None:
        key = read_cart_id(cart_id)
        if key is not None:
            merge = await merge_carts(visit.database, lawbook(), customer, key, shop.now)
        if isinstance(merge, NotMergeable):
            message = N_("There is no such cart.")
            warnings.append(input_error(UserErrorCode.CART_NOT_FOUND, shop.language, message, "cartId"))
    if isinstance(merge, NotMergeable):
        merge = await gather_carts(visit.database, lawbook(), customer, shop.region, shop.language, shop.now)
    if merge is None:
        return Brought(warnings=list(warnings))
    view = await view_cart(info, merge.key, merge.cart)
    told = CartMerge(lines=await _lines(info, merge, view)) if merge.regions else None
    return Brought(Cart(view=view), told, [*warnings, *_left_behind(merge, shop.language)])


async def _lines(info: Info, merge: Merge, view: CartView) -> list[CartMergeLine]:
    """What came, with the prices of one there and here. Two statements for each other region."""
    now = {line.sku: in_shop(line.unit_price, view.shop) for line in view.appraisal.answer.quote.lines}
    before: dict[tuple[str, str], Money] = {}
    for region in sorted(set(merge.regions) - {view.shop.region}):
        storefront = info.context.storefronts.get(region)
        if storefront is None:
            continue
        there = stand_in(storefront, [view.shop.language], Destination(storefront.country), view.shop.now)
        skus = dict.fromkeys(line.sku for line in merge.lines if line.region == region)
        before |= {(region, sku): price for sku, price in (await _prices(info, there, list(skus))).items()}
    return [
        CartMergeLine(
            sku=line.sku,
            added=line.added,
            region=RegionCode(line.region),
            before=before.get((line.region, line.sku)),
            now=now.get(line.sku),
        )
        for line in merge.lines
    ]


async def _prices(info: Info, shop: ShopContext, skus: list[str]) -> dict[str, Money]:
    sale = Sale(shop.storefront, shop.destination, shop.now)
    answer = await quote_basket(info.context.database, lawbook(), sale, [Wanted(sku, 1) for sku in skus])
    return {line.sku: in_shop(line.unit_price, shop) for line in answer.quote.lines}


def _left_behind(merge: Merge, language: str) -> Iterator[UserError]:
    """What couldn't come along."""
    words = phrases(language)
    for line in merge.lines:
        if line.dropped:
            message = N_("A line holds at most {largest}: {dropped} of “{sku}” stayed behind.")
            said = words.say(message, largest=LARGEST_QUANTITY, dropped=line.dropped, sku=line.sku)
            yield InputError(code=UserErrorCode.CART_FULL, message=said)
    if merge.codes_left:
        message = N_("These discount codes stayed behind: {codes}")
        said = words.say(message, codes=", ".join(merge.codes_left))
        yield InputError(code=UserErrorCode.CART_FULL, message=said)
    if merge.gift_cards_left:
        message = N_("Gift cards that can't pay in this shop stayed behind.")
        yield InputError(code=UserErrorCode.GIFT_CARD_UNKNOWN, message=words.say(message))
