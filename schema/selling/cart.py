"""A cart as its shopper sees it: what is in it, and a fresh quote of it."""

import strawberry

from regions.quoted import QuotedLine
from schema.context import Info, ShopContext
from schema.lookups import read_sold_products, read_sold_variants
from schema.money import Money, in_shop, in_shop_or_none
from schema.places import Country
from schema.plan import setwise
from schema.product import Product
from schema.promise import DeliveryPromise
from schema.quote import Quote
from schema.reasons import AppliedRule, applied_rules
from schema.region import Region
from schema.scalars import CountryCode
from schema.selling.appraising import CartView
from schema.selling.delivering import DeliveryOption, options_of, promise_of
from schema.selling.ids import write_cart_id
from schema.selling.notices import CartNotice, Readiness, notices_of, readiness_of
from schema.variant import Variant
from store.carts.records import KeptLine


@strawberry.type(description="An address that goods go to, as its country writes it.")
class PostalAddress:
    """The parts that were given."""

    parts: strawberry.Private[dict[str, str]]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Country.")
    def country(self) -> Country:
        return Country(code=CountryCode(self.parts["country"]), shop=self.shop)

    @strawberry.field(description="Who receives.")
    def name(self) -> str | None:
        return self.parts.get("name")

    @strawberry.field(description="Company or organisation.")
    def company(self) -> str | None:
        return self.parts.get("company_name")

    @strawberry.field(description="Street and house number.")
    def street(self) -> str | None:
        return self.parts.get("street_address")

    @strawberry.field(description="City or town.")
    def city(self) -> str | None:
        return self.parts.get("city")

    @strawberry.field(description="State, province or prefecture.")
    def subdivision(self) -> str | None:
        return self.parts.get("country_area")

    @strawberry.field(description="Postcode.")
    def postcode(self) -> str | None:
        return self.parts.get("postal_code")


@strawberry.type(description="So many of one variant in a cart.")
class CartLine:
    """What the cart holds; what it costs is null where none can be had."""

    kept: strawberry.Private[KeptLine]
    view: strawberry.Private[CartView]

    @strawberry.field(description="Number of the variant.")
    def sku(self) -> str:
        return self.kept.sku

    @strawberry.field(description="How many the cart holds.")
    def quantity(self) -> int:
        return self.kept.quantity

    @strawberry.field(description="How many of them can be had now.")
    def available(self) -> int:
        return self.view.appraisal.available(self.kept)

    @setwise(description="What is bought; null if it isn't sold here now.")
    @staticmethod
    async def variant(lines: list["CartLine"], info: Info) -> list[Variant | None]:
        goods = [(line.view.appraisal.answer.goods[line.kept.sku], line.view.shop) for line in lines]
        return await read_sold_variants(goods, info)

    @setwise(description="The product that it is a variant of; null if it isn't sold here now.")
    @staticmethod
    async def product(lines: list["CartLine"], info: Info) -> list[Product | None]:
        goods = [(line.view.appraisal.answer.goods[line.kept.sku], line.view.shop) for line in lines]
        return await read_sold_products(goods, info)

    @strawberry.field(description="The lawful price of one, before promotions.")
    def unit_price(self) -> Money | None:
        quoted = self._quoted
        return in_shop_or_none(quoted.unit_price if quoted else None, self.view.shop)

    @strawberry.field(description="Price of those that can be had, discounts taken off.")
    def total(self) -> Money | None:
        quoted = self._quoted
        return in_shop_or_none(quoted.total if quoted else None, self.view.shop)

    @strawberry.field(description="The rules that made the price what it is.")
    def applied_rules(self) -> list[AppliedRule]:
        quoted = self._quoted
        return applied_rules(quoted.reasons if quoted else (), self.view.shop)

    @property
    def _quoted(self) -> QuotedLine | None:
        lines = self.view.appraisal.answer.quote.lines
        return next((line for line in lines if line.sku == self.kept.sku and line.quantity), None)


@strawberry.type(description="A gift card or credit that pays for a cart.")
class CartTender:
    """Only its last characters are shown."""

    type: str = strawberry.field(description="GIFT_CARD or CREDIT.")
    last_characters: str | None = strawberry.field(description="The end of its code.")
    balance: Money = strawberry.field(description="What is left of it before this cart.")


@strawberry.type(description="What somebody is about to buy, quoted anew with every read.")
class Cart:
    """A cart with its appraisal."""

    view: strawberry.Private[CartView]

    @strawberry.field(description="Id of the cart. Whoever has it may use the cart: keep it to yourself.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_cart_id(self.view.key))

    @strawberry.field(description="Grows with every change.")
    def version(self) -> int:
        return self.view.appraisal.cart.version

    @strawberry.field(description="The region that it belongs to, whichever one asks.")
    def region(self) -> Region:
        return Region(store=self.view.shop.storefront, shop=self.view.shop)

    @strawberry.field(description="What is in it, in the order in which it was added.")
    def lines(self) -> list[CartLine]:
        return [CartLine(kept=line, view=self.view) for line in self.view.appraisal.cart.lines]

    @strawberry.field(description="How many pieces it holds.")
    def total_quantity(self) -> int:
        return sum(line.quantity for line in self.view.appraisal.cart.lines)

    @strawberry.field(description="What it comes to now, and why.")
    def quote(self) -> Quote:
        return Quote(answer=self.view.appraisal.answer, shop=self.view.shop)

    @strawberry.field(description="Discount codes, in the order in which they apply.")
    def discount_codes(self) -> list[str]:
        return list(self.view.appraisal.cart.codes)

    @strawberry.field(description="Gift cards and credit, in the order in which they are used.")
    def gift_cards(self) -> list[CartTender]:
        return [
            CartTender(
                type=balance.kind,
                last_characters=balance.last_characters,
                balance=in_shop(balance.amount, self.view.shop),
            )
            for balance in self.view.appraisal.balances
        ]

    @strawberry.field(description="Where mail about the order goes to.")
    def email(self) -> str | None:
        return self.view.appraisal.cart.email

    @strawberry.field(description="Where the goods go.")
    def delivery_address(self) -> PostalAddress | None:
        parts = self.view.appraisal.cart.address
        return None if parts is None else PostalAddress(parts=parts, shop=self.view.shop)

    @strawberry.field(description="Id of the chosen way of delivery.")
    def delivery_method(self) -> strawberry.ID:
        return strawberry.ID(self.view.appraisal.cart.delivery_method or "standard")

    @strawberry.field(
        metadata={"items": 3},
        description="The ways of delivery to choose from, each with its fee and dates; none if nothing is"
        " shipped.",
    )
    async def delivery_options(self, info: Info) -> list[DeliveryOption]:
        return await options_of(self.view, info)

    @strawberry.field(
        description="When everything arrives if it is ordered now; null if nothing of it is shipped."
    )
    async def delivery_promise(self, info: Info) -> DeliveryPromise | None:
        return await promise_of(self.view, info)

    @strawberry.field(description="What changed by itself.")
    def notices(self) -> list[CartNotice]:
        return notices_of(self.view)

    @strawberry.field(description="Whether it can become an order, and what still blocks it.")
    def readiness(self) -> Readiness:
        return readiness_of(self.view)
