"""What one of a thing costs here, how that was reached and on whose authority."""

from functools import lru_cache

import strawberry

from locales import format_unit_price
from regions.claims import Effect, Rank, Reason
from regions.words import N_
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.money import Money, TaxedMoney, in_shop, in_shop_or_none
from schema.plan import cacheable
from schema.reasons import AppliedRule, applied_rules
from store.catalog.tags import ShelfTag
from store.reasons import reasons_from_json

MOST_REMEMBERED = 4_000
SETTING_A_PRICE = frozenset({Effect.PRICE_BOUND, Effect.PRICE_RAISED, Effect.PRICE_LOWERED})

OWN_PRICE = Reason(
    code="SHOP_PRICE",
    rank=Rank.MERCHANT,
    legal_basis="",
    message=N_("The shop sets this price; here, neither a law nor a contract does."),
    effect=Effect.CHOSEN,
)
"""Why something costs what it costs where nobody else has a say: so every price has its reason."""


@cacheable(PUBLIC)
@strawberry.type(description="Price of one unit of measure, such as a kilogram.")
class UnitPrice:
    """The price that consumer law asks for beside a package's."""

    amount: Money = strawberry.field(description="Price of one unit.")
    unit: str = strawberry.field(description="The unit: kg, l, m, m2, m3 or piece.")

    @strawberry.field(description="The price with its unit as the context writes it: `13,96 €/kg`.")
    def formatted(self) -> str:
        shop = self.amount.shop
        return format_unit_price(
            self.amount.minor, self.amount.unit, self.unit, shop.language, shop.storefront.country
        )


@cacheable(PUBLIC)
@strawberry.type(description="What one costs here, and why.")
class ProductPrice:
    """A lawful shelf price in the words of one context."""

    tag: strawberry.Private[ShelfTag]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="What the shopper is shown for one; `taxIncluded` says how.")
    def current(self) -> Money:
        return in_shop(self.tag.current, self.shop)

    @strawberry.field(description="Whether prices are shown with tax here.")
    def tax_included(self) -> bool:
        return self.shop.storefront.prices_include_tax

    @strawberry.field(description="The price taken apart; null until the destination decides the tax rate.")
    def taxed(self) -> TaxedMoney | None:
        tag, shop = self.tag, self.shop
        if tag.net is None or tag.gross is None or tag.tax is None or tag.rate is None:
            return None
        return TaxedMoney(
            net=in_shop(tag.net, shop),
            gross=in_shop(tag.gross, shop),
            tax=in_shop(tag.tax, shop),
            rate=tag.rate,
        )

    @strawberry.field(
        name="list",
        description="The publisher's or maker's price, where it may be shown.",
    )
    def list_price(self) -> Money | None:
        return in_shop_or_none(self.tag.list_price, self.shop)

    @strawberry.field(description="The reference price that the law asks for beside a reduction.")
    def prior_price(self) -> Money | None:
        return in_shop_or_none(self.tag.prior_price, self.shop)

    @strawberry.field(description="Reduction against `priorPrice` in percent, rounded down.")
    def discount_percent(self) -> int | None:
        return self.tag.discount_percent

    @strawberry.field(description="Price of a kilogram, litre, metre or piece, where the law asks for it.")
    def unit_price(self) -> UnitPrice | None:
        if self.tag.unit_price is None or self.tag.unit is None:
            return None
        return UnitPrice(amount=in_shop(self.tag.unit_price, self.shop), unit=self.tag.unit)

    @strawberry.field(metadata={"items": 3}, description="The rules that made the price what it is.")
    def applied_rules(self) -> list[AppliedRule]:
        return applied_rules(_with_own_price(self.tag.applied), self.shop)


@lru_cache(maxsize=MOST_REMEMBERED)
def _with_own_price(applied: str | None) -> tuple[Reason, ...]:
    """The rules behind a stored price, and the shop's own where none of them sets it."""
    reasons = reasons_from_json(applied)
    if any(reason.effect in SETTING_A_PRICE for reason in reasons):
        return reasons
    return (*reasons, OWN_PRICE)
