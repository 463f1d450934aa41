"""Lists of products: pages of them, what a page is narrowed to, how many there are."""

from collections.abc import Awaitable, Sequence
from decimal import Decimal
from math import ceil

import strawberry

from locales import is_tag
from regions.money import from_decimal
from regions.words import N_
from schema.connection import CountPrecision, PageInfo, TotalCount
from schema.context import Info, ShopContext, bad_language
from schema.errors import ErrorCode, refusal
from schema.filters import PriceRangeInput, ProductFilter, ProductSort
from schema.freshness import PUBLIC
from schema.identity import NodeType, read_key
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.plan import cacheable, setwise, wanted
from schema.product import Product
from schema.reviews.connection import reviews_along
from schema.selection import connection_parts, wants_rows
from schema.tags import note_list, note_shown
from store.catalog.cards import ProductCard
from store.catalog.lists import count_products, list_products
from store.catalog.orders import ORDERS, Sort
from store.catalog.pages import Count, Slice
from store.catalog.queries import ProductQuery

HIGHEST_PRICE = 2**53

Counted = list[TotalCount] | Awaitable[list[TotalCount]]
"""Counts that are at hand, or are counted."""


@cacheable(PUBLIC)
@strawberry.type(description="A product in its place in a list.")
class ProductEdge:
    """An entry and the cursor that leads on from it."""

    node: Product = strawberry.field(description="The product.")
    mark: strawberry.Private[str]

    @strawberry.field(description="Cursor of this entry, good for the same list in the same context.")
    def cursor(self) -> str:
        return write_cursor(self.mark, self.node.card.key)


@cacheable(PUBLIC)
@strawberry.type(description="A page of a list of products.")
class ProductConnection:
    """Rows are read with the connection, and their number if it is asked for."""

    found: strawberry.Private[Slice[ProductCard]]
    query: strawberry.Private[ProductQuery]
    mark: strawberry.Private[str]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="The products of this page with their cursors.")
    def edges(self) -> list[ProductEdge]:
        return edges_of(self.found.rows, self.mark, self.shop)

    @strawberry.field(description="The products of this page.")
    def nodes(self) -> list[Product]:
        return [Product(card=card, shop=self.shop) for card in self.found.rows]

    @strawberry.field(description="Where this page lies in the list.")
    def page_info(self) -> PageInfo:
        return page_info(self.found, self.mark)

    @setwise(description="How many products the list has; counting stops at a thousand.")
    @staticmethod
    def total_count(connections: list["ProductConnection"], info: Info) -> Counted:
        counts = [each.found.count for each in connections]
        at_hand = [total_count(count) for count in counts if count is not None]
        return at_hand if len(at_hand) == len(counts) else _count(connections, info)


async def _count(connections: list[ProductConnection], info: Info) -> list[TotalCount]:
    """One statement for each list that hasn't been counted along with its page."""
    return [
        total_count(
            each.found.count or await count_products(info.context.database, each.shop.view, each.query)
        )
        for each in connections
    ]


async def read_products_page(
    shop: ShopContext, info: Info, asked: PageArguments, narrowed: ProductFilter | None, sort: ProductSort
) -> ProductConnection:
    """A page of the products of a context's storefront."""
    query = read_filter(narrowed, shop, Sort(sort.name))
    mark = mark_list("products", shop.region, shop.language, query)
    page = read_page(asked, mark, ORDERS[query.sort].read_key, shop.language)
    selection = wanted(info)
    found: Slice[ProductCard] = Slice((), has_next=False, has_previous=False)
    note_list(info.context, shop, query)
    if wants_rows(selection):
        products = (selection.under("nodes"), selection.under("edges", "node"))
        found = await list_products(
            info.context.database,
            shop.view,
            query,
            page,
            connection_parts(selection),
            reviews_along(products, shop),
            counted=selection.has("total_count"),
        )
        note_shown(info.context, shop, found.rows)
    return ProductConnection(found=found, query=query, mark=mark, shop=shop)


def read_filter(narrowed: ProductFilter | None, shop: ShopContext, sort: Sort) -> ProductQuery:
    """What a filter asks for, in the store's words. Refuses ids, prices and languages that can't be."""
    if narrowed is None:
        return ProductQuery(sort=sort)
    price = narrowed.price or PriceRangeInput()
    if narrowed.language is not None and not is_tag(narrowed.language):
        raise bad_language(narrowed.language, shop.language)
    return ProductQuery(
        category=read_key(narrowed.category, NodeType.CATEGORY, shop.language) if narrowed.category else None,
        kinds=None if narrowed.kinds is None else tuple(sorted({kind.name for kind in narrowed.kinds})),
        lowest=_read_price(price.min, shop),
        highest=_read_price(price.max, shop),
        in_stock=narrowed.in_stock,
        contributor=narrowed.contributor,
        language=narrowed.language.lower() if narrowed.language else None,
        on_sale=narrowed.on_sale,
        lowest_rating=_read_rating(narrowed.min_rating, shop),
        sort=sort,
    )


def edges_of(rows: Sequence[ProductCard], mark: str, shop: ShopContext) -> list[ProductEdge]:
    """The entries of a page of the list with this mark."""
    return [ProductEdge(node=Product(card=card, shop=shop), mark=mark) for card in rows]


def page_info(found: Slice[ProductCard], mark: str) -> PageInfo:
    """Where a page lies in the list with this mark."""
    return PageInfo(
        has_next_page=found.has_next,
        has_previous_page=found.has_previous,
        start_cursor=write_cursor(mark, found.rows[0].key) if found.rows else None,
        end_cursor=write_cursor(mark, found.rows[-1].key) if found.rows else None,
    )


def total_count(count: Count) -> TotalCount:
    """A count as clients get it."""
    return TotalCount(
        count=count.rows, precision=CountPrecision.EXACT if count.exact else CountPrecision.AT_LEAST
    )


def _read_price(price: Decimal | None, shop: ShopContext) -> int | None:
    if price is None:
        return None
    try:
        minor = from_decimal(price, shop.currency) if price.is_finite() else -1
    except ValueError:
        minor = -1
    if not 0 <= minor <= HIGHEST_PRICE:
        message = N_("“{price}” is not a price in {currency}.")
        raise refusal(
            ErrorCode.BAD_FILTER, shop.language, message, price=str(price)[:40], currency=shop.currency
        )
    return minor


def _read_rating(rating: Decimal | None, shop: ShopContext) -> int | None:
    """An average in thousandths."""
    if rating is None:
        return None
    if not rating.is_finite() or not 1 <= rating <= 5:
        message = N_("An average is between 1 and 5, not {rating}.")
        raise refusal(ErrorCode.BAD_FILTER, shop.language, message, rating=str(rating)[:40])
    return ceil(rating * 1000)
