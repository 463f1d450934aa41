"""Pages of reviews: set-wise, one statement for a whole level."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import strawberry

from schema.connection import CountPrecision, PageInfo, TotalCount
from schema.context import Info, ShopContext
from schema.errors import CodedError
from schema.freshness import PUBLIC
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.plan import Wanted, cacheable, setwise, wanted
from schema.reviews.narrowing import ReviewsAsked, primary, read_scope
from schema.reviews.review import Review
from schema.selection import wants_rows
from schema.tags import note_asked
from store.catalog.pages import Page, Slice
from store.reviews.lists import list_reviews
from store.reviews.orders import ORDERS, Sort
from store.reviews.records import ReviewPart, ReviewRecord
from store.reviews.scope import Scope
from store.reviews.summaries import read_summaries

NOTHING: Slice[ReviewRecord] = Slice((), has_next=False, has_previous=False)

PARTS = MappingProxyType(
    {
        "body": ReviewPart.BODY,
        "author": ReviewPart.AUTHOR,
        "reply": ReviewPart.REPLIES,
        "helpful_count": ReviewPart.VOTES,
        "unhelpful_count": ReviewPart.VOTES,
        "region": ReviewPart.PURCHASE,
        "verification": ReviewPart.PURCHASE,
        "variant": ReviewPart.PURCHASE,
        "status": ReviewPart.STATE,
        "status_reason": ReviewPart.STATE,
        "created_at": ReviewPart.DATES,
        "edited_at": ReviewPart.DATES,
    }
)
"""The part of a review behind each field that needs one."""

Reviewed = tuple[int, ShopContext]
"""A product, and the context in which its reviews are asked for."""


@cacheable(PUBLIC)
@strawberry.type(description="A review in its place in a list.")
class ReviewEdge:
    """An entry and the cursor that leads on from it."""

    node: Review = strawberry.field(description="The review.")
    cursor: str = strawberry.field(description="Cursor of this entry, good for the same list and context.")


@cacheable(PUBLIC)
@strawberry.type(description="A page of a list of reviews.")
class ReviewConnection:
    """Rows are read with the connection, their number only when it is asked for."""

    product: strawberry.Private[int]
    found: strawberry.Private[Slice[ReviewRecord]]
    scope: strawberry.Private[Scope]
    sort: strawberry.Private[Sort]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="The reviews of this page with their cursors.")
    def edges(self) -> list[ReviewEdge]:
        write = self._cursors()
        return [
            ReviewEdge(node=Review(record=record, shop=self.shop), cursor=write(record))
            for record in self.found.rows
        ]

    @strawberry.field(description="The reviews of this page.")
    def nodes(self) -> list[Review]:
        return [Review(record=record, shop=self.shop) for record in self.found.rows]

    @strawberry.field(description="Where this page lies in the list.")
    def page_info(self) -> PageInfo:
        rows, write = self.found.rows, self._cursors()
        return PageInfo(
            has_next_page=self.found.has_next,
            has_previous_page=self.found.has_previous,
            start_cursor=write(rows[0]) if rows else None,
            end_cursor=write(rows[-1]) if rows else None,
        )

    @setwise(description="How many reviews the list has, by the counters of the summary.")
    @staticmethod
    async def total_count(connections: list["ReviewConnection"], info: Info) -> list[TotalCount]:
        products = [each.product for each in connections]
        scope = connections[0].scope
        counted = await read_summaries(info.context.database, scope, products, languages=False)
        return [
            TotalCount(count=counted[each.product].count, precision=CountPrecision.EXACT)
            for each in connections
        ]

    def _cursors(self) -> Callable[[ReviewRecord], str]:
        """What writes the cursors of this list."""
        mark = _mark(self.product, self.shop, self.scope, self.sort)
        order, language = ORDERS[self.sort], primary(self.shop.language)
        return lambda record: write_cursor(mark, order.write_key(record, language))


async def list_all(
    reviewed: Sequence[Reviewed], asked: ReviewsAsked, info: Info
) -> list[ReviewConnection | CodedError]:
    """A page of the reviews of each product; one statement for each context among them.

    A cursor belongs to the list of one product: for the others it is refused, each by itself.
    """
    found: dict[tuple[int, int], ReviewConnection | CodedError] = {}
    for shop in {id(shop): shop for _, shop in reviewed}.values():
        products = [product for product, each in reviewed if each is shop]
        pages = await _list(shop, products, asked, info)
        found |= {(product, id(shop)): page for product, page in pages.items()}
    return [found[product, id(shop)] for product, shop in reviewed]


async def _list(
    shop: ShopContext, products: Sequence[int], asked: ReviewsAsked, info: Info
) -> dict[int, ReviewConnection | CodedError]:
    note_asked(info.context, shop, products)
    scope = read_scope(asked, shop, info.context.storefronts)
    pages = _pages(products, shop, scope, asked)
    rows = await _read(shop, scope, asked, pages, info)
    return {
        product: page
        if isinstance(page, CodedError)
        else ReviewConnection(
            product=product,
            found=rows.get(product, NOTHING),
            scope=scope,
            sort=asked.order,
            shop=shop,
        )
        for product, page in pages.items()
    }


async def _read(
    shop: ShopContext, scope: Scope, asked: ReviewsAsked, pages: Mapping[int, Page | CodedError], info: Info
) -> Mapping[int, Slice[ReviewRecord]]:
    """The rows of the lists that have a page, which is the same one for all of them."""
    selection = wanted(info)
    listed = {product: page for product, page in pages.items() if isinstance(page, Page)}
    if not listed or not wants_rows(selection):
        return {}
    page = next(iter(listed.values()))
    database, language = info.context.database, primary(shop.language)
    parts = selection.once(_parts)
    return await list_reviews(database, [*listed], scope, asked.order, page, language, parts)


def _parts(selection: Wanted) -> frozenset[ReviewPart]:
    nodes = (selection.under("nodes"), selection.under("edges", "node"))
    return frozenset(part for field, part in PARTS.items() if any(each.has(field) for each in nodes))


def _mark(product: int, shop: ShopContext, scope: Scope, sort: Sort) -> str:
    return mark_list("reviews", product, shop.region, shop.language, scope, sort)


def _pages(
    products: Sequence[int], shop: ShopContext, scope: Scope, asked: ReviewsAsked
) -> dict[int, Page | CodedError]:
    """The page of each product's list; without a cursor, the same one for all."""
    if asked.after is None:
        return dict.fromkeys(products, _page(asked, "", shop))
    return {product: _page(asked, _mark(product, shop, scope, asked.order), shop) for product in products}


def _page(asked: ReviewsAsked, mark: str, shop: ShopContext) -> Page | CodedError:
    try:
        return read_page(
            PageArguments(asked.first, asked.after), mark, ORDERS[asked.order].read_key, shop.language
        )
    except CodedError as refused:
        return refused
