"""The delivery of a quote: the fee, the law that may keep it up, and the way to having none."""

from decimal import Decimal

import strawberry

from regions import quoted
from regions.claims import Effect
from schema.context import ShopContext
from schema.money import Money, in_shop
from schema.reasons import AppliedRule, applied_rules
from schema.region import ThresholdBasis


@strawberry.type(description="A part of the delivery fee that bears one rate of tax.")
class ShippingTaxPart:
    """The fee is divided among the rates of the goods that it delivers."""

    rate: Decimal = strawberry.field(description="Rate of the tax as a fraction.")
    amount: Money = strawberry.field(description="The part of the fee.")


@strawberry.type(description="What delivery costs, and why.")
class QuoteShipping:
    """The fee is the merchant's best offer, but never below what the law asks for."""

    shipping: strawberry.Private[quoted.QuotedShipping]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="The merchant's best offer.")
    def offered(self) -> Money:
        return in_shop(self.shipping.offered, self.shop)

    @strawberry.field(description="The least that the law asks for; null where it asks for nothing.")
    def floor(self) -> Money | None:
        return None if self.shipping.floor is None else in_shop(self.shipping.floor, self.shop)

    @strawberry.field(description="The fee that is due.")
    def fee(self) -> Money:
        return in_shop(self.shipping.fee, self.shop)

    @strawberry.field(description="The fee by rate of tax.")
    def tax_parts(self) -> list[ShippingTaxPart]:
        return [
            ShippingTaxPart(rate=Decimal(rate), amount=in_shop(amount, self.shop))
            for rate, amount in self.shipping.tax_parts
        ]

    @strawberry.field(description="The rules that made the fee what it is.")
    def applied_rules(self) -> list[AppliedRule]:
        return applied_rules(self.shipping.reasons, self.shop)


@strawberry.type(description="How far a basket is from free delivery.")
class FreeShippingProgress:
    """The merchant's threshold; the law of a destination may keep a fee all the same."""

    free: strawberry.Private[quoted.FreeShipping]
    shipping: strawberry.Private[quoted.QuotedShipping]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Value of goods from which delivery is free, inclusive.")
    def threshold(self) -> Money:
        return in_shop(self.free.threshold, self.shop)

    @strawberry.field(description="What of this basket counts.")
    def counted(self) -> Money:
        return in_shop(self.free.counted, self.shop)

    @strawberry.field(description="What is still missing.")
    def remaining(self) -> Money:
        return in_shop(self.free.remaining, self.shop)

    @strawberry.field(description="Whether the threshold is reached.")
    def qualified(self) -> bool:
        return self.free.qualified

    @strawberry.field(description="On which value the goods are counted.")
    def basis(self) -> ThresholdBasis:
        return ThresholdBasis(self.free.basis.value)

    @strawberry.field(description="The fee now due.")
    def fee(self) -> Money:
        return in_shop(self.shipping.fee, self.shop)

    @strawberry.field(description="The law that keeps the fee above nothing; null if none does.")
    def floor(self) -> AppliedRule | None:
        laws = [reason for reason in self.shipping.reasons if reason.effect is Effect.DELIVERY_RAISED]
        return AppliedRule(reason=laws[0], shop=self.shop) if laws else None
