"""What changed about a cart by itself, and what still blocks its checkout."""

from typing import assert_never

import strawberry

from locales import phrases
from regions.quoted import Problem
from regions.words import N_
from schema.context import ShopContext
from schema.money import Money, in_shop
from schema.scalars import RegionCode
from schema.selling.appraising import CartView
from store.carts import appraisal


@strawberry.interface(description="Something about a cart that changed by itself.")
class CartNotice:
    """Told until the shopper reacts."""

    message: str = strawberry.field(description="What is to be told, in the context's language.")


@strawberry.type(description="One of it costs something else than when it was put into the cart.")
class PriceMoved(CartNotice):
    """Told until the line is changed."""

    sku: str = strawberry.field(description="Number of the variant.")
    before: Money = strawberry.field(description="Price of one when it was chosen.")
    now: Money = strawberry.field(description="Price of one now.")


@strawberry.type(description="Fewer are there than the cart holds; the quote counts those that are there.")
class QuantityReduced(CartNotice):
    """Told until there are enough, or fewer are wanted."""

    sku: str = strawberry.field(description="Number of the variant.")
    wanted: int = strawberry.field(description="How many the cart holds.")
    available: int = strawberry.field(description="How many of them can be had.")


@strawberry.type(description="It isn't sold here now, or none is left; the quote leaves it out.")
class LineUnavailable(CartNotice):
    """Told until it can be had, or is taken out."""

    sku: str = strawberry.field(description="Number of the variant.")


@strawberry.type(description="A discount code gives nothing.")
class DiscountNotApplied(CartNotice):
    """The message says why."""

    discount_code: str = strawberry.field(description="The code.")
    reason: str = strawberry.field(description="Code of the reason, such as `DISCOUNT_CODE_USED_UP`.")


@strawberry.type(description="The request is made in another region than the cart's own, which counts.")
class RegionMismatch(CartNotice):
    """`cartChangeRegion` takes the cart along."""

    cart_region: RegionCode = strawberry.field(description="Region of the cart.")
    asked_region: RegionCode = strawberry.field(description="Region of the request.")


TYPES = [PriceMoved, QuantityReduced, LineUnavailable, DiscountNotApplied, RegionMismatch]


@strawberry.type(description="Something that still blocks the checkout.")
class Block:
    """A problem in the words of one context."""

    problem: strawberry.Private[Problem]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Code of the block, such as `ADDRESS_MISSING`.")
    def code(self) -> str:
        return self.problem.code

    @strawberry.field(description="Number of the variant that it is about; null if it is about the whole.")
    def sku(self) -> str | None:
        return self.problem.sku

    @strawberry.field(description="What has to be done, in the context's language.")
    def message(self) -> str:
        words = phrases(self.shop.language, self.shop.storefront.country)
        return words.say(self.problem.message, **self.problem.params)


@strawberry.type(description="Whether a cart can become an order.")
class Readiness:
    """Ready when nothing blocks."""

    is_ready: bool = strawberry.field(description="Whether nothing blocks the checkout.")
    blocks: list[Block] = strawberry.field(description="What still blocks it.")


def readiness_of(view: CartView) -> Readiness:
    """What still blocks a cart."""
    blocks = [Block(problem=problem, shop=view.shop) for problem in view.appraisal.blocks]
    return Readiness(is_ready=not blocks, blocks=blocks)


def notices_of(view: CartView) -> list[CartNotice]:
    """What changed about a cart by itself."""
    found = [_notice(notice, view.shop) for notice in view.appraisal.notices]
    if view.asked_region == view.shop.region:
        return found
    message = N_("This cart belongs to another shop; its prices are that shop's.")
    mismatch = RegionMismatch(
        message=phrases(view.shop.language).say(message),
        cart_region=RegionCode(view.shop.region),
        asked_region=RegionCode(view.asked_region),
    )
    return [mismatch, *found]


def _notice(notice: appraisal.CartNotice, shop: ShopContext) -> CartNotice:
    words = phrases(shop.language, shop.storefront.country)
    match notice:
        case appraisal.PriceMoved(sku, seen, now):
            before, after = in_shop(seen, shop), in_shop(now, shop)
            return PriceMoved(
                message=words.say(N_("The price of “{sku}” has changed."), sku=sku),
                sku=sku,
                before=before,
                now=after,
            )
        case appraisal.QuantityReduced(sku, wanted, available):
            message = N_("Of “{sku}” only {available} can be had.")
            said = words.say(message, sku=sku, available=available)
            return QuantityReduced(message=said, sku=sku, wanted=wanted, available=available)
        case appraisal.LineUnavailable(sku):
            message = N_("“{sku}” can't be had now.")
            return LineUnavailable(message=words.say(message, sku=sku), sku=sku)
        case appraisal.DiscountNotApplied(code, reason):
            said = words.say(reason.message, **reason.params)
            return DiscountNotApplied(message=said, discount_code=code, reason=reason.code)
        case never:
            assert_never(never)
