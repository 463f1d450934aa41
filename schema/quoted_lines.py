"""The goods of a quote, line by line, and what promotions did to them."""

from decimal import Decimal
from enum import Enum

import strawberry

from regions import quoted
from schema.context import Info, ShopContext
from schema.lookups import read_sold_products, read_sold_variants
from schema.money import Money, in_shop
from schema.plan import setwise
from schema.product import Product
from schema.reasons import AppliedRule, applied_rules
from schema.variant import Variant
from store.catalog.goods import Goods


@strawberry.type(description="One line of a quote.")
class QuoteLine:
    """A line as the law book answered it."""

    line: strawberry.Private[quoted.QuotedLine]
    goods: strawberry.Private[Goods]
    shop: strawberry.Private[ShopContext]

    @setwise(description="What is bought.")
    @staticmethod
    async def variant(lines: list["QuoteLine"], info: Info) -> list[Variant | None]:
        return await read_sold_variants([(line.goods, line.shop) for line in lines], info)

    @setwise(description="The product that it is a variant of.")
    @staticmethod
    async def product(lines: list["QuoteLine"], info: Info) -> list[Product | None]:
        return await read_sold_products([(line.goods, line.shop) for line in lines], info)

    @strawberry.field(description="Number of the variant.")
    def sku(self) -> str:
        return self.line.sku

    @strawberry.field(description="How many of it.")
    def quantity(self) -> int:
        return self.line.quantity

    @strawberry.field(description="The lawful price of one, before promotions.")
    def unit_price(self) -> Money:
        return in_shop(self.line.unit_price, self.shop)

    @strawberry.field(description="Price of the line before discounts.")
    def list_total(self) -> Money:
        return in_shop(self.line.list_total, self.shop)

    @strawberry.field(description="What is taken off, statutory discounts included.")
    def discount(self) -> Money:
        return in_shop(self.line.discount, self.shop)

    @strawberry.field(description="Price of the line: `listTotal` less `discount`.")
    def total(self) -> Money:
        return in_shop(self.line.total, self.shop)

    @strawberry.field(description="Tax rate of the line as a fraction; null where it isn't known.")
    def tax_rate(self) -> Decimal | None:
        return None if self.line.tax_rate is None else Decimal(self.line.tax_rate)

    @strawberry.field(description="The rules that made the line what it is.")
    def applied_rules(self) -> list[AppliedRule]:
        return applied_rules(self.line.reasons, self.shop)


@strawberry.enum(description="What became of a promotion.")
class DiscountStatus(Enum):
    """The law book's words."""

    APPLIED = strawberry.enum_value("APPLIED", description="It was given in full.")
    NOT_APPLICABLE = strawberry.enum_value("NOT_APPLICABLE", description="Nothing was given.")
    PARTLY_APPLIED = strawberry.enum_value(
        "PARTLY_APPLIED", description="A law or a limit reduced it, or some of the goods took nothing."
    )


@strawberry.type(description="What one promotion did to a quote.")
class QuoteDiscount:
    """A discount as the law book answered it."""

    given: strawberry.Private[quoted.QuotedDiscount]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Code of the promotion.")
    def code(self) -> str:
        return self.given.code

    @strawberry.field(description="What it took off.")
    def amount(self) -> Money:
        return in_shop(self.given.amount, self.shop)

    @strawberry.field(description="What of its amount nobody could lawfully use.")
    def unused(self) -> Money:
        return in_shop(self.given.unused, self.shop)

    @strawberry.field(description="What became of it.")
    def status(self) -> DiscountStatus:
        return DiscountStatus(self.given.status.value)
