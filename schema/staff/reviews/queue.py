"""The queue of reviews that wait for somebody: a page at a time, or live."""

from collections.abc import AsyncIterator, Collection
from typing import Annotated

import strawberry

from regions.words import N_
from schema.connection import PageInfo
from schema.errors import ErrorCode, refusal
from schema.identity import NodeType, write_id
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.staff.catalogue import After, First
from schema.staff.guard import Behind, shown_to
from schema.staff.paging import one_way, read_number
from schema.staff.reviews.review import StaffReview, find_review
from schema.staff.visit import StaffInfo, StaffVisit
from store.accounts.sessions import is_over
from store.accounts.staff import Role
from store.reviews.moderating import read_queue
from store.reviews.records import read_reviews
from store.reviews.watching import QueueChange, watch_queue

MARK = mark_list("review-queue")


@shown_to(Role.MODERATION)
@strawberry.type(description="A page of the queue, the oldest first.")
class StaffReviewConnection:
    """Relay's connection, without edges."""

    nodes: list[StaffReview] = strawberry.field(description="What waits.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


@shown_to(Role.MODERATION)
@strawberry.type(description="What has changed in the queue; the first one says how many wait.")
class StaffReviewQueueChange:
    """Whoever follows these knows the queue."""

    waiting: int = strawberry.field(description="How many wait now.")
    came: list[StaffReview] = strawberry.field(
        description="Reviews that have begun to wait, or have changed while they did."
    )
    left_ids: list[strawberry.ID] = strawberry.field(description="Reviews that don't wait any more.")


@strawberry.type
class ReviewsQuery:
    """The part of `Query` that is about reviews."""

    @strawberry.field(
        description="Reviews that wait for somebody, the oldest first: held ones, and reported ones.",
        extensions=[Behind(Role.MODERATION)],
    )
    async def review_queue(
        self, info: StaffInfo, first: First = None, after: After = None
    ) -> StaffReviewConnection:
        visit = info.context
        page = read_page(PageArguments(first, after), MARK, read_number, visit.shop.language)
        regions = (await visit.staff()).regions(Role.MODERATION)
        above = int(str(page.edge[0])) if page.edge else 0
        chosen = None if regions is None else sorted(regions)
        found = await read_queue(visit.database, page.size + 1, above=above, regions=chosen)
        rows = found[: page.size]
        cursors = [write_cursor(MARK, (record.id,)) for record in rows]
        return StaffReviewConnection(
            nodes=[StaffReview(record=record) for record in rows],
            page_info=one_way(cursors, more=len(found) > page.size, later=page.edge is not None),
        )

    @strawberry.field(
        description="One review, with all that became of it.", extensions=[Behind(Role.MODERATION)]
    )
    async def review(
        self,
        info: StaffInfo,
        id_: Annotated[strawberry.ID, strawberry.argument(name="id", description="Id of the review.")],
    ) -> StaffReview | None:
        record = await find_review(info.context, id_)
        return None if record is None else StaffReview(record=record)


@strawberry.type
class ReviewsSubscription:
    """The part of `Subscription` that is about reviews."""

    @strawberry.subscription(
        description="The queue as it changes, whoever changes it; ends with the role or the session.",
        extensions=[Behind(Role.MODERATION)],
    )
    async def review_queue_changed(self, info: StaffInfo) -> AsyncIterator[StaffReviewQueueChange]:
        return _follow(info.context)


async def _follow(visit: StaffVisit) -> AsyncIterator[StaffReviewQueueChange]:
    async for change in watch_queue(visit.database, lambda: _regions(visit)):
        yield await _tell(visit, change)


async def _regions(visit: StaffVisit) -> Collection[str] | None:
    """Where the role is held at this instant; refuses those who don't hold it or have signed out."""
    regions = (await visit.staff()).regions(Role.MODERATION)
    if visit.person is None or await is_over(visit.database, visit.person.session):
        raise refusal(ErrorCode.SIGN_IN_REQUIRED, visit.shop.language, N_("Sign in first."))
    if regions == frozenset():
        raise visit.forbidden(Role.MODERATION, None)
    return regions


async def _tell(visit: StaffVisit, change: QueueChange) -> StaffReviewQueueChange:
    found = await read_reviews(visit.database, change.came) if change.came else {}
    return StaffReviewQueueChange(
        waiting=change.waiting,
        came=[StaffReview(record=found[number]) for number in change.came if number in found],
        left_ids=[strawberry.ID(write_id(NodeType.REVIEW, number)) for number in change.left],
    )
