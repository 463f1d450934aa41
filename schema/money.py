"""Amounts of money as clients get them: exact for programs, formatted for people."""

from decimal import Decimal
from functools import lru_cache

import strawberry

from locales import money_formatter
from regions.money import to_decimal
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.plan import cacheable
from schema.scalars import CurrencyCode

_exact = lru_cache(4_000)(to_decimal)  # the same prices are asked for again and again


@cacheable(PUBLIC)
@strawberry.type(description="An exact amount of money in one currency.")
class Money:
    """Whole minor units, written as one context writes them."""

    minor: strawberry.Private[int]
    unit: strawberry.Private[str]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Exact amount as a decimal string with the currency's decimals: `24.00`.")
    def amount(self) -> Decimal:
        return _exact(self.minor, self.unit)

    @strawberry.field(description="Currency of the amount.")
    def currency(self) -> CurrencyCode:
        return CurrencyCode(self.unit)

    @strawberry.field(description="The amount as the context's language and region write it: `24,00 €`.")
    def formatted(self) -> str:
        return money_formatter(self.shop.language, self.shop.storefront.country, self.unit)(self.minor)


@cacheable(PUBLIC)
@strawberry.type(description="A price taken apart: without tax, tax, with tax.")
class TaxedMoney:
    """Net and tax add up to gross, exactly."""

    net: Money = strawberry.field(description="Amount without tax.")
    gross: Money = strawberry.field(description="Amount with tax.")
    tax: Money = strawberry.field(description="The tax in it.")
    rate: Decimal = strawberry.field(description="Rate of the tax as a fraction: `0.07` is seven percent.")


def in_shop(minor: int, shop: ShopContext, currency: str | None = None) -> Money:
    """An amount in the storefront's currency, or in another one, as this context writes it."""
    return Money(minor=minor, unit=currency or shop.currency, shop=shop)


def in_shop_or_none(minor: int | None, shop: ShopContext) -> Money | None:
    """An amount in the storefront's currency, where there is one."""
    return None if minor is None else Money(minor=minor, unit=shop.currency, shop=shop)
