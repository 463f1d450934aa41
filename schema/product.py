"""Products, in the words and at the prices of one context."""

from collections.abc import Awaitable
from typing import Annotated

import strawberry

from schema.arguments import After, First
from schema.category import Category
from schema.context import Info, ShopContext
from schema.details import (
    Alternate,
    Attribute,
    Availability,
    Contributor,
    Image,
    attributes,
)
from schema.freshness import PUBLIC
from schema.identity import NodeType, write_id
from schema.kinds import ProductKind
from schema.node import Node
from schema.notices import Notice, Placement
from schema.plan import cacheable, setwise
from schema.promise import DeliveryPromise, promise_goods
from schema.reviews.connection import Paged, list_all
from schema.reviews.narrowing import Languages, Ratings, Regions, ReviewsAsked, SortArgument, VerifiedOnly
from schema.reviews.summary import ReviewScope, ScopeArgument, SummedUp, sum_up_all
from schema.scalars import LanguageTag
from schema.shelf import Priced, Shelved, price_all, tell_all
from schema.text import LocalizedText, localize
from schema.variant import Variant
from store.catalog.cards import ProductCard
from store.catalog.texts import Text

PlacementArgument = Annotated[Placement | None, strawberry.argument(description="Where the notices belong.")]


@cacheable(PUBLIC)
@strawberry.type(
    description="A work or an article: what a page of the shop is about. Its number, price and availability"
    " are those of its default variant."
)
class Product(Node):
    """A product in the words and at the prices of one context."""

    card: strawberry.Private[ProductCard]
    shop: strawberry.Private[ShopContext]
    asked_slug: strawberry.Private[str | None] = None

    @strawberry.field(description="Global id.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.PRODUCT, self.card.id))

    @strawberry.field(description="The merchant's number of the default variant.")
    def sku(self) -> str:
        return self.card.sku

    @strawberry.field(
        description="Name for addresses: the one it was asked by, which may be retired or of another"
        " language and then differs from `canonicalSlug`; else the canonical one."
    )
    def slug(self) -> str:
        return self.asked_slug or self._text(self.card.slug).value

    @strawberry.field(description="The name that addresses in the context's language should use.")
    def canonical_slug(self) -> str:
        return self._text(self.card.slug).value

    @strawberry.field(metadata={"items": 12}, description="Its names in every language that has one.")
    def alternates(self) -> list[Alternate]:
        return [
            Alternate(language=LanguageTag(address.language), slug=address.slug)
            for address in self.card.alternates
        ]

    @strawberry.field(description="Title in the context's language, or in the next one of its chain.")
    def title(self) -> str:
        return self._text(self.card.title).value

    @strawberry.field(description="The title with the language that served.")
    def title_text(self) -> LocalizedText:
        return localize(self._text(self.card.title), self.shop.language)

    @strawberry.field(description="Description in the context's language, or in the next one of its chain.")
    def description(self) -> str:
        return self.card.description.value if self.card.description else ""

    @strawberry.field(description="The description with the language that served.")
    def description_text(self) -> LocalizedText:
        return localize(self.card.description or Text("", self.shop.language), self.shop.language)

    @strawberry.field(description="What the default variant is to the law.")
    def kind(self) -> ProductKind:
        return ProductKind(self.card.kind)

    @strawberry.field(description="Brand or label, where there is one.")
    def brand(self) -> str | None:
        return self.card.brand

    @strawberry.field(metadata={"items": 2}, description="Who made it, in the order in which they are named.")
    def contributors(self) -> list[Contributor]:
        return [Contributor(credit=credit, shop=self.shop) for credit in self.card.contributors]

    @strawberry.field(description="The category that it stands in.")
    def category(self) -> Category:
        [card] = self.card.category
        return Category(card=card, shop=self.shop)

    @strawberry.field(metadata={"items": 3}, description="The categories from its department down.")
    def breadcrumbs(self) -> list[Category]:
        return [Category(card=card, shop=self.shop) for card in self.card.breadcrumbs]

    @strawberry.field(metadata={"items": 3}, description="Pictures, the most important first.")
    def images(self) -> list[Image]:
        return [Image(picture=picture) for picture in self.card.images]

    @strawberry.field(metadata={"items": 5}, description="Properties that don't vary between variants.")
    def attributes(self) -> list[Attribute]:
        return attributes(self.card.attributes or {}, self.shop)

    @strawberry.field(
        metadata={"items": 6},
        description="The variants that are sold here, the default one first.",
    )
    def variants(self) -> list[Variant]:
        return [Variant(card=card, shop=self.shop) for card in self.card.variants]

    @setwise(description="What one of the default variant costs here, and why.")
    @staticmethod
    def price(products: list["Product"], info: Info) -> Priced:
        shelved = [Shelved(each.card.variant_id, each.card.tag, each.shop) for each in products]
        return price_all(shelved, info)

    @strawberry.field(description="Whether the default variant can be had.")
    def availability(self) -> Availability:
        return Availability(in_stock=self.card.in_stock, shop=self.shop)

    @setwise(description="When it arrives; null if it isn't there, or is downloaded.")
    @staticmethod
    async def delivery_promise(products: list["Product"], info: Info) -> list[DeliveryPromise | None]:
        return await promise_goods(
            [(each.shop, each.card.kind, each.card.in_stock) for each in products], info
        )

    @setwise(metadata={"items": 3}, description="What a shopper must be told about the default variant.")
    @staticmethod
    async def notices(
        products: list["Product"], info: Info, placement: PlacementArgument = Placement.PRODUCT
    ) -> list[list[Notice]]:
        shelved = [Shelved(each.card.variant_id, each.card.tag, each.shop) for each in products]
        return await tell_all(shelved, placement or Placement.PRODUCT, info)

    @setwise(description="What the reviews of the product come to; counted by the rule that lists them.")
    @staticmethod
    def review_summary(
        products: list["Product"], info: Info, scope: ScopeArgument = ReviewScope.ALL
    ) -> SummedUp:
        asked = [(each.card.id, each.card.summary, each.shop) for each in products]
        return sum_up_all(asked, scope or ReviewScope.ALL, info)

    @setwise(
        description="Published reviews; without a sort those in the shopper's language come first, then the"
        " others, each by helpfulness."
    )
    @staticmethod
    def reviews(
        products: list["Product"],
        info: Info,
        first: First = None,
        after: After = None,
        languages: Languages = None,
        regions: Regions = None,
        ratings: Ratings = None,
        verified_only: VerifiedOnly = False,
        sort: SortArgument = None,
    ) -> Paged | Awaitable[Paged]:
        asked = ReviewsAsked(first, after, languages, regions, ratings, bool(verified_only), sort)
        reviewed = [(each.card.id, each.card.companion, each.shop) for each in products]
        return list_all(reviewed, asked, info)

    def _text(self, found: Text | None) -> Text:
        """A text that every product must have; without any words its number speaks for it."""
        return found or Text(self.card.sku, self.shop.language)
