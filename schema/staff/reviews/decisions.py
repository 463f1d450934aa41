"""What is decided about reviews."""

from enum import Enum
from typing import Annotated

import strawberry

from locales import is_tag
from regions.words import N_
from schema.context import bad_language
from schema.payload import Payload
from schema.reviews.narrowing import primary
from schema.scalars import LanguageTag
from schema.staff.guard import Behind, shown_to
from schema.staff.reviews.review import ReviewReason, StaffReview, find_review
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.staff import Role
from store.reviews.moderating import correct_language, decide, dismiss_reports, reply
from store.reviews.records import ReviewRecord
from store.reviews.states import Decision, Reason
from store.reviews.wording import LONGEST_BODY, tidy_text

Given = strawberry.argument(description="What is asked for.")


@strawberry.enum(description="What is decided about a review.")
class ReviewDecision(Enum):
    """The store's decisions."""

    PUBLISH = strawberry.enum_value("PUBLISH", description="It is shown and counted.")
    REJECT = strawberry.enum_value("REJECT", description="It isn't accepted; its author may edit it.")
    REMOVE = strawberry.enum_value("REMOVE", description="It is taken down for good.")


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


@strawberry.input(description="The language that a review is written in.")
class ReviewLanguageSetInput:
    """Where it was given or found out wrongly."""

    id: strawberry.ID = strawberry.field(description="Id of the review.")
    language: LanguageTag = strawberry.field(description="Its language.")


@shown_to(Role.MODERATION)
@strawberry.type(description="The outcome of looking after a review.")
class StaffReviewPayload(Payload):
    """The review after it."""

    review: StaffReview | None = strawberry.field(default=None, description="The review as it now is.")


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
        record = await find_review(visit, input.id)
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
        record = await find_review(visit, input.id)
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
        record = await find_review(visit, input.id)
        if record is None:
            return _refused(visit, UserErrorCode.NOT_FOUND)
        if not 1 <= len(text) <= LONGEST_BODY:
            return _refused(visit, UserErrorCode.BAD_TEXT)
        actor = (await visit.staff()).id
        after = await reply(visit.database, record.id, input.language, text, actor, visit.shop.now)
        return StaffReviewPayload(
            review=StaffReview(record=after) if isinstance(after, ReviewRecord) else None
        )

    @strawberry.mutation(
        description="Say which language a review is written in; it is listed and counted under that one.",
        extensions=[Behind(Role.MODERATION)],
    )
    async def review_language_set(
        self,
        info: StaffInfo,
        input: Annotated[ReviewLanguageSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffReviewPayload:
        visit = info.context
        if not is_tag(input.language):
            raise bad_language(input.language, visit.shop.language)
        record = await find_review(visit, input.id)
        if record is None:
            return _refused(visit, UserErrorCode.NOT_FOUND)
        actor, language = (await visit.staff()).id, primary(input.language)
        after = await correct_language(visit.database, record.id, language, actor, visit.shop.now)
        if not isinstance(after, ReviewRecord):
            return _refused(visit, UserErrorCode.NOT_FOUND)
        return StaffReviewPayload(review=StaffReview(record=after))


MESSAGES = {
    UserErrorCode.NOT_FOUND: N_("There is no such review."),
    UserErrorCode.BAD_INPUT: N_("Say why, unless you publish it."),
    UserErrorCode.BAD_TEXT: N_("A reply has 1 to 5,000 characters."),
    UserErrorCode.NOT_POSSIBLE_NOW: N_("This can't be decided about the review as it is."),
}


def _refused(visit: StaffVisit, code: UserErrorCode) -> StaffReviewPayload:
    error: UserError = input_error(code, visit.shop.language, MESSAGES[code])
    return StaffReviewPayload(user_errors=[error])
