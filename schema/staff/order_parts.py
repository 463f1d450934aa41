"""The parts of an order, its payments, papers and returns, as staff see them."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry

from regions.money import to_decimal
from schema.connection import PageInfo
from schema.selling.papers import render_paper
from schema.staff.guard import shown_to
from store.accounts.staff import Role
from store.orders.charges import PaymentRecord
from store.orders.papers import PaperRecord
from store.orders.reading import OrderRecord
from store.orders.returns import ReturnRecord


@strawberry.enum(name="ReturnState", description="How far a return is.")
class ReturnState(Enum):
    """The store's words."""

    ANNOUNCED = strawberry.enum_value("ANNOUNCED", description="It is on its way.")
    RECEIVED = strawberry.enum_value("RECEIVED", description="It has to be judged.")
    ACCEPTED = strawberry.enum_value("ACCEPTED", description="It was accepted.")
    REFUSED = strawberry.enum_value("REFUSED", description="It was refused.")


@shown_to(Role.ORDERS)
@strawberry.type(description="A line of an order.")
class StaffOrderLine:
    """What to pack."""

    sku: str = strawberry.field(description="Number of the variant.")
    title: str = strawberry.field(description="What it was called when it was sold.")
    quantity: int = strawberry.field(description="How many.")


@shown_to(Role.ORDERS)
@strawberry.type(description="Something that happened to an order.")
class StaffOrderEvent:
    """An entry of the timeline."""

    kind: str = strawberry.field(description="What happened.")
    at: datetime = strawberry.field(description="When.")


@shown_to(Role.ORDERS)
@strawberry.type(description="A payment of an order.")
class StaffPayment:
    """What a provider was to bring in."""

    method: str = strawberry.field(description="The way of paying.")
    amount: Decimal = strawberry.field(description="How much, in the order's currency.")
    state: str = strawberry.field(description="How far it is.")
    reference: str | None = strawberry.field(description="What the provider calls it.")
    failure: str | None = strawberry.field(description="Why it failed.")
    changed_at: datetime = strawberry.field(description="When it last changed.")


@shown_to(Role.ORDERS)
@strawberry.type(description="Money that goes back.")
class StaffRefund:
    """To a gift card or credit, or to the payment."""

    to: str = strawberry.field(description="BALANCE or PAYMENT.")
    amount: Decimal = strawberry.field(description="How much, in the order's currency.")
    state: str = strawberry.field(description="PENDING or DONE.")


@shown_to(Role.ORDERS)
@strawberry.type(description="An invoice or a credit note.")
class StaffPaper:
    """As it was issued."""

    kind: str = strawberry.field(description="INVOICE or CREDIT_NOTE.")
    number: str = strawberry.field(description="Its number.")
    issued_at: datetime = strawberry.field(description="When it was issued.")
    total: Decimal = strawberry.field(description="What it comes to, in the order's currency.")
    html: str | None = strawberry.field(
        description="The page, in the order's language; null for older ones of which only the number is kept."
    )


@shown_to(Role.ORDERS)
@strawberry.type(description="So many of a line that come back.")
class StaffReturnLine:
    """What was announced, and what came."""

    sku: str = strawberry.field(description="Number of the variant.")
    quantity: int = strawberry.field(description="How many were announced.")
    reason: str = strawberry.field(description="Why, as the buyer says.")
    ground: str = strawberry.field(description="WITHDRAWAL, GUARANTEE or GOODWILL.")
    received: int = strawberry.field(description="How many came.")
    restocked: int = strawberry.field(description="How many went back on the shelf.")


@shown_to(Role.ORDERS)
@strawberry.type(description="Goods of an order that come back together.")
class StaffReturn:
    """A record of the store."""

    record: strawberry.Private[ReturnRecord]
    order: strawberry.Private[OrderRecord]

    @strawberry.field(description="What the mutations name it by.")
    def id(self) -> int:
        return self.record.id

    @strawberry.field(description="Number of the order.")
    def order_number(self) -> str:
        return self.order.number

    @strawberry.field(description="How far it is.")
    def state(self) -> ReturnState:
        return ReturnState(self.record.state)

    @strawberry.field(description="What the buyer wrote.")
    def note(self) -> str | None:
        return self.record.note

    @strawberry.field(description="When it was announced.")
    def announced_at(self) -> datetime:
        return self.record.announced_at

    @strawberry.field(description="What comes back.")
    def lines(self) -> list[StaffReturnLine]:
        return [
            StaffReturnLine(
                sku=line.sku,
                quantity=line.quantity,
                reason=line.reason,
                ground=line.ground,
                received=line.received,
                restocked=line.restocked,
            )
            for line in self.record.lines
        ]

    @strawberry.field(description="What is owed for it; null until it is accepted.")
    def credit(self) -> Decimal | None:
        owed = self.record.credit
        return None if owed is None else to_decimal(owed.total, self.order.currency)

    @strawberry.field(description="Where the money goes.")
    def refunds(self) -> list[StaffRefund]:
        currency = self.order.currency
        return [
            StaffRefund(to=each.to, amount=to_decimal(each.amount, currency), state=each.state)
            for each in self.record.refunds
        ]


@shown_to(Role.ORDERS)
@strawberry.type(description="A return in its place in the list.")
class StaffReturnEdge:
    """A return and the cursor that leads on from it."""

    node: StaffReturn = strawberry.field(description="The return.")
    cursor: str = strawberry.field(description="Cursor of this return.")


@shown_to(Role.ORDERS)
@strawberry.type(description="A page of returns, the oldest first.")
class StaffReturnConnection:
    """Relay's connection."""

    edges: list[StaffReturnEdge] = strawberry.field(description="The returns with their cursors.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")

    @strawberry.field(description="The returns of this page.")
    def nodes(self) -> list[StaffReturn]:
        return [edge.node for edge in self.edges]


def show_payment(record: PaymentRecord, currency: str) -> StaffPayment:
    """A payment as staff see it."""
    return StaffPayment(
        method=record.method,
        amount=to_decimal(record.amount, currency),
        state=record.state,
        reference=record.reference,
        failure=record.failure,
        changed_at=record.changed_at,
    )


def show_paper(record: PaperRecord, currency: str) -> StaffPaper:
    """A paper as staff see it."""
    return StaffPaper(
        kind=record.kind,
        number=record.number,
        issued_at=record.issued_at,
        total=to_decimal(record.amount, currency),
        html=None if record.said is None else render_paper(record.said),
    )
