"""Pages of reviews: set-wise, one statement for a whole level."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
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
from store.catalog.pages import Slice
from store.reviews.lists import Listed, Listing, list_reviews
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

Reviewed = tuple[int, object, ShopContext]
"""A product, what was read along with it, and the context in which its reviews are asked for."""


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
    listing: strawberry.Private[Listing]
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
        scope = connections[0].listing.scope
        counted = await read_summaries(info.context.database, scope, products, languages=False)
        return [
            TotalCount(count=counted[each.product].count, precision=CountPrecision.EXACT)
            for each in connections
        ]

    def _cursors(self) -> Callable[[ReviewRecord], str]:
        """What writes the cursors of this list."""
        listing = self.listing
        mark = _mark(self.product, self.shop, listing.scope, listing.sort)
        order = ORDERS[listing.sort]
        return lambda record: write_cursor(mark, order.write_key(record, listing.language))


Paged = list[ReviewConnection | CodedError]


def reviews_along(products: Iterable[Wanted], shop: ShopContext) -> Listing | None:
    """The reviews to read along with products that are selected so: one list's first ones, not narrowed."""
    asked = [(product, given) for product in products for given in product.arguments("reviews")]
    if len(asked) != 1:
        return None
    [(product, given)] = asked
    selection = product.under("reviews")
    narrowed = any(value not in (None, False) for name, value in given.items() if name != "first")
    if narrowed or not wants_rows(selection):
        return None
    listing = _listing(ReviewsAsked(first=given.get("first")), shop, Scope(), selection)
    return listing if isinstance(listing, Listing) else None


def list_all(reviewed: Sequence[Reviewed], asked: ReviewsAsked, info: Info) -> Paged | Awaitable[Paged]:
    """A page of the reviews of each product: as it was read, and noted, with the product, else read now."""
    at_hand = [
        ReviewConnection(product=product, found=along.found, listing=along.listing, shop=shop)
        for product, along, shop in reviewed
        if isinstance(along, Listed)
    ]
    different = {id(each.listing): each for each in at_hand}.values()
    if len(at_hand) == len(reviewed) and all(_is_asked(each, asked, info) for each in different):
        return [*at_hand]
    return _list_all(reviewed, asked, info)


def _is_asked(page: ReviewConnection, asked: ReviewsAsked, info: Info) -> bool:
    scope = read_scope(asked, page.shop, info.context.storefronts)
    return page.listing == _listing(asked, page.shop, scope, wanted(info))


async def _list_all(reviewed: Sequence[Reviewed], asked: ReviewsAsked, info: Info) -> Paged:
    """One statement for each context among them.

    A cursor belongs to the list of one product: for the others it is refused, each by itself.
    """
    found: dict[tuple[int, int], ReviewConnection | CodedError] = {}
    for shop in {id(shop): shop for _, _, shop in reviewed}.values():
        products = [product for product, _, each in reviewed if each is shop]
        pages = await _list(shop, products, asked, info)
        found |= {(product, id(shop)): page for product, page in pages.items()}
    return [found[product, id(shop)] for product, _, shop in reviewed]


async def _list(
    shop: ShopContext, products: Sequence[int], asked: ReviewsAsked, info: Info
) -> dict[int, ReviewConnection | CodedError]:
    note_asked(info.context, shop, products)
    scope = read_scope(asked, shop, info.context.storefronts)
    listings = _listings(products, shop, scope, asked, wanted(info))
    rows = await _read(listings, info)
    return {
        product: listing
        if isinstance(listing, CodedError)
        else ReviewConnection(product=product, found=rows.get(product, NOTHING), listing=listing, shop=shop)
        for product, listing in listings.items()
    }


async def _read(
    listings: Mapping[int, Listing | CodedError], info: Info
) -> Mapping[int, Slice[ReviewRecord]]:
    """The rows of the lists that aren't refused; it is the same page of all of them."""
    listed = {product: each for product, each in listings.items() if isinstance(each, Listing)}
    if not listed or not wants_rows(wanted(info)):
        return {}
    return await list_reviews(info.context.database, [*listed], next(iter(listed.values())))


def _listings(
    products: Sequence[int], shop: ShopContext, scope: Scope, asked: ReviewsAsked, selection: Wanted
) -> dict[int, Listing | CodedError]:
    """What is asked of each product's list; without a cursor, the same of all."""
    if asked.after is None:
        return dict.fromkeys(products, _listing(asked, shop, scope, selection))
    return {
        product: _listing(asked, shop, scope, selection, _mark(product, shop, scope, asked.order))
        for product in products
    }


def _listing(
    asked: ReviewsAsked, shop: ShopContext, scope: Scope, selection: Wanted, mark: str = ""
) -> Listing | CodedError:
    arguments, order = PageArguments(asked.first, asked.after), asked.order
    try:
        page = read_page(arguments, mark, ORDERS[order].read_key, shop.language)
    except CodedError as refused:
        return refused
    return Listing(scope, order, page, primary(shop.language), selection.once(_parts))


def _parts(selection: Wanted) -> frozenset[ReviewPart]:
    nodes = (selection.under("nodes"), selection.under("edges", "node"))
    return frozenset(part for field, part in PARTS.items() if any(each.has(field) for each in nodes))


def _mark(product: int, shop: ShopContext, scope: Scope, sort: Sort) -> str:
    return mark_list("reviews", product, shop.region, shop.language, scope, sort)
