"""What buyers do after the sale: see their order as a guest, cancel, withdraw."""

from datetime import date
from typing import Annotated

import strawberry

from regions.lawbook import lawbook
from regions.words import N_
from schema.context import Info, Visit
from schema.money import Money, in_shop
from schema.payload import Payload
from schema.selling.opening import open_record
from schema.selling.order import Order
from schema.selling.returns import (
    MOST_NOTES,
    OrderReturn,
    ReturnLineInput,
    ReturnRequestPayload,
    read_wishes,
    return_error,
)
from schema.user_errors import UserError, UserErrorCode, input_error
from store.orders.access import send_token
from store.orders.entitling import Preview, preview_return
from store.orders.handling import cancel
from store.orders.reading import OrderRecord, read_order
from store.orders.returning import NotReturnable, request_return
from store.orders.returns import read_returns
from store.orders.transitions import Change, is_possible
from store.orders.withdrawing import confirm_withdrawal, start_withdrawal

Given = strawberry.argument(description="What is asked for.")
TOKEN = "A token for the order; not needed by the customer whose it is."  # noqa: S105 - a description


@strawberry.input(description="An order that somebody has placed as a guest.")
class GuestOrderAccessInput:
    """What its confirmation says."""

    number: str = strawberry.field(description="Number of the order.")
    email: str = strawberry.field(description="The address that it was placed with.")


@strawberry.input(description="An order to cancel.")
class OrderCancelInput:
    """Before anything has left."""

    order_id: strawberry.ID = strawberry.field(description="Id of the order.")
    token: str | None = strawberry.field(default=None, description=TOKEN)


@strawberry.input(description="Lines of an order that may go back.")
class ReturnPreviewInput:
    """Everything, if no numbers are given."""

    order_id: strawberry.ID = strawberry.field(description="Id of the order.")
    token: str | None = strawberry.field(default=None, description=TOKEN)
    skus: list[str] | None = strawberry.field(default=None, description="Numbers of the variants.")


@strawberry.input(description="Goods of an order that shall go back.")
class ReturnRequestInput:
    """Once they are delivered; before that an order is cancelled or withdrawn from."""

    order_id: strawberry.ID = strawberry.field(description="Id of the order.")
    token: str | None = strawberry.field(default=None, description=TOKEN)
    lines: list[ReturnLineInput] = strawberry.field(description="What, and why.")
    note: str | None = strawberry.field(default=None, description="What else the shop should know.")


@strawberry.input(description="The first of the two steps of a withdrawal.")
class WithdrawalStartInput:
    """Everything that may go back, if no numbers are given."""

    order_id: strawberry.ID = strawberry.field(description="Id of the order.")
    token: str | None = strawberry.field(default=None, description=TOKEN)
    skus: list[str] | None = strawberry.field(default=None, description="Numbers of the variants.")


@strawberry.input(description="The second of the two steps of a withdrawal.")
class WithdrawalConfirmInput:
    """It may be repeated: there is one declaration."""

    order_id: strawberry.ID = strawberry.field(description="Id of the order.")
    token: str | None = strawberry.field(default=None, description=TOKEN)
    confirmation: str = strawberry.field(description="What the first step answered with.")


@strawberry.type(description="The outcome of asking for a guest's order: the same, whether or not it exists.")
class GuestOrderAccessPayload(Payload):
    """If there is such an order, a link is on its way to its buyer."""

    accepted: bool = strawberry.field(default=True, description="That it was asked.")


@strawberry.type(description="The outcome of cancelling an order.")
class OrderCancelPayload(Payload):
    """Goods, gift cards and promotions are given back at once; money as fast as its provider does."""

    order: Order | None = strawberry.field(default=None, description="The order as it now is.")


@strawberry.type(description="Whether a line may go back.")
class ReturnLine:
    """By the law of the destination."""

    sku: str = strawberry.field(description="Number of the variant.")
    possible: bool = strawberry.field(description="Whether it may go back.")
    reason: str | None = strawberry.field(description="Code of what stands against it.")


@strawberry.type(description="What a buyer may give back now, by the law of the destination.")
class ReturnRights:
    """From the order as it was agreed."""

    until: date | None = strawberry.field(
        description="The last day of the period; null before any receipt, or without a right."
    )
    labels: list[str] = strawberry.field(
        description="The lawful labels of the two buttons; empty where the law asks for none."
    )
    lines: list[ReturnLine] = strawberry.field(description="Line by line.")
    refund: Money = strawberry.field(description="What is paid back for the named lines.")
    guarantee_months: int | None = strawberry.field(description="For how long the seller answers for faults.")


@strawberry.type(description="The outcome of asking what may go back.")
class ReturnPreviewPayload(Payload):
    """Nothing is stored."""

    rights: ReturnRights | None = strawberry.field(default=None, description="What may go back.")


@strawberry.type(description="The outcome of the first step of a withdrawal.")
class WithdrawalStartPayload(Payload):
    """Nothing is declared until it is confirmed."""

    rights: ReturnRights | None = strawberry.field(default=None, description="What may go back.")
    confirmation: str | None = strawberry.field(default=None, description="For the second step.")


@strawberry.type(description="The outcome of a withdrawal.")
class WithdrawalConfirmPayload(Payload):
    """The acknowledgement is on its way by mail."""

    order: Order | None = strawberry.field(default=None, description="The order as it now is.")
    refund: Money | None = strawberry.field(default=None, description="What is paid back.")


@strawberry.type
class OrderMutation:
    """The part of `Mutation` that is about orders."""

    @strawberry.mutation(description="Have a link to a guest's order sent to its buyer.")
    async def guest_order_access(
        self,
        info: Info,
        input: Annotated[GuestOrderAccessInput, Given],  # noqa: A002  (the contract's name)
    ) -> GuestOrderAccessPayload:
        await send_token(info.context.database, input.number, input.email, info.context.shop.now)
        return GuestOrderAccessPayload()

    @strawberry.mutation(description="Cancel an order of which nothing has left yet.")
    async def order_cancel(
        self,
        info: Info,
        input: Annotated[OrderCancelInput, Given],  # noqa: A002  (the contract's name)
    ) -> OrderCancelPayload:
        visit = info.context
        record = await open_record(visit, input.order_id, input.token)
        if record is None:
            return OrderCancelPayload(user_errors=[_no_order(visit)])
        if not await cancel(visit.database, visit.till, record.id, visit.shop.now):
            message = N_("It is too late to cancel this order.")
            late = input_error(UserErrorCode.NOT_POSSIBLE_NOW, visit.shop.language, message, "orderId")
            return OrderCancelPayload(order=_order(visit, record), user_errors=[late])
        return OrderCancelPayload(order=_order(visit, await read_order(visit.database, record.id)))

    @strawberry.mutation(description="Ask what of an order may go back, and what is paid back for it.")
    async def return_preview(
        self,
        info: Info,
        input: Annotated[ReturnPreviewInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReturnPreviewPayload:
        visit = info.context
        record = await open_record(visit, input.order_id, input.token)
        if record is None:
            return ReturnPreviewPayload(user_errors=[_no_order(visit)])
        return ReturnPreviewPayload(rights=_rights(visit, record, await _preview(visit, record, input.skus)))

    @strawberry.mutation(
        description="Announce that goods come back: by right, because of a fault, or as the shop promised."
    )
    async def return_request(
        self,
        info: Info,
        input: Annotated[ReturnRequestInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReturnRequestPayload:
        visit, language = info.context, info.context.shop.language
        record = await open_record(visit, input.order_id, input.token)
        if record is None:
            return ReturnRequestPayload(user_errors=[_no_order(visit)])
        wishes, note = read_wishes(input.lines), (input.note or "").strip()
        if not wishes or len(note) > MOST_NOTES:
            message = N_("Say what shall go back, in at most {largest} characters.")
            place = "note" if wishes else "lines"
            bad = input_error(UserErrorCode.BAD_INPUT, language, message, place, largest=MOST_NOTES)
            return ReturnRequestPayload(user_errors=[bad])
        done = await request_return(visit.database, record, lawbook(), wishes, note or None, visit.shop.now)
        if isinstance(done, NotReturnable):
            return ReturnRequestPayload(user_errors=[return_error(done, language)])
        told = OrderReturn(record=done, currency=record.currency, shop=visit.shop)
        return ReturnRequestPayload(order_return=told)

    @strawberry.mutation(description="Begin to withdraw from a sale: the first button.")
    async def withdrawal_start(
        self,
        info: Info,
        input: Annotated[WithdrawalStartInput, Given],  # noqa: A002  (the contract's name)
    ) -> WithdrawalStartPayload:
        visit = info.context
        record = await open_record(visit, input.order_id, input.token)
        if record is None:
            return WithdrawalStartPayload(user_errors=[_no_order(visit)])
        preview = await _preview(visit, record, input.skus)
        rights = _rights(visit, record, preview)
        possible = [line.sku for line in rights.lines if line.possible]
        skus = possible if input.skus is None else [sku for sku in input.skus if sku in possible]
        if not skus or not is_possible(Change.WITHDRAW, record.states):
            message = N_("Nothing of this can be withdrawn from.")
            late = input_error(UserErrorCode.NOT_POSSIBLE_NOW, visit.shop.language, message, "skus")
            return WithdrawalStartPayload(rights=rights, user_errors=[late])
        started = await start_withdrawal(visit.database, record, preview, skus, visit.shop.now)
        return WithdrawalStartPayload(rights=rights, confirmation=f"{started.id}.{started.secret}")

    @strawberry.mutation(description="Withdraw from a sale: the second button.")
    async def withdrawal_confirm(
        self,
        info: Info,
        input: Annotated[WithdrawalConfirmInput, Given],  # noqa: A002  (the contract's name)
    ) -> WithdrawalConfirmPayload:
        visit = info.context
        record = await open_record(visit, input.order_id, input.token)
        if record is None:
            return WithdrawalConfirmPayload(user_errors=[_no_order(visit)])
        number, _, secret = input.confirmation.partition(".")
        key = int(number) if number.isdecimal() and len(number) < 19 else 0
        declared = await confirm_withdrawal(visit.database, record, key, secret, visit.shop.now)
        if declared is None:
            message = N_("This withdrawal was never begun.")
            unknown = input_error(UserErrorCode.NOT_FOUND, visit.shop.language, message, "confirmation")
            return WithdrawalConfirmPayload(user_errors=[unknown])
        return WithdrawalConfirmPayload(
            order=_order(visit, await read_order(visit.database, record.id)),
            refund=in_shop(declared.refund, visit.shop, record.currency),
        )


async def _preview(visit: Visit, record: OrderRecord, skus: list[str] | None) -> Preview:
    returns = await read_returns(visit.database, record.id)
    return preview_return(record, returns, lawbook(), skus, visit.shop.language, visit.shop.now)


def _rights(visit: Visit, record: OrderRecord, preview: Preview) -> ReturnRights:
    rights = preview.rights
    return ReturnRights(
        until=rights.until,
        labels=list(rights.labels),
        lines=[ReturnLine(sku=line.sku, possible=line.possible, reason=line.reason) for line in rights.lines],
        refund=in_shop(preview.refund, visit.shop, record.currency),
        guarantee_months=rights.guarantee_months,
    )


def _order(visit: Visit, record: OrderRecord | None) -> Order | None:
    return None if record is None else Order(record=record, shop=visit.shop)


def _no_order(visit: Visit) -> UserError:
    message = N_("There is no such order, or it isn't yours.")
    return input_error(UserErrorCode.NOT_FOUND, visit.shop.language, message, "orderId")
