"""What can be asked of a shop: the same fields for the request's context and for any storefront by name."""

from typing import Annotated

import strawberry

from schema.arguments import After, Before, Filter, First, Id, Last, Sku, Slug, Sort
from schema.basket import BasketInput
from schema.category import Category
from schema.context import Info, ShopContext
from schema.filters import ProductSort
from schema.freshness import PUBLIC
from schema.localization import Context
from schema.lookups import find_categories, find_category, find_product
from schema.paging import DEFAULT_SIZE, PageArguments
from schema.plan import cacheable
from schema.product import Product
from schema.products import ProductConnection, read_products_page
from schema.quote import Quote, ask_quote
from schema.search import (
    DEFAULT_SUGGESTIONS,
    SearchConnection,
    Suggestion,
    read_search_page,
    read_suggestions,
)


@cacheable(PUBLIC)
@strawberry.type
class ShopFields:
    """Fields of a shop, asked in its own context or, below `Query`, in the request's."""

    @strawberry.field(description="One product, by exactly one of its keys; null if it isn't sold here.")
    async def product(self, info: Info, id_: Id = None, slug: Slug = None, sku: Sku = None) -> Product | None:
        return await find_product(shop_of(self, info), info, id_, slug, sku)

    @strawberry.field(description="The products that are sold here.")
    async def products(
        self,
        info: Info,
        first: First = DEFAULT_SIZE,
        after: After = None,
        last: Last = None,
        before: Before = None,
        narrowed: Filter = None,
        sort: Sort = ProductSort.FEATURED,
    ) -> ProductConnection:
        asked = PageArguments(first, after, last, before)
        return await read_products_page(
            shop_of(self, info), info, asked, narrowed, sort or ProductSort.FEATURED
        )

    @strawberry.field(description="Products for words in the context's language, best first.")
    async def search(
        self,
        info: Info,
        query: Annotated[str, strawberry.argument(description="What was typed; every word must match.")],
        first: First = DEFAULT_SIZE,
        after: After = None,
        last: Last = None,
        before: Before = None,
        narrowed: Filter = None,
    ) -> SearchConnection:
        asked = PageArguments(first, after, last, before)
        return await read_search_page(shop_of(self, info), info, query, asked, narrowed)

    @strawberry.field(description="What the shopper could mean, from what was typed so far.")
    async def suggest(
        self,
        info: Info,
        query: Annotated[str, strawberry.argument(description="What was typed so far.")],
        limit: Annotated[
            int | None, strawberry.argument(description="How many at most, from 1 to 20.")
        ] = DEFAULT_SUGGESTIONS,
    ) -> list[Suggestion]:
        return await read_suggestions(
            shop_of(self, info), info, query, DEFAULT_SUGGESTIONS if limit is None else limit
        )

    @strawberry.field(description="The categories below one, or the departments at the top.")
    async def categories(
        self,
        info: Info,
        parent: Annotated[
            strawberry.ID | None, strawberry.argument(description="Id of the category above.")
        ] = None,
    ) -> list[Category]:
        return await find_categories(shop_of(self, info), info, parent)

    @strawberry.field(description="One category, by exactly one of its keys.")
    async def category(self, info: Info, id_: Id = None, slug: Slug = None) -> Category | None:
        return await find_category(shop_of(self, info), info, id_, slug)

    @strawberry.field(description="What a basket would cost here, and why; nothing is stored.")
    async def quote(
        self,
        info: Info,
        basket: Annotated[BasketInput, strawberry.argument(description="What is asked about.")],
    ) -> Quote:
        return await ask_quote(shop_of(self, info), info, basket)


@cacheable(PUBLIC)
@strawberry.type(description="A shop in one context: a region, a language and a destination.")
class Storefront(ShopFields):
    """The context belongs to this value and is handed down from it."""

    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="The context in which everything below is answered.")
    def context(self) -> Context:
        return Context(shop=self.shop)


def shop_of(source: object, info: Info) -> ShopContext:
    """The context of a field: its storefront's, or the request's where it is asked of `Query`."""
    return source.shop if isinstance(source, Storefront) else info.context.shop
