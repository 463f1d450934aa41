"""A customer's own reviews, whatever became of them."""

import strawberry

from schema.connection import PageInfo
from schema.context import Info
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.reviews.review import Review
from store.catalog.orders import read_whole
from store.catalog.pages import cut
from store.reviews.records import list_own_reviews


@strawberry.type(
    description="A page of the reviews of who asks, the newest first, in whatever state they are."
)
class OwnReviews:
    """Nobody else's business, and kept by nobody."""

    nodes: list[Review] = strawberry.field(description="The reviews of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page lies in the list.")


async def read_own_reviews(info: Info, first: int | None, after: str | None) -> OwnReviews | None:
    """The reviews of the customer who asks; None for a guest."""
    visit, customer = info.context, info.context.customer
    if customer is None:
        return None
    mark = mark_list("own-reviews", customer)
    asked = PageArguments(first, after)
    page = read_page(asked, mark, lambda key: (read_whole(key[0]),), visit.shop.language)
    below = page.edge[0] if page.edge else None
    found = cut(await list_own_reviews(visit.database, customer, page.size + 1, below), page)
    cursors = [write_cursor(mark, (record.id,)) for record in found.rows]
    return OwnReviews(
        nodes=[Review(record=record, shop=visit.shop) for record in found.rows],
        page_info=PageInfo(
            has_next_page=found.has_next,
            has_previous_page=found.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
    )
