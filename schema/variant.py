"""Variants of products, in the words and at the price of one context."""

import strawberry

from schema.context import Info, ShopContext
from schema.details import Availability, Option, options
from schema.freshness import PUBLIC
from schema.identity import NodeType, write_id
from schema.kinds import ProductKind
from schema.node import Node
from schema.plan import cacheable, setwise
from schema.promise import DeliveryPromise, promise_goods
from schema.shelf import Priced, Shelved, price_all
from store.catalog.variants import VariantCard


@cacheable(PUBLIC)
@strawberry.type(description="What is bought: one edition or size, with its own kind, price and tax.")
class Variant(Node):
    """A variant in the words and at the price of one context."""

    card: strawberry.Private[VariantCard]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Global id.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.VARIANT, self.card.id))

    @strawberry.field(description="The merchant's number of this variant.")
    def sku(self) -> str:
        return self.card.sku

    @strawberry.field(description="Global trade item number, such as an ISBN, where it has one.")
    def gtin(self) -> str | None:
        return self.card.gtin

    @strawberry.field(description="What tells it from the other variants, in the context's language.")
    def title(self) -> str:
        if self.card.title is not None:
            return self.card.title.value
        return ", ".join(option.value for option in options(self.card.options, self.shop)) or self.card.sku

    @strawberry.field(description="What it is to the law.")
    def kind(self) -> ProductKind:
        return ProductKind(self.card.kind)

    @strawberry.field(
        metadata={"items": 2}, description="The properties by which it differs from the others."
    )
    def options(self) -> list[Option]:
        return options(self.card.options, self.shop)

    @setwise(description="What one costs here, and why.")
    @staticmethod
    def price(variants: list["Variant"], info: Info) -> Priced:
        shelved = [Shelved(each.card.id, each.card.tag, each.shop) for each in variants]
        return price_all(shelved, info)

    @strawberry.field(description="Whether it can be had.")
    def availability(self) -> Availability:
        return Availability(in_stock=self.card.in_stock, shop=self.shop)

    @setwise(description="When it arrives; null if it isn't there, or is downloaded.")
    @staticmethod
    async def delivery_promise(variants: list["Variant"], info: Info) -> list[DeliveryPromise | None]:
        return await promise_goods(
            [(each.shop, each.card.kind, each.card.in_stock) for each in variants], info
        )
