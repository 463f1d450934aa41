"""Orders as those who look after them see them, and what they note about them."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated

import strawberry

from regions.money import to_decimal
from regions.words import N_
from schema.connection import PageInfo
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.payload import Payload
from schema.plan import setwise
from schema.scalars import CurrencyCode, RegionCode
from schema.staff.catalogue import After, First
from schema.staff.guard import Behind, shown_to
from schema.staff.order_parts import (
    StaffOrderEvent,
    StaffOrderLine,
    StaffPaper,
    StaffPayment,
    StaffReturn,
    show_paper,
    show_payment,
)
from schema.staff.paging import one_way, read_number
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.staff import Role
from store.orders.charges import read_payments
from store.orders.handling import cancel, mark_delivered, mark_paid, mark_shipped
from store.orders.papers import read_papers
from store.orders.reading import OrderRecord, list_all_orders, read_order, read_order_by_number
from store.orders.returns import read_returns_of
from store.orders.transitions import Change, is_possible

Given = strawberry.argument(description="What is asked for.")
Number = Annotated[str, strawberry.argument(description="Number of the order.")]


@strawberry.enum(name="OrderStep", description="What staff can note about an order.")
class OrderStep(Enum):
    """The store's changes that are for staff."""

    PAY = strawberry.enum_value("PAY", description="The money has come.")
    SHIP = strawberry.enum_value("SHIP", description="The goods have left.")
    DELIVER = strawberry.enum_value("DELIVER", description="The buyer has the goods; periods begin.")
    CANCEL = strawberry.enum_value("CANCEL", description="It is cancelled, and everything given back.")


CHANGES = (
    (OrderStep.PAY, (Change.PAY, Change.SETTLE)),
    (OrderStep.SHIP, (Change.SHIP,)),
    (OrderStep.DELIVER, (Change.DELIVER,)),
    (OrderStep.CANCEL, (Change.CANCEL,)),
)
"""What each step may be to the store."""


@shown_to(Role.ORDERS)
@strawberry.type(description="An order, as the shop looks after it.")
class StaffOrder:
    """A record of the store."""

    record: strawberry.Private[OrderRecord]

    @strawberry.field(description="The number to quote.")
    def number(self) -> str:
        return self.record.number

    @strawberry.field(description="Region in which it was placed.")
    def region(self) -> RegionCode:
        return RegionCode(self.record.region)

    @strawberry.field(description="The buyer's address for mail.")
    def email(self) -> str:
        return self.record.email

    @strawberry.field(description="How far the sale is.")
    def status(self) -> str:
        return self.record.status

    @strawberry.field(description="How far the money is.")
    def payment_status(self) -> str:
        return self.record.payment_status

    @strawberry.field(description="How far the goods are.")
    def fulfilment_status(self) -> str:
        return self.record.fulfilment_status

    @strawberry.field(description="How much goes back.")
    def return_status(self) -> str:
        return self.record.return_status

    @strawberry.field(description="What was agreed, before means of payment.")
    def total(self) -> Decimal:
        return to_decimal(self.record.total, self.record.currency)

    @strawberry.field(description="Currency of the amounts.")
    def currency(self) -> CurrencyCode:
        return CurrencyCode(self.record.currency)

    @strawberry.field(description="When it was placed.")
    def placed_at(self) -> datetime:
        return self.record.placed_at

    @strawberry.field(description="What to pack.")
    def lines(self) -> list[StaffOrderLine]:
        return [
            StaffOrderLine(sku=line["sku"], title=line["title"], quantity=line["quantity"])
            for line in self.record.document["lines"]
        ]

    @strawberry.field(description="What happened, in order.")
    def timeline(self) -> list[StaffOrderEvent]:
        return [StaffOrderEvent(kind=event.kind, at=event.at) for event in self.record.events]

    @strawberry.field(description="Id of the way of delivery.")
    def delivery_method(self) -> str:
        return str(self.record.document["delivery"]["method"])

    @setwise(metadata={"items": 2}, description="Payments, in the order in which they were tried.")
    @staticmethod
    async def payments(orders: list["StaffOrder"], info: StaffInfo) -> list[list[StaffPayment]]:
        found = await read_payments(info.context.database, [order.record.id for order in orders])
        return [
            [show_payment(each, order.record.currency) for each in found[order.record.id]] for order in orders
        ]

    @setwise(metadata={"items": 1}, description="What of it comes back.")
    @staticmethod
    async def returns(orders: list["StaffOrder"], info: StaffInfo) -> list[list[StaffReturn]]:
        found = await read_returns_of(info.context.database, [order.record.id for order in orders])
        return [
            [StaffReturn(record=each, order=order.record) for each in found[order.record.id]]
            for order in orders
        ]

    @setwise(metadata={"items": 2}, description="Its invoice and credit notes.")
    @staticmethod
    async def papers(orders: list["StaffOrder"], info: StaffInfo) -> list[list[StaffPaper]]:
        found = await read_papers(info.context.database, [order.record.id for order in orders])
        return [
            [show_paper(each, order.record.currency) for each in found[order.record.id]] for order in orders
        ]

    @strawberry.field(description="What can be noted now.")
    def possible_steps(self) -> list[OrderStep]:
        states = self.record.states
        return [step for step, changes in CHANGES if any(is_possible(change, states) for change in changes)]


@shown_to(Role.ORDERS)
@strawberry.type(description="An order in its place in the list.")
class StaffOrderEdge:
    """An order and the cursor that leads on from it."""

    node: StaffOrder = strawberry.field(description="The order.")
    cursor: str = strawberry.field(description="Cursor of this order.")


@shown_to(Role.ORDERS)
@strawberry.type(description="A page of orders, the latest first.")
class StaffOrderConnection:
    """Relay's connection."""

    edges: list[StaffOrderEdge] = strawberry.field(description="The orders with their cursors.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")

    @strawberry.field(description="The orders of this page.")
    def nodes(self) -> list[StaffOrder]:
        return [edge.node for edge in self.edges]


@strawberry.input(description="Something that is noted about an order.")
class OrderStepInput:
    """What happened, and when."""

    number: str = strawberry.field(description="Number of the order.")
    step: OrderStep = strawberry.field(description="What happened.")
    at: datetime | None = strawberry.field(default=None, description="When it happened; null: now.")


@shown_to(Role.ORDERS)
@strawberry.type(description="The outcome of noting something about an order.")
class OrderStepPayload(Payload):
    """The order after it."""

    order: StaffOrder | None = strawberry.field(default=None, description="The order as it now is.")


@strawberry.type
class OrdersQuery:
    """The part of `Query` that is about orders."""

    @strawberry.field(description="An order by its number.", extensions=[Behind(Role.ORDERS)])
    async def order(self, info: StaffInfo, number: Number) -> StaffOrder | None:
        record = await _find(info.context, number)
        return None if record is None else StaffOrder(record=record)

    @strawberry.field(
        description="Orders, the latest first. Whoever has the role in some regions only sees theirs.",
        extensions=[Behind(Role.ORDERS)],
    )
    async def orders(
        self,
        info: StaffInfo,
        status: Annotated[str | None, strawberry.argument(description="Only those in this state.")] = None,
        first: First = None,
        after: After = None,
    ) -> StaffOrderConnection:
        visit, mark = info.context, mark_list("orders", status)
        page = read_page(PageArguments(first, after), mark, read_number, visit.shop.language)
        found = await list_all_orders(
            visit.database,
            page.size + 1,
            status=status,
            regions=(await visit.staff()).regions(Role.ORDERS),
            below=int(str(page.edge[0])) if page.edge else None,
        )
        edges = [
            StaffOrderEdge(node=StaffOrder(record=record), cursor=write_cursor(mark, (record.id,)))
            for record in found[: page.size]
        ]
        ends = [edge.cursor for edge in edges]
        more = len(found) > page.size
        return StaffOrderConnection(
            edges=edges, page_info=one_way(ends, more=more, later=page.edge is not None)
        )


@strawberry.type
class OrdersMutation:
    """The part of `Mutation` that is about orders."""

    @strawberry.mutation(
        description="Note that an order is paid, shipped, delivered or cancelled.",
        extensions=[Behind(Role.ORDERS)],
    )
    async def order_note(
        self,
        info: StaffInfo,
        input: Annotated[OrderStepInput, Given],  # noqa: A002  (the contract's name)
    ) -> OrderStepPayload:
        visit = info.context
        record = await _find(visit, input.number)
        if record is None:
            return OrderStepPayload(user_errors=[_error(visit, UserErrorCode.NOT_FOUND)])
        at = input.at or visit.shop.now
        if at.tzinfo is None or at > visit.shop.now or at < record.placed_at:
            return OrderStepPayload(user_errors=[_error(visit, UserErrorCode.BAD_INPUT)])
        done = await _take(visit, record, input.step, at)
        errors = [] if done else [_error(visit, UserErrorCode.NOT_POSSIBLE_NOW)]
        after = await read_order(visit.database, record.id)
        return OrderStepPayload(order=None if after is None else StaffOrder(record=after), user_errors=errors)


async def _find(visit: StaffVisit, number: str) -> OrderRecord | None:
    """The order with a number, if it is in a region of who asks."""
    staff = await visit.staff()
    record = await read_order_by_number(visit.database, number.strip().upper())
    return record if record is not None and staff.may(Role.ORDERS, record.region) else None


async def _take(visit: StaffVisit, record: OrderRecord, step: OrderStep, at: datetime) -> bool:
    """Note a step; money that is to be paid back is the worker's business."""
    actor, database, now = (await visit.staff()).id, visit.database, visit.shop.now
    match step:
        case OrderStep.PAY:
            return await mark_paid(database, record.id, now, actor)
        case OrderStep.SHIP:
            return await mark_shipped(database, record.id, at, now, actor)
        case OrderStep.DELIVER:
            return await mark_delivered(database, record.id, at, now, actor)
        case OrderStep.CANCEL:
            return await cancel(database, {}, record.id, now, actor)


MESSAGES = {
    UserErrorCode.NOT_FOUND: N_("There is no such order, or it isn't yours."),
    UserErrorCode.BAD_INPUT: N_("It can only have happened between the order and now."),
    UserErrorCode.NOT_POSSIBLE_NOW: N_("What has happened to the order doesn't allow this."),
}


def _error(visit: StaffVisit, code: UserErrorCode) -> UserError:
    return input_error(code, visit.shop.language, MESSAGES[code])
