"""What another region makes of a cart: of every line and every sum, and what stays behind."""

from collections.abc import Iterator, Mapping
from enum import Enum

import strawberry

from locales import phrases
from regions.quoted import DiscountStatus
from regions.words import N_
from schema.money import Money, in_shop
from schema.selling.appraising import CartView
from schema.user_errors import InputError, UserError, UserErrorCode


@strawberry.enum(description="A sum of a quote.")
class QuoteSum(Enum):
    """The same as in `QuoteTotals`, and what remains to be paid."""

    GOODS = strawberry.enum_value("GOODS", description="All lines, discounts taken off.")
    DISCOUNTS = strawberry.enum_value("DISCOUNTS", description="What was taken off the lines.")
    SHIPPING = strawberry.enum_value("SHIPPING", description="The delivery fee.")
    SURCHARGES = strawberry.enum_value("SURCHARGES", description="All sums beside the goods.")
    TAX = strawberry.enum_value("TAX", description="All tax.")
    TOTAL = strawberry.enum_value("TOTAL", description="What is owed, before means of payment.")
    PAYABLE = strawberry.enum_value("PAYABLE", description="What remains to be paid.")


@strawberry.type(description="What another region makes of a line.")
class RegionDifference:
    """Amounts are in the currencies of the two regions."""

    sku: str = strawberry.field(description="Number of the variant.")
    before: Money | None = strawberry.field(description="Price of the line before; null: it wasn't sold.")
    after: Money | None = strawberry.field(description="Price of the line now; null: it isn't sold.")


@strawberry.type(description="What another region makes of a sum.")
class RegionSum:
    """Amounts are in the currencies of the two regions."""

    name: QuoteSum = strawberry.field(description="Which sum.")
    before: Money = strawberry.field(description="What it was.")
    after: Money = strawberry.field(description="What it is now.")


def compare_lines(before: CartView, after: CartView) -> list[RegionDifference]:
    """Each line of a cart, before and after."""
    old, new = _lines(before), _lines(after)
    skus = [line.sku for line in after.appraisal.cart.lines]
    return [RegionDifference(sku=sku, before=old.get(sku), after=new.get(sku)) for sku in skus]


def compare_sums(before: CartView, after: CartView) -> list[RegionSum]:
    """Each sum of a cart, before and after."""
    old, new = _sums(before), _sums(after)
    return [
        RegionSum(name=name, before=in_shop(old[name], before.shop), after=in_shop(new[name], after.shop))
        for name in QuoteSum
    ]


def stays_behind(before: CartView, after: CartView) -> Iterator[UserError]:
    """What was good in the one region and isn't in the other."""
    words = phrases(after.shop.language, after.shop.storefront.country)
    left = len(before.appraisal.balances) - len(after.appraisal.balances)
    if left > 0:
        said = words.say(N_("Gift cards that can't pay in this shop stayed behind."))
        yield InputError(code=UserErrorCode.GIFT_CARD_UNKNOWN, message=said)
    for code in sorted(_giving(before) - _giving(after)):
        said = words.say(N_("The promotion “{code}” gives nothing on these goods."), code=code)
        yield InputError(code=UserErrorCode.DISCOUNT_LOST, message=said)
    chosen = after.appraisal.cart.delivery_method
    if chosen is not None and after.appraisal.answer.way.code != chosen:
        said = words.say(N_("There is no such way of delivery."))
        yield InputError(code=UserErrorCode.UNKNOWN_DELIVERY_METHOD, message=said)


def _giving(view: CartView) -> set[str]:
    discounts = view.appraisal.answer.quote.discounts
    return {each.code for each in discounts if each.status is not DiscountStatus.NOT_APPLICABLE}


def _lines(view: CartView) -> Mapping[str, Money]:
    lines = view.appraisal.answer.quote.lines
    return {line.sku: in_shop(line.total, view.shop) for line in lines if line.quantity}


def _sums(view: CartView) -> Mapping[QuoteSum, int]:
    quote = view.appraisal.answer.quote
    return {
        QuoteSum.GOODS: sum(line.total for line in quote.lines),
        QuoteSum.DISCOUNTS: sum(line.discount for line in quote.lines),
        QuoteSum.SHIPPING: quote.shipping.fee,
        QuoteSum.SURCHARGES: sum(each.amount for each in quote.surcharges),
        QuoteSum.TAX: quote.tax_total,
        QuoteSum.TOTAL: quote.total,
        QuoteSum.PAYABLE: quote.payable,
    }
