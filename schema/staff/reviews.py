"""The queue of reviews that wait for somebody, and what is decided about them."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from locales import is_tag
from regions.words import N_
from schema.account.payloads import Payload
from schema.connection import PageInfo
from schema.context import bad_language
from schema.identity import NodeType, read_key, write_id
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.scalars import LanguageTag, RegionCode
from schema.staff.catalogue import After, First
from schema.staff.guard import Behind, shown_to
from schema.staff.paging import one_way, read_number
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.staff import Role
from store.reviews.moderating import decide, dismiss_reports, read_queue, reply
from store.reviews.records import ReviewRecord, read_reviews
from store.reviews.states import Decision, Reason
from store.reviews.wording import LONGEST_BODY, tidy_text

Given = strawberry.argument(description="What is asked for.")

MARK = mark_list("review-queue")


@strawberry.enum(description="What is decided about a review.")
class ReviewDecision(Enum):
    """The store's decisions."""

    PUBLISH = strawberry.enum_value("PUBLISH", description="It is shown and counted.")
    REJECT = strawberry.enum_value("REJECT", description="It isn't accepted; its author may edit it.")
    REMOVE = strawberry.enum_value("REMOVE", description="It is taken down for good.")


@strawberry.enum(description="Why a review isn't published.")
class ReviewReason(Enum):
    """The store's reasons."""

    LINK = strawberry.enum_value("LINK", description="It holds a link.")
    CONTACT = strawberry.enum_value("CONTACT", description="It holds contact data.")
    DUPLICATE = strawberry.enum_value("DUPLICATE", description="The same text was sent before.")
    VELOCITY = strawberry.enum_value("VELOCITY", description="Its author wrote many at once.")
    LOOKED_AT_FIRST = strawberry.enum_value(
        "LOOKED_AT_FIRST", description="The region looks at all of them first."
    )
    OFF_TOPIC = strawberry.enum_value("OFF_TOPIC", description="It isn't about the product.")
    OFFENSIVE = strawberry.enum_value("OFFENSIVE", description="It is offensive.")
    PERSONAL_DATA = strawberry.enum_value("PERSONAL_DATA", description="It tells personal data.")
    ADVERTISING = strawberry.enum_value("ADVERTISING", description="It advertises something.")
    FAKE = strawberry.enum_value("FAKE", description="It tells of no experience with the product.")
    ILLEGAL = strawberry.enum_value("ILLEGAL", description="It breaks the law.")


@shown_to(Role.MODERATION)
@strawberry.type(description="A review, as the shop looks after it.")
class StaffReview:
    """A record of the store."""

    record: strawberry.Private[ReviewRecord]

    @strawberry.field(description="Id of the review.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.REVIEW, self.record.id))

    @strawberry.field(description="Id of the product.")
    def product_id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.PRODUCT, self.record.product_id))

    @strawberry.field(description="Stars.")
    def rating(self) -> int:
        return self.record.rating

    @strawberry.field(description="Title.")
    def title(self) -> str | None:
        return self.record.title

    @strawberry.field(description="What its author says.")
    def body(self) -> str:
        return self.record.body

    @strawberry.field(description="Language that it is written in.")
    def language(self) -> LanguageTag:
        return LanguageTag(self.record.language)

    @strawberry.field(description="Region that it belongs to.")
    def region(self) -> RegionCode:
        return RegionCode(self.record.region)

    @strawberry.field(description="Whether we delivered the product to its author.")
    def verified(self) -> bool:
        return self.record.verified

    @strawberry.field(description="Where it is.")
    def status(self) -> str:
        return self.record.status

    @strawberry.field(description="Why it isn't published; none for one that was reported.")
    def reason(self) -> ReviewReason | None:
        return None if self.record.reason is None else ReviewReason[self.record.reason.name]

    @strawberry.field(description="When it was written.")
    def created_at(self) -> datetime:
        return self.record.created_at


@shown_to(Role.MODERATION)
@strawberry.type(description="A page of the queue, the oldest first.")
class StaffReviewConnection:
    """Relay's connection, without edges."""

    nodes: list[StaffReview] = strawberry.field(description="What waits.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


@strawberry.input(description="A decision about a review.")
class ReviewDecideInput:
    """The author reads the reason."""

    id: strawberry.ID = strawberry.field(description="Id of the review.")
    decision: ReviewDecision = strawberry.field(description="What is decided.")
    reason: ReviewReason | None = strawberry.field(
        default=None, description="Why; needed unless it is published."
    )


@strawberry.input(description="Reports about a review that nothing follows from.")
class ReviewReportsDismissInput:
    """The review stays as it is."""

    id: strawberry.ID = strawberry.field(description="Id of the review.")


@strawberry.input(description="The shop's reply to a review.")
class ReviewReplyInput:
    """One for each language."""

    id: strawberry.ID = strawberry.field(description="Id of the review.")
    language: LanguageTag = strawberry.field(description="Language of the reply.")
    text: str = strawberry.field(description="Plain text of 1 to 5,000 characters.")


@shown_to(Role.MODERATION)
@strawberry.type(description="The outcome of looking after a review.")
class StaffReviewPayload(Payload):
    """The review after it."""

    review: StaffReview | None = strawberry.field(default=None, description="The review as it now is.")


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


@strawberry.type
class ReviewsMutation:
    """The part of `Mutation` that is about reviews."""

    @strawberry.mutation(
        description="Publish, reject or remove a review.", extensions=[Behind(Role.MODERATION)]
    )
    async def review_decide(
        self,
        info: StaffInfo,
        input: Annotated[ReviewDecideInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffReviewPayload:
        visit, decision = info.context, Decision(input.decision.name)
        record = await _find(visit, input.id)
        if record is None:
            return _refused(visit, UserErrorCode.NOT_FOUND)
        if (input.reason is None) is not (decision is Decision.PUBLISH):
            return _refused(visit, UserErrorCode.BAD_INPUT)
        actor = (await visit.staff()).id
        reason = None if input.reason is None else Reason[input.reason.name]
        after = await decide(visit.database, record.id, decision, reason, actor, visit.shop.now)
        if not isinstance(after, ReviewRecord):
            return _refused(visit, UserErrorCode.NOT_POSSIBLE_NOW)
        return StaffReviewPayload(review=StaffReview(record=after))

    @strawberry.mutation(
        description="Leave a reported review as it is.", extensions=[Behind(Role.MODERATION)]
    )
    async def review_reports_dismiss(
        self,
        info: StaffInfo,
        input: Annotated[ReviewReportsDismissInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffReviewPayload:
        visit = info.context
        record = await _find(visit, input.id)
        if record is None:
            return _refused(visit, UserErrorCode.NOT_FOUND)
        await dismiss_reports(visit.database, record.id, (await visit.staff()).id, visit.shop.now)
        return StaffReviewPayload(review=StaffReview(record=record))

    @strawberry.mutation(
        description="Reply to a review for everybody to read.", extensions=[Behind(Role.MODERATION)]
    )
    async def review_reply(
        self,
        info: StaffInfo,
        input: Annotated[ReviewReplyInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffReviewPayload:
        visit, text = info.context, tidy_text(input.text)
        if not is_tag(input.language):
            raise bad_language(input.language, visit.shop.language)
        record = await _find(visit, input.id)
        if record is None:
            return _refused(visit, UserErrorCode.NOT_FOUND)
        if not 1 <= len(text) <= LONGEST_BODY:
            return _refused(visit, UserErrorCode.BAD_TEXT)
        actor = (await visit.staff()).id
        after = await reply(visit.database, record.id, input.language, text, actor, visit.shop.now)
        return StaffReviewPayload(
            review=StaffReview(record=after) if isinstance(after, ReviewRecord) else None
        )


async def _find(visit: StaffVisit, id_: str) -> ReviewRecord | None:
    """The review with an id, if it is of a region of who asks."""
    key = read_key(id_, NodeType.REVIEW, visit.shop.language)
    record = (await read_reviews(visit.database, [key])).get(key)
    staff = await visit.staff()
    return record if record is not None and staff.may(Role.MODERATION, record.region) else None


MESSAGES = {
    UserErrorCode.NOT_FOUND: N_("There is no such review."),
    UserErrorCode.BAD_INPUT: N_("Say why, unless you publish it."),
    UserErrorCode.BAD_TEXT: N_("A reply has 1 to 5,000 characters."),
    UserErrorCode.NOT_POSSIBLE_NOW: N_("This can't be decided about the review as it is."),
}


def _refused(visit: StaffVisit, code: UserErrorCode) -> StaffReviewPayload:
    error: UserError = input_error(code, visit.shop.language, MESSAGES[code])
    return StaffReviewPayload(user_errors=[error])
