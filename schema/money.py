"""Amounts of money as clients get them: exact for programs, formatted for people."""

from decimal import Decimal

import strawberry

from locales import money_formatter
from regions import money
from schema.context import ShopContext
from schema.scalars import CurrencyCode


@strawberry.type(description="An exact amount of money in one currency.")
class Money:
    """Whole minor units that know in which language and country they are written."""

    value: strawberry.Private[money.Money]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Exact amount as a decimal string with the currency's decimals: `24.00`.")
    def amount(self) -> Decimal:
        return money.to_decimal(self.value)

    @strawberry.field(description="Currency of the amount.")
    def currency(self) -> CurrencyCode:
        return CurrencyCode(self.value.currency)

    @strawberry.field(description="The amount as the context's language and region write it: `24,00 €`.")
    def formatted(self) -> str:
        write = money_formatter(self.shop.language, self.shop.storefront.country, self.value.currency)
        return write(self.value.minor)


@strawberry.type(description="A price taken apart: without tax, tax, with tax.")
class TaxedMoney:
    """Net and tax add up to gross, exactly."""

    net: Money = strawberry.field(description="Amount without tax.")
    gross: Money = strawberry.field(description="Amount with tax.")
    tax: Money = strawberry.field(description="The tax in it.")
    rate: Decimal = strawberry.field(description="Rate of the tax as a fraction: `0.07` is seven percent.")


def in_shop(minor: int, shop: ShopContext, currency: str | None = None) -> Money:
    """An amount of the storefront's currency, or of another one, as this shop writes it."""
    return Money(value=money.Money(minor, currency or shop.currency), shop=shop)
