"""Regions: the storefronts that are open, what they promise and which law they keep."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

import strawberry

from locales import phrases
from regions.claims import Rule as LawRule
from regions.lawbook import lawbook
from regions.policy import DeliveryMethod, Policy, Tariff
from regions.region import Storefront
from regions.ways import ways_of
from schema.context import Info, ShopContext
from schema.freshness import PUBLIC
from schema.money import Money, in_shop
from schema.places import Country, Currency, Language, languages
from schema.plan import cacheable, setwise
from schema.reasons import RuleRank
from schema.rights import ConsumerRights
from schema.rules import rules_in
from schema.scalars import CountryCode, CurrencyCode, LanguageTag, RegionCode
from schema.tags import note_storefronts
from store.policies import policy_at, read_policies


@strawberry.enum(description="On which value of the goods a threshold is counted.")
class ThresholdBasis(Enum):
    """Before or after promotions have taken something off."""

    AFTER_DISCOUNTS = strawberry.enum_value("AFTER_DISCOUNTS", description="What is left after discounts.")
    BEFORE_DISCOUNTS = strawberry.enum_value("BEFORE_DISCOUNTS", description="The value before discounts.")


@cacheable(PUBLIC)
@strawberry.type(description="From which value of goods the shop delivers free of charge.")
class FreeShippingPolicy:
    """The merchant's promise; the law of a destination may still ask for a fee."""

    threshold: Money = strawberry.field(description="Value of goods from which delivery is free, inclusive.")
    basis: ThresholdBasis = strawberry.field(description="On which value it is counted.")


@cacheable(PUBLIC)
@strawberry.type(description="A way of delivery and what it costs.")
class ShippingMethod:
    """What the shop offers; the law of a destination may ask for more."""

    id: strawberry.ID = strawberry.field(description="What a basket names the method by.")
    name: str = strawberry.field(description="What it is called, in the context's language.")
    fee: Money = strawberry.field(description="Fee for an order below the threshold.")
    free_from: Money | None = strawberry.field(description="Value of goods from which the fee is waived.")


@cacheable(PUBLIC)
@strawberry.type(description="How a shopper reaches the shop.")
class RegionContact:
    """A local number without surcharge."""

    phone: str = strawberry.field(description="Local telephone number, at no surcharge.")
    hours: str = strawberry.field(description="When it is answered, in local time.")
    mail: str = strawberry.field(description="Address for mail.")


@cacheable(PUBLIC)
@strawberry.type(description="A rule of law or policy that a region keeps.")
class Rule:
    """One entry of the law book in the words of one context."""

    rule: strawberry.Private[LawRule]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Code of the rule, as `AppliedRule.code` tells it.")
    def code(self) -> str:
        return self.rule.code

    @strawberry.field(description="What it is called, in the context's language.")
    def title(self) -> str:
        return phrases(self.shop.language).say(self.rule.title)

    @strawberry.field(description="What it says, in the context's language; what varies is told as `…`.")
    def explanation(self) -> str:
        return phrases(self.shop.language).say(self.rule.explanation)

    @strawberry.field(description="Where it is written; null for a policy of the shop.")
    def legal_basis(self) -> str | None:
        return self.rule.legal_basis or None

    @strawberry.field(description="Whose word it is.")
    def rank(self) -> RuleRank:
        return RuleRank(self.rule.rank.value)

    @strawberry.field(
        description="First day on which it holds; null if it has held since before our records."
    )
    def valid_from(self) -> date | None:
        return self.rule.span.since

    @strawberry.field(description="First day on which it no longer holds; null if no end is known.")
    def valid_until(self) -> date | None:
        return self.rule.span.until


@cacheable(PUBLIC)
@strawberry.type(description="A storefront: its market, its languages, its currency and its promises.")
class Region:
    """An open storefront in the words of one context."""

    store: strawberry.Private[Storefront]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Code by which a context names the region.")
    def code(self) -> RegionCode:
        return RegionCode(self.store.code)

    @strawberry.field(description="What it is called, in the context's language.")
    def name(self) -> str:
        return phrases(self.shop.language).say(self.store.name)

    @strawberry.field(description="Currency in which it trades.")
    def currency(self) -> Currency:
        return Currency(code=CurrencyCode(self.store.currency), shop=self.shop)

    @strawberry.field(description="Languages in which it can be read, its own first.")
    def languages(self) -> list[Language]:
        return languages(self.shop, self.store.languages)

    @strawberry.field(description="The language in which it is read unless another one is asked for.")
    def default_language(self) -> Language:
        return Language(tag=LanguageTag(self.store.languages[0]), shop=self.shop)

    @strawberry.field(description="Whether its prices are shown with tax.")
    def prices_include_tax(self) -> bool:
        return self.store.prices_include_tax

    @strawberry.field(description="Countries to which it delivers.")
    def countries(self) -> list[Country]:
        return [Country(code=CountryCode(code), shop=self.shop) for code in self.store.delivers_to]

    @setwise(description="From which value delivery is free; null if it never is.")
    @staticmethod
    async def free_shipping(regions: list["Region"], info: Info) -> list[FreeShippingPolicy | None]:
        policies = await _policies(regions, info)
        return [
            free_shipping(policy.shipping or region.store.shipping, region.shop)
            for region, policy in zip(regions, policies, strict=True)
        ]

    @setwise(metadata={"items": 3}, description="Ways of delivery, the standard one first.")
    @staticmethod
    async def shipping_methods(regions: list["Region"], info: Info) -> list[list[ShippingMethod]]:
        policies = await _policies(regions, info)
        return [
            [shipping_method(way, region.shop) for way in ways_of(region.store, policy)]
            for region, policy in zip(regions, policies, strict=True)
        ]

    @strawberry.field(description="How a shopper reaches it.")
    def contact(self) -> RegionContact:
        contact = self.store.contact
        return RegionContact(phone=contact.phone, hours=contact.hours, mail=contact.mail)

    @strawberry.field(description="The law of its country, as far as our rules know it.")
    def rules(self) -> list[Rule]:
        return [Rule(rule=rule, shop=self.shop) for rule in rules_in(self.store.country)]

    @strawberry.field(description="What consumers there may count on, and the words that its law prescribes.")
    def consumer_rights(self) -> ConsumerRights:
        return ConsumerRights(law=lawbook().law_of(self.store.country), shop=self.shop)


async def _policies(regions: Sequence[Region], info: Info) -> list[Policy]:
    """The policy of each region now; one statement for all."""
    note_storefronts(info.context, [region.store.code for region in regions])
    policies = await read_policies(info.context.database)
    return [policy_at(policies, region.store, region.shop.now, lawbook()) for region in regions]


def free_shipping(tariff: Tariff, shop: ShopContext) -> FreeShippingPolicy | None:
    """The threshold of a tariff, if it has one."""
    if tariff.free_from is None:
        return None
    threshold = in_shop(tariff.free_from.minor, shop, tariff.free_from.currency)
    return FreeShippingPolicy(threshold=threshold, basis=ThresholdBasis(tariff.basis.value))


def shipping_method(way: DeliveryMethod, shop: ShopContext) -> ShippingMethod:
    """A way of delivery in the words of a context."""
    tariff = way.tariff
    free_from = tariff.free_from
    return ShippingMethod(
        id=strawberry.ID(way.code),
        name=name_of_way(way, shop),
        fee=in_shop(tariff.fee.minor, shop, tariff.fee.currency),
        free_from=None if free_from is None else in_shop(free_from.minor, shop, free_from.currency),
    )


def name_of_way(way: DeliveryMethod, shop: ShopContext) -> str:
    """What a way is called: in the merchant's words along the context's chain, else in ours."""
    own = next((way.names[tag] for tag in shop.chain if tag in way.names), None)
    return own or phrases(shop.language).say(way.name)


def regions_in(shop: ShopContext, storefronts: Mapping[str, Storefront]) -> list[Region]:
    """Every open region in the words of a context, by code."""
    return [Region(store=storefronts[code], shop=shop) for code in sorted(storefronts)]
