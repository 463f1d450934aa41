"""Writing reviews, voting on them and reporting them."""

from typing import Annotated, assert_never

import strawberry

from regions.words import N_
from schema.context import Info, ShopContext, Visit, signed_in
from schema.identity import NodeType, read_key, write_id
from schema.reviews.inputs import (
    ReviewDeleteInput,
    ReviewInvitationsSetInput,
    ReviewReportInput,
    ReviewSubmitInput,
    ReviewUpdateInput,
    ReviewVoteInput,
    read_words,
)
from schema.reviews.payloads import (
    ReviewDeletePayload,
    ReviewInvitationsSetPayload,
    ReviewReportPayload,
    ReviewSubmitPayload,
    ReviewUpdatePayload,
    ReviewVotePayload,
)
from schema.reviews.review import Review
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.throttle import REVIEW, VOTE, admit
from store.catalog.keys import find_product
from store.reviews.inviting import customer_wants_invitations, open_invitation, want_invitations
from store.reviews.records import ReviewRecord, find_own_review
from store.reviews.votes import NotThere, OnesOwn, report, vote
from store.reviews.wording import LONGEST_BODY, tidy_text
from store.reviews.writing import AlreadyReviewed, Closed, UnknownThing, edit, submit, withdraw

Given = strawberry.argument(description="What is asked for.")


@strawberry.type
class ReviewMutation:
    """The part of `Mutation` that is about reviews."""

    @strawberry.mutation(description="Review a product. What was delivered to the customer verifies it.")
    async def review_submit(
        self,
        info: Info,
        input: Annotated[ReviewSubmitInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReviewSubmitPayload:
        visit, shop = info.context, info.context.shop
        customer = signed_in(visit)
        product = await _product(visit, input)
        words = await read_words(input, shop.language)
        if isinstance(words, list):
            return ReviewSubmitPayload(user_errors=words)
        if not await _admitted(visit, customer):
            return ReviewSubmitPayload(user_errors=[_too_often(shop)])
        order = await _order_of(visit, input.invitation)
        if isinstance(order, UserError):
            return ReviewSubmitPayload(user_errors=[order])
        written = await submit(
            visit.database, product, customer, words, shop.region, shop.now, guest_order=order
        )
        match written:
            case ReviewRecord() as record:
                return ReviewSubmitPayload(review=Review(record=record, shop=shop))
            case AlreadyReviewed():
                message = N_("You have reviewed this product. Edit your review instead.")
                again = input_error(UserErrorCode.ALREADY_REVIEWED, shop.language, message, "productId")
                return ReviewSubmitPayload(user_errors=[again])
            case UnknownThing():
                message = N_("There is no such product.")
                unknown = input_error(UserErrorCode.NOT_FOUND, shop.language, message, "productId")
                return ReviewSubmitPayload(user_errors=[unknown])
            case never:
                assert_never(never)

    @strawberry.mutation(description="Put other words in the place of a review's.")
    async def review_update(
        self,
        info: Info,
        input: Annotated[ReviewUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReviewUpdatePayload:
        visit, shop = info.context, info.context.shop
        customer = signed_in(visit)
        review = read_key(input.id, NodeType.REVIEW, shop.language)
        words = await read_words(input, shop.language)
        if isinstance(words, list):
            return ReviewUpdatePayload(user_errors=words)
        if not await _admitted(visit, customer):
            return ReviewUpdatePayload(user_errors=[_too_often(shop)])
        record = await edit(visit.database, review, customer, words, shop.now)
        if isinstance(record, ReviewRecord):
            return ReviewUpdatePayload(review=Review(record=record, shop=shop))
        return ReviewUpdatePayload(user_errors=[_refused(record, shop)])

    @strawberry.mutation(description="Delete a review with its history and votes.")
    async def review_delete(
        self,
        info: Info,
        input: Annotated[ReviewDeleteInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReviewDeletePayload:
        visit, shop = info.context, info.context.shop
        customer = signed_in(visit)
        review = await _own_review(visit, customer, input)
        refused = await withdraw(visit.database, review, customer)
        if refused is not None:
            return ReviewDeletePayload(user_errors=[_refused(refused, shop)])
        return ReviewDeletePayload(deleted_id=strawberry.ID(write_id(NodeType.REVIEW, review)))

    @strawberry.mutation(
        description="Say whether letters that ask for reviews are wanted: as a customer, or by a code in one."
    )
    async def review_invitations_set(
        self,
        info: Info,
        input: Annotated[ReviewInvitationsSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReviewInvitationsSetPayload:
        visit, shop = info.context, info.context.shop
        if input.code is not None:
            known = await want_invitations(visit.database, input.code, input.wanted, shop.now)
        else:
            customer = signed_in(visit)
            known = await customer_wants_invitations(visit.database, customer, input.wanted, shop.now)
        if not known:
            return ReviewInvitationsSetPayload(user_errors=[_bad_code(shop, "code")])
        return ReviewInvitationsSetPayload(wanted=input.wanted)

    @strawberry.mutation(description="Say whether a review helped.")
    async def review_vote(
        self,
        info: Info,
        input: Annotated[ReviewVoteInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReviewVotePayload:
        visit, shop = info.context, info.context.shop
        customer = signed_in(visit)
        review = read_key(input.id, NodeType.REVIEW, shop.language)
        if not await admit(visit.database, VOTE, str(customer), shop.now):
            return ReviewVotePayload(user_errors=[_too_often(shop)])
        record = await vote(visit.database, review, customer, input.helpful, shop.now)
        if isinstance(record, ReviewRecord):
            return ReviewVotePayload(review=Review(record=record, shop=shop))
        return ReviewVotePayload(user_errors=[_refused(record, shop)])

    @strawberry.mutation(description="Have somebody of the shop look at a review.")
    async def review_report(
        self,
        info: Info,
        input: Annotated[ReviewReportInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReviewReportPayload:
        visit, shop = info.context, info.context.shop
        customer = signed_in(visit)
        review = read_key(input.id, NodeType.REVIEW, shop.language)
        text = tidy_text(input.text or "")[:LONGEST_BODY] or None
        if not await _admitted(visit, customer):
            return ReviewReportPayload(user_errors=[_too_often(shop)])
        record = await report(visit.database, review, customer, input.reason.name, text, shop.now)
        if isinstance(record, ReviewRecord):
            return ReviewReportPayload(review=Review(record=record, shop=shop))
        return ReviewReportPayload(user_errors=[_refused(record, shop)])


async def _admitted(visit: Visit, customer: int) -> bool:
    return await admit(visit.database, REVIEW, str(customer), visit.shop.now)


async def _own_review(visit: Visit, customer: int, given: ReviewDeleteInput) -> int:
    """The review that is meant; 0, which is nobody's, if there is none or nothing was named."""
    if given.id is not None:
        return read_key(given.id, NodeType.REVIEW, visit.shop.language)
    return await find_own_review(visit.database, await _product(visit, given), customer) or 0


async def _product(visit: Visit, given: ReviewSubmitInput | ReviewDeleteInput) -> int:
    """The product that is meant; 0, which is none, if there is none or nothing was named."""
    if given.product_id is not None:
        return read_key(given.product_id, NodeType.PRODUCT, visit.shop.language)
    if given.sku is None or not given.sku.isprintable():
        return 0
    return await find_product(visit.database, given.sku) or 0


async def _order_of(visit: Visit, code: str | None) -> int | UserError | None:
    """The guest's order that a code of an invitation is about; None without one, or for a customer's own."""
    if code is None:
        return None
    found = await open_invitation(visit.database, code, visit.shop.now)
    if found is None:
        return _bad_code(visit.shop, "invitation")
    order, customer = found
    return order if customer is None else None


def _bad_code(shop: ShopContext, field: str) -> UserError:
    message = N_("This code isn't good, or isn't any more.")
    return input_error(UserErrorCode.NOT_FOUND, shop.language, message, field)


def _too_often(shop: ShopContext) -> UserError:
    message = N_("It was tried too often. Wait a while and try again.")
    return input_error(UserErrorCode.TOO_MANY_TRIES, shop.language, message)


def _refused(why: UnknownThing | Closed | NotThere | OnesOwn, shop: ShopContext) -> UserError:
    match why:
        case UnknownThing() | NotThere():
            message = N_("There is no such review.")
            return input_error(UserErrorCode.NOT_FOUND, shop.language, message, "id")
        case Closed():
            message = N_("This review can't be changed any more.")
            return input_error(UserErrorCode.NOT_POSSIBLE_NOW, shop.language, message, "id")
        case OnesOwn():
            message = N_("This is your own review.")
            return input_error(UserErrorCode.OWN_REVIEW, shop.language, message, "id")
        case never:
            assert_never(never)
