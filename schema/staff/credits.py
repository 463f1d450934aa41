"""Giving customers credit, with a reason and an entry in the audit."""

from typing import Annotated

import strawberry

from regions.money import from_decimal
from regions.words import N_
from schema.payload import Payload
from schema.selling.inputs import MoneyInput
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.visit import StaffInfo
from schema.user_errors import UserErrorCode, input_error
from store.accounts.staff import Role
from store.credits import grant_credit

LARGEST = 10**9
LONGEST_REASON = 500
Given = strawberry.argument(description="What is asked for.")


@strawberry.input(description="Credit for a customer, as a gift of the shop.")
class CreditGiveInput:
    """On top of what they have."""

    email: str = strawberry.field(description="The customer's address.")
    amount: MoneyInput = strawberry.field(description="How much.")
    reason: str = strawberry.field(description="Why; kept in the audit, not told to the customer.")


@shown_to(Role.ORDERS)
@strawberry.type(description="The outcome of giving credit.")
class CreditGivePayload(Payload):
    """It can be spent at once."""

    given: bool = strawberry.field(default=False, description="Whether it was given.")


@strawberry.type
class CreditsMutation:
    """The part of the staff's `Mutation` that is about credit."""

    @strawberry.mutation(
        description="Give a customer credit.", extensions=[Behind(Role.ORDERS, Reach.EVERYWHERE)]
    )
    async def credit_give(
        self,
        info: StaffInfo,
        input: Annotated[CreditGiveInput, Given],  # noqa: A002  (the contract's name)
    ) -> CreditGivePayload:
        visit, language = info.context, info.context.shop.language
        amount = _read(input.amount)
        if amount is None or not 0 < len(input.reason.strip()) <= LONGEST_REASON:
            message = N_("A value can't be taken.")
            wrong = input_error(
                UserErrorCode.BAD_INPUT, language, message, "amount" if amount is None else "reason"
            )
            return CreditGivePayload(user_errors=[wrong])
        staff = await visit.staff()
        known = await grant_credit(
            visit.database, input.email, input.amount.currency, amount, visit.shop.now,
            actor=staff.id, reason=input.reason.strip(),
        )  # fmt: skip
        if not known:
            unknown = input_error(
                UserErrorCode.NOT_FOUND, language, N_("There is no such customer."), "email"
            )
            return CreditGivePayload(user_errors=[unknown])
        return CreditGivePayload(given=True)


def _read(given: MoneyInput) -> int | None:
    try:
        amount = from_decimal(given.amount, given.currency)
    except ValueError:
        return None
    return amount if 0 < amount <= LARGEST else None
