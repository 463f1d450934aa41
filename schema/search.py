"""Search: products for words, and what could be meant."""

from collections.abc import Mapping
from dataclasses import replace

import strawberry

from regions.words import N_
from schema.cards import read_cards
from schema.connection import PageInfo, TotalCount
from schema.context import Info, ShopContext
from schema.errors import ErrorCode, refusal
from schema.facets import Facet, read_facets
from schema.filters import ProductFilter
from schema.freshness import PUBLIC
from schema.paging import PageArguments, mark_list, read_page
from schema.plan import cacheable, wanted
from schema.product import Product
from schema.products import ProductEdge, edges_of, page_info, read_filter, total_count
from schema.selection import connection_parts, product_parts, wants_rows
from schema.tags import note_search, note_shown
from store.catalog.cards import ProductCard
from store.catalog.orders import Sort
from store.catalog.pages import Slice
from store.catalog.queries import ProductQuery
from store.search.results import BY_SCORE, count_matches, search_products
from store.search.suggestions import correct, suggest

LONGEST_SEARCH = 200
MOST_SUGGESTIONS = 20
DEFAULT_SUGGESTIONS = 8


@cacheable(PUBLIC)
@strawberry.type(description="A page of search results, best first.")
class SearchConnection:
    """Rows are read with the connection; their number and facets only when they are asked for."""

    found: strawberry.Private[Slice[ProductCard]]
    words: strawberry.Private[str]
    query: strawberry.Private[ProductQuery]
    mark: strawberry.Private[str]
    shop: strawberry.Private[ShopContext]
    corrected_query: str | None = strawberry.field(
        description="What was searched for instead, where nothing matched what was typed."
    )

    @strawberry.field(description="The products of this page with their cursors.")
    def edges(self) -> list[ProductEdge]:
        return edges_of(self.found.rows, self.mark, self.shop)

    @strawberry.field(description="The products of this page.")
    def nodes(self) -> list[Product]:
        return [Product(card=card, shop=self.shop) for card in self.found.rows]

    @strawberry.field(description="Where this page lies in the results.")
    def page_info(self) -> PageInfo:
        return page_info(self.found, self.mark)

    @strawberry.field(description="How many products match; not exact where more match than are ranked.")
    async def total_count(self, info: Info) -> TotalCount:
        note_search(info.context, self.shop, self.query)
        count = await count_matches(info.context.database, self.shop.view, self.words, self.query)
        return total_count(count)

    @strawberry.field(description="What the results can be narrowed to.")
    async def facets(self, info: Info) -> list[Facet]:
        return await read_facets(self.shop, info, self.words, self.query)


@cacheable(PUBLIC)
@strawberry.type(description="A text to search for.")
class Suggestion:
    """A completion of what was typed."""

    text: str = strawberry.field(description="The text.")
    product: Product | None = strawberry.field(
        description="The product that the text names, if it names one."
    )


async def read_search_page(
    shop: ShopContext, info: Info, typed: str, asked: PageArguments, narrowed: ProductFilter | None
) -> SearchConnection:
    """A page of results; where nothing matches, the results for the likeliest correction."""
    words = _read_words(typed, shop)
    query = read_filter(narrowed, shop, Sort.FEATURED)
    mark = mark_list("search", shop.region, shop.language, words, query)
    page = read_page(asked, mark, BY_SCORE.read_key, shop.language)
    selection, database = wanted(info), info.context.database
    parts = connection_parts(selection)
    if not wants_rows(selection) and not selection.has("corrected_query"):
        page = replace(page, size=0)
    note_search(info.context, shop, query)
    found = await search_products(database, shop.view, words, query, page, parts)
    corrected = None
    if not found.rows and page.edge is None and page.size > 0:
        corrected = await correct(database, shop.view, words)
    if corrected is not None:
        found = await search_products(database, shop.view, corrected, query, page, parts)
    note_shown(info.context, shop, found.rows)
    return SearchConnection(
        found=found,
        words=corrected or words,
        query=query,
        mark=mark,
        shop=shop,
        corrected_query=corrected,
    )


async def read_suggestions(shop: ShopContext, info: Info, typed: str, limit: int) -> list[Suggestion]:
    """What could be meant by what was typed so far."""
    words = _read_words(typed, shop)
    if not 1 <= limit <= MOST_SUGGESTIONS:
        message = N_("Between 1 and {largest} suggestions can be asked for.")
        raise refusal(ErrorCode.BAD_SEARCH, shop.language, message, largest=MOST_SUGGESTIONS)
    note_search(info.context, shop)
    found = await suggest(info.context.database, shop.view, words, limit)
    selection = wanted(info)
    cards: Mapping[int, ProductCard] = {}
    if selection.has("product"):
        keys = [each.product_id for each in found if each.product_id is not None]
        cards = await read_cards(shop, info, keys, product_parts(selection.under("product")))
    products = {key: Product(card=card, shop=shop) for key, card in cards.items()}
    return [Suggestion(text=each.text, product=products.get(each.product_id or 0)) for each in found]


def _read_words(typed: str, shop: ShopContext) -> str:
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())
    if len(words) > LONGEST_SEARCH:
        message = N_("A search has at most {largest} characters.")
        raise refusal(ErrorCode.BAD_SEARCH, shop.language, message, largest=LONGEST_SEARCH)
    return words
