"""Why a cart stays as it is or doesn't become an order, as the shopper is told."""

from typing import assert_never

import strawberry

from locales import format_money, phrases
from regions.claims import Effect
from regions.quoted import DiscountStatus, Quote
from regions.words import N_
from schema.context import ShopContext
from schema.money import Money, in_shop
from schema.user_errors import UserError, UserErrorCode, input_error
from store.carts import records
from store.orders import outcomes
from store.promotions import tidy_code


@strawberry.type(description="Fewer are there than the cart wants.")
class OutOfStock(UserError):
    """Take fewer, or take it out."""

    sku: str = strawberry.field(description="Number of the variant.")
    available: int = strawberry.field(description="How many of it can be had.")


@strawberry.type(description="The total isn't the one that was agreed; nothing was stored.")
class PriceChanged(UserError):
    """Show the cart again and ask again."""

    agreed: Money = strawberry.field(description="What was agreed.")
    due: Money = strawberry.field(description="What is due.")


@strawberry.type(description="Something else stands between the cart and an order.")
class NotReady(UserError):
    """The same blocks are in the cart's `readiness`."""

    block: str = strawberry.field(description="Code of the block, as `readiness` tells it.")
    sku: str | None = strawberry.field(description="The variant that it is about, if one is.")


@strawberry.type(description="A law or a contract sets this price; nothing that was asked for can lower it.")
class PriceBound(UserError):
    """The code stays in the cart, for goods that it may lower."""

    sku: str = strawberry.field(description="Number of the variant.")
    lawful: Money = strawberry.field(description="What one of it costs, whatever code is named.")


@strawberry.type(description="The cart has changed since the version that was named.")
class CartChanged(UserError):
    """Read it again."""

    version: int = strawberry.field(description="The cart's version now.")


TYPES = [OutOfStock, PriceChanged, PriceBound, NotReady, CartChanged]


def cart_not_found(language: str) -> UserError:
    """The error of an id that opens no cart."""
    return input_error(UserErrorCode.CART_NOT_FOUND, language, N_("There is no such cart."), "cartId")


def cart_error(  # noqa: C901, PLR0911 - one for each
    refused: records.CartRefusal, language: str
) -> UserError:
    """Why a cart stays as it is."""
    match refused:
        case records.CartUnknown():
            return cart_not_found(language)
        case records.CartOrdered():
            message = N_("This cart has become an order and can't be changed.")
            return input_error(UserErrorCode.CART_ORDERED, language, message, "cartId")
        case records.CartMoved(version):
            said = phrases(language).say(N_("The cart has changed meanwhile."))
            return CartChanged(
                code=UserErrorCode.CART_CHANGED, message=said, field=["version"], version=version
            )
        case records.NotSoldHere(sku):
            message = N_("“{sku}” is not sold in this shop.")
            return input_error(UserErrorCode.NOT_SOLD_HERE, language, message, "lines", sku=sku[:64])
        case records.NotInCart(sku):
            message = N_("“{sku}” is not in the cart.")
            return input_error(UserErrorCode.NOT_IN_CART, language, message, "lines", sku=sku[:64])
        case records.BadQuantity(sku, quantity, largest):
            message = N_("The quantity of “{sku}” must be from 1 to {largest}, not {quantity}.")
            facts = {"sku": sku[:64], "quantity": quantity, "largest": largest}
            return input_error(UserErrorCode.BAD_QUANTITY, language, message, "lines", **facts)
        case records.CartFull(largest):
            message = N_("A cart holds at most {largest} of these.")
            return input_error(UserErrorCode.CART_FULL, language, message, largest=largest)
        case records.WayUnknown():
            message = N_("There is no such way of delivery.")
            return input_error(UserErrorCode.UNKNOWN_DELIVERY_METHOD, language, message, "method")
        case records.GiftCardUnknown(at):
            message = N_("No gift card with this code can pay here.")
            return input_error(UserErrorCode.GIFT_CARD_UNKNOWN, language, message, "codes", str(at))
        case records.TooManyTries():
            message = N_("It was tried too often. Wait a while and try again.")
            return input_error(UserErrorCode.TOO_MANY_TRIES, language, message)
        case never:
            assert_never(never)


def bound_prices(quote: Quote, codes: list[str], shop: ShopContext) -> list[UserError]:
    """The prices that codes would have lowered, were they not bound: where they lower nothing else."""
    idle = {each.code for each in quote.discounts if each.status is DiscountStatus.NOT_APPLICABLE}
    bound = [line for line in quote.lines if any(why.effect is Effect.PRICE_BOUND for why in line.reasons)]
    if len(bound) < len(quote.lines):
        return []
    message = N_("The price of “{sku}” is fixed; the code “{code}” can't lower it.")
    return [
        PriceBound(
            code=UserErrorCode.PRICE_BOUND,
            message=phrases(shop.language).say(message, sku=line.sku, code=code[:64]),
            field=["codes", str(at)],
            sku=line.sku,
            lawful=in_shop(line.unit_price, shop, quote.currency),
        )
        for at, code in enumerate(codes)
        if tidy_code(code) in idle
        for line in bound
    ]


def checkout_error(reason: outcomes.Reason, shop: ShopContext) -> UserError:  # noqa: PLR0911 - one for each
    """Why a cart doesn't become an order."""
    language = shop.language
    match reason:
        case outcomes.OutOfStock(sku, available):
            message = N_("Of “{sku}” only {available} can be had.")
            said = phrases(language).say(message, sku=sku, available=available)
            return OutOfStock(code=UserErrorCode.OUT_OF_STOCK, message=said, sku=sku, available=available)
        case outcomes.PriceChanged():
            return _price_changed(reason, shop)
        case outcomes.Blocked(problem):
            said = phrases(language, shop.storefront.country).say(problem.message, **problem.params)
            return NotReady(code=UserErrorCode.NOT_READY, message=said, block=problem.code, sku=problem.sku)
        case outcomes.UnknownCart():
            return cart_not_found(language)
        case outcomes.AlreadyOrdered(number):
            message = N_("This cart is already the order {number}.")
            return input_error(UserErrorCode.CART_ORDERED, language, message, "cartId", number=number)
        case outcomes.KeyReused():
            message = N_("This idempotency key was sent before, with another request.")
            return input_error(UserErrorCode.KEY_REUSED, language, message, "idempotencyKey")
        case outcomes.UnknownMethod():
            message = N_("Nobody can be paid in this way.")
            return input_error(UserErrorCode.UNKNOWN_PAYMENT_METHOD, language, message, "payment", "method")
        case never:
            assert_never(never)


def _price_changed(reason: outcomes.PriceChanged, shop: ShopContext) -> PriceChanged:
    said = phrases(shop.language).say(
        N_("The total is {due}, not {agreed}."),
        due=_written(reason.due.minor, reason.due.currency, shop),
        agreed=_written(reason.agreed.minor, reason.agreed.currency, shop),
    )
    return PriceChanged(
        code=UserErrorCode.PRICE_CHANGED,
        message=said,
        field=["agreedTotal"],
        agreed=in_shop(reason.agreed.minor, shop, reason.agreed.currency),
        due=in_shop(reason.due.minor, shop, reason.due.currency),
    )


def _written(minor: int, currency: str, shop: ShopContext) -> str:
    return format_money(minor, currency, shop.language, shop.storefront.country)
