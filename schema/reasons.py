"""Why something costs what it costs: the rules that took part, on whose authority and to what effect."""

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

import strawberry

from locales import phrases
from regions.claims import Param, Reason
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.money import Money, in_shop
from schema.plan import cacheable

MOST_REMEMBERED = 4_000


@strawberry.enum(description="Whose word a rule is. A higher rank is never overridden by a lower one.")
class RuleRank(Enum):
    """LAW above PUBLISHER_CONTRACT above MERCHANT above PROMOTION above DEFAULT."""

    DEFAULT = strawberry.enum_value("DEFAULT", description="Nobody said otherwise.")
    LAW = strawberry.enum_value("LAW", description="The law of the destination: the highest rank.")
    MERCHANT = strawberry.enum_value("MERCHANT", description="The shop's own policy.")
    PROMOTION = strawberry.enum_value("PROMOTION", description="A public promotion.")
    PUBLISHER_CONTRACT = strawberry.enum_value(
        "PUBLISHER_CONTRACT", description="A contract with a publisher, where the law permits one."
    )


@strawberry.enum(description="What a rule did, or why it did nothing.")
class RuleEffect(Enum):
    """The law book's effects, in the words of the counter."""

    BLOCKED = strawberry.enum_value("BLOCKED", description="The sale isn't possible.")
    CHARGED = strawberry.enum_value("CHARGED", description="A fee was added.")
    CHOSEN = strawberry.enum_value("CHOSEN", description="The law leaves a choice, and this was chosen.")
    DELIVERY_OFFERED = strawberry.enum_value("DELIVERY_OFFERED", description="The shop offers this fee.")
    DELIVERY_RAISED = strawberry.enum_value("DELIVERY_RAISED", description="The law keeps the fee above it.")
    DISCOUNT_CLIPPED = strawberry.enum_value("DISCOUNT_CLIPPED", description="A discount was limited.")
    DISCOUNT_DUE = strawberry.enum_value("DISCOUNT_DUE", description="The law orders a discount.")
    DISCOUNT_GIVEN = strawberry.enum_value("DISCOUNT_GIVEN", description="A discount was given.")
    NOT_APPLICABLE = strawberry.enum_value("NOT_APPLICABLE", description="The rule doesn't hold here.")
    OVERRIDDEN = strawberry.enum_value("OVERRIDDEN", description="A higher rank stood against it.")
    PAYMENT_LIMITED = strawberry.enum_value("PAYMENT_LIMITED", description="A means of payment was limited.")
    PRICE_BOUND = strawberry.enum_value("PRICE_BOUND", description="The price is fixed or kept in a band.")
    PRICE_LOWERED = strawberry.enum_value("PRICE_LOWERED", description="The price was lowered to be lawful.")
    PRICE_RAISED = strawberry.enum_value("PRICE_RAISED", description="The price was raised to be lawful.")
    REQUIRED = strawberry.enum_value("REQUIRED", description="Something must be done before the sale.")
    ROUNDED = strawberry.enum_value("ROUNDED", description="An amount was rounded.")
    TAXED = strawberry.enum_value("TAXED", description="Tax was computed.")
    WAIVED = strawberry.enum_value("WAIVED", description="A fee was waived.")


@cacheable(PUBLIC)
@strawberry.type(description="A rule that took part in an answer, with its reason.")
class AppliedRule:
    """A reason in the words of one context."""

    reason: strawberry.Private[Reason]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Code of the rule, such as `DE_BOOK_PRICE`.")
    def code(self) -> str:
        return self.reason.code

    @strawberry.field(description="Whose word it is.")
    def rank(self) -> RuleRank:
        return RuleRank(self.reason.rank.value)

    @strawberry.field(description="What the rule did here, in the context's language.")
    def explanation(self) -> str:
        params = tuple(self.reason.params.items())
        return explain(self.reason.message, params, self.shop.language, self.shop.storefront.country)

    @strawberry.field(
        description="Where it is written, such as `BuchPrG § 3`; null for a policy of the shop."
    )
    def legal_basis(self) -> str | None:
        return self.reason.legal_basis or None

    @strawberry.field(description="What it did.")
    def effect(self) -> RuleEffect:
        return RuleEffect(self.reason.effect.value)

    @strawberry.field(description="The amount that it set or changed, where it is an amount.")
    def amount(self) -> Money | None:
        amount = self.reason.amount
        return None if amount is None else in_shop(amount.minor, self.shop, amount.currency)


@lru_cache(maxsize=MOST_REMEMBERED)
def explain(message: str, params: tuple[tuple[str, Param], ...], language: str, country: str) -> str:
    """What a rule did, in words; the same rules are explained again and again."""
    return phrases(language, country).say(message, **dict(params))


def applied_rules(reasons: Iterable[Reason], shop: ShopContext) -> list[AppliedRule]:
    """Reasons in the words of a context, in their order."""
    return [AppliedRule(reason=reason, shop=shop) for reason in reasons]
