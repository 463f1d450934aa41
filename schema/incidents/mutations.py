"""Reporting what is wrong with a product that was received."""

from enum import Enum
from typing import Annotated

import strawberry

from locales import phrases
from regions.words import N_
from schema.context import Info, Visit, signed_in
from schema.identity import NodeType, read_key
from schema.payload import Payload
from schema.user_errors import UserErrorCode, input_error
from store.accounts.throttle import PROBLEM, admit
from store.incidents.policies import Problem
from store.incidents.reporting import NotReceived, Reported, Trouble, report_problem
from store.orders.access import open_order
from store.reviews.wording import LONGEST_BODY, tidy_text

Given = strawberry.argument(description="What is asked for.")


@strawberry.enum(description="What may be wrong with a product.")
class ProblemKind(Enum):
    """Reports of one kind add up."""

    DAMAGED = strawberry.enum_value("DAMAGED", description="It arrived damaged.")
    WRONG_DESCRIPTION = strawberry.enum_value("WRONG_DESCRIPTION", description="It isn't as described.")
    WRONG_ITEM = strawberry.enum_value("WRONG_ITEM", description="It is another product.")
    MISSING_PART = strawberry.enum_value("MISSING_PART", description="A part is missing.")
    UNSAFE = strawberry.enum_value("UNSAFE", description="It is dangerous.")
    QUALITY = strawberry.enum_value("QUALITY", description="It is badly made.")
    OTHER = strawberry.enum_value("OTHER", description="Something else.")


@strawberry.input(description="What is wrong with a product that an order has brought.")
class ProblemReportInput:
    """One for each order, product and kind; a second one replaces its text."""

    product_id: strawberry.ID = strawberry.field(description="Id of the product.")
    order_id: strawberry.ID = strawberry.field(description="Id of the order that brought it.")
    token: str | None = strawberry.field(
        default=None, description="Token for the order, for a guest; not needed by its customer."
    )
    kind: ProblemKind = strawberry.field(description="What kind of problem it is.")
    text: str | None = strawberry.field(
        default=None, description="What happened; plain text of at most 5,000 characters."
    )


@strawberry.type(description="The outcome of reporting a problem.")
class ProblemReportPayload(Payload):
    """Thank you."""

    accepted: bool = strawberry.field(default=False, description="Whether the report is kept.")
    pulled: bool = strawberry.field(
        default=False, description="Whether the product isn't sold any more until its cause is found."
    )
    thanks: str | None = strawberry.field(default=None, description="For people, in the context's language.")


@strawberry.type
class ProblemMutation:
    """The part of `Mutation` that is about problems with products."""

    @strawberry.mutation(
        description="Report what is wrong with a product that was received, as a customer or by a token for"
        " the order. When independent people report the same, it leaves every shop by itself."
    )
    async def problem_report(
        self,
        info: Info,
        input: Annotated[ProblemReportInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProblemReportPayload:
        visit, shop = info.context, info.context.shop
        language, order = shop.language, read_key(input.order_id, NodeType.ORDER, shop.language)
        customer = None if input.token is not None else signed_in(visit)
        trouble = Trouble(
            product=read_key(input.product_id, NodeType.PRODUCT, language),
            order=order,
            customer=customer,
            kind=Problem(input.kind.name),
            text=tidy_text(input.text or "")[:LONGEST_BODY] or None,
        )
        who = f"order {order}" if customer is None else str(customer)
        if not await admit(visit.database, PROBLEM, who, shop.now):
            message = N_("It was tried too often. Wait a while and try again.")
            return ProblemReportPayload(
                user_errors=[input_error(UserErrorCode.TOO_MANY_TRIES, language, message)]
            )
        answer = await _report(visit, trouble, input.token)
        if isinstance(answer, NotReceived):
            message = N_("This product hasn't been delivered to you with this order.")
            return ProblemReportPayload(
                user_errors=[input_error(UserErrorCode.NOT_FOUND, language, message, "orderId")]
            )
        words = N_("Thank you. We look into it before anybody else is disappointed.")
        return ProblemReportPayload(accepted=True, pulled=answer.pulled, thanks=phrases(language).say(words))


async def _report(visit: Visit, trouble: Trouble, token: str | None) -> Reported | NotReceived:
    """Keep a report by the order's customer, or by whoever holds a token for the order."""
    if token is not None and await open_order(visit.database, token, visit.shop.now) != trouble.order:
        return NotReceived()
    return await report_problem(visit.database, trouble, visit.shop.now)
