"""Goods that come back: a list of them, and receiving, accepting and refusing."""

from typing import Annotated

import strawberry

from regions.lawbook import lawbook
from regions.words import N_
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.payload import Payload
from schema.staff.catalogue import After, First
from schema.staff.guard import Behind, shown_to
from schema.staff.order_parts import ReturnState, StaffReturn, StaffReturnConnection, StaffReturnEdge
from schema.staff.paging import one_way, read_number
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.staff import Role
from store.orders.reading import OrderRecord, read_order, read_orders
from store.orders.returning import Came, accept, receive, refuse
from store.orders.returns import list_returns, order_of_return, read_return

LONGEST_REASON = 500
Given = strawberry.argument(description="What is asked for.")


@strawberry.input(description="So many of a line that came.")
class ReturnReceivedLineInput:
    """What was counted."""

    sku: str = strawberry.field(description="Number of the variant.")
    received: int = strawberry.field(description="How many came.")
    restocked: int = strawberry.field(description="How many of them are fit to be sold again.")


@strawberry.input(description="A return that came.")
class ReturnReceiveInput:
    """Lines that aren't named didn't come."""

    id: int = strawberry.field(description="Which return.")
    lines: list[ReturnReceivedLineInput] = strawberry.field(description="What was counted.")


@strawberry.input(description="A return to accept.")
class ReturnAcceptInput:
    """Before anything came, too: then the buyer keeps the goods."""

    id: int = strawberry.field(description="Which return.")


@strawberry.input(description="A return to refuse.")
class ReturnRefuseInput:
    """What the law gives can't be refused."""

    id: int = strawberry.field(description="Which return.")
    reason: str = strawberry.field(description="Why, in the order's language: the buyer is told.")


@shown_to(Role.ORDERS)
@strawberry.type(description="The outcome of a step with a return.")
class ReturnStepPayload(Payload):
    """The return after it."""

    order_return: StaffReturn | None = strawberry.field(default=None, description="The return as it now is.")


@strawberry.type
class ReturnsQuery:
    """The part of `Query` that is about returns."""

    @strawberry.field(
        description="Returns, the oldest first. Whoever has the role in some regions only sees theirs.",
        extensions=[Behind(Role.ORDERS)],
    )
    async def returns(
        self,
        info: StaffInfo,
        state: Annotated[ReturnState | None, strawberry.argument(description="Only these.")] = None,
        first: First = None,
        after: After = None,
    ) -> StaffReturnConnection:
        visit, wanted = info.context, None if state is None else state.name
        mark = mark_list("returns", wanted)
        page = read_page(PageArguments(first, after), mark, read_number, visit.shop.language)
        regions = (await visit.staff()).regions(Role.ORDERS)
        above = int(str(page.edge[0])) if page.edge else None
        found = await list_returns(visit.database, page.size + 1, state=wanted, regions=regions, above=above)
        orders = await read_orders(visit.database, {each.order_id for each in found})
        edges = [
            StaffReturnEdge(
                node=StaffReturn(record=each, order=orders[each.order_id]),
                cursor=write_cursor(mark, (each.id,)),
            )
            for each in found[: page.size]
        ]
        ends = [edge.cursor for edge in edges]
        more = len(found) > page.size
        return StaffReturnConnection(
            edges=edges, page_info=one_way(ends, more=more, later=page.edge is not None)
        )


@strawberry.type
class ReturnsMutation:
    """The part of `Mutation` that is about returns."""

    @strawberry.mutation(
        description="Note what of a return has come, and put what is fit back on the shelf.",
        extensions=[Behind(Role.ORDERS)],
    )
    async def return_receive(
        self,
        info: StaffInfo,
        input: Annotated[ReturnReceiveInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReturnStepPayload:
        visit = info.context
        if await _order_of(visit, input.id) is None:
            return _refused(visit, UserErrorCode.NOT_FOUND)
        came = [Came(line.sku, line.received, line.restocked) for line in input.lines]
        try:
            done = await receive(visit.database, input.id, came, visit.shop.now, (await visit.staff()).id)
        except ValueError:
            return _refused(visit, UserErrorCode.BAD_INPUT)
        return await _answer(visit, input.id, done)

    @strawberry.mutation(
        description="Accept a return: it is credited, and the worker pays the money back.",
        extensions=[Behind(Role.ORDERS)],
    )
    async def return_accept(
        self,
        info: StaffInfo,
        input: Annotated[ReturnAcceptInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReturnStepPayload:
        visit = info.context
        if await _order_of(visit, input.id) is None:
            return _refused(visit, UserErrorCode.NOT_FOUND)
        actor = (await visit.staff()).id
        credit = await accept(visit.database, lawbook(), input.id, visit.shop.now, actor)
        return await _answer(visit, input.id, credit is not None)

    @strawberry.mutation(
        description="Refuse a return, unless the law gives it to the buyer.", extensions=[Behind(Role.ORDERS)]
    )
    async def return_refuse(
        self,
        info: StaffInfo,
        input: Annotated[ReturnRefuseInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReturnStepPayload:
        visit, why = info.context, input.reason.strip()
        if await _order_of(visit, input.id) is None:
            return _refused(visit, UserErrorCode.NOT_FOUND)
        if not 0 < len(why) <= LONGEST_REASON:
            return _refused(visit, UserErrorCode.BAD_TEXT)
        done = await refuse(visit.database, input.id, why, visit.shop.now, (await visit.staff()).id)
        return await _answer(visit, input.id, done)


async def _order_of(visit: StaffVisit, number: int) -> OrderRecord | None:
    """The order of a return, if it is in a region of who asks."""
    staff = await visit.staff()
    key = await order_of_return(visit.database, number)
    order = None if key is None else await read_order(visit.database, key)
    return order if order is not None and staff.may(Role.ORDERS, order.region) else None


async def _answer(visit: StaffVisit, number: int, done: bool) -> ReturnStepPayload:
    record, order = await read_return(visit.database, number), await _order_of(visit, number)
    told = None if record is None or order is None else StaffReturn(record=record, order=order)
    errors = [] if done else [_error(visit, UserErrorCode.NOT_POSSIBLE_NOW)]
    return ReturnStepPayload(order_return=told, user_errors=errors)


def _refused(visit: StaffVisit, code: UserErrorCode) -> ReturnStepPayload:
    return ReturnStepPayload(user_errors=[_error(visit, code)])


MESSAGES = {
    UserErrorCode.NOT_FOUND: N_("There is no such return, or it isn't yours."),
    UserErrorCode.BAD_INPUT: N_("No more can have come than was announced."),
    UserErrorCode.BAD_TEXT: N_("Say why, in at most 500 characters."),
    UserErrorCode.NOT_POSSIBLE_NOW: N_("What has happened to the return doesn't allow this."),
}


def _error(visit: StaffVisit, code: UserErrorCode) -> UserError:
    return input_error(code, visit.shop.language, MESSAGES[code])
