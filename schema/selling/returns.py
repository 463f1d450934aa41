"""Sending goods back, and the papers of an order, as its buyer sees them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum

import strawberry

from regions.words import N_
from schema.context import ShopContext
from schema.money import Money, in_shop
from schema.payload import Payload
from schema.selling.papers import render_paper
from schema.selling.states import ReturnStatus
from schema.user_errors import UserError, UserErrorCode, input_error
from store.orders import returns
from store.orders.papers import PaperRecord
from store.orders.returning import NotReturnable, Wish
from store.orders.returns import ReturnRecord

MOST_NOTES = 2000


@strawberry.enum(description="Why something goes back.")
class ReturnReason(Enum):
    """The store's words."""

    CHANGED_MIND = strawberry.enum_value("CHANGED_MIND", description="It isn't wanted after all.")
    DEFECTIVE = strawberry.enum_value("DEFECTIVE", description="It doesn't work.")
    DAMAGED = strawberry.enum_value("DAMAGED", description="It arrived damaged.")
    WRONG_ITEM = strawberry.enum_value("WRONG_ITEM", description="It is something else than was ordered.")
    NOT_AS_DESCRIBED = strawberry.enum_value("NOT_AS_DESCRIBED", description="It isn't as it was described.")
    LATE = strawberry.enum_value("LATE", description="It came too late.")


@strawberry.enum(description="On what a buyer relies who sends something back.")
class ReturnGround(Enum):
    """The store's words."""

    WITHDRAWAL = strawberry.enum_value("WITHDRAWAL", description="The law lets consumers withdraw.")
    GUARANTEE = strawberry.enum_value("GUARANTEE", description="The seller answers for faults.")
    GOODWILL = strawberry.enum_value("GOODWILL", description="The shop promised it when it was sold.")


@strawberry.enum(description="What a paper is.")
class PaperKind(Enum):
    """The store's words."""

    INVOICE = strawberry.enum_value("INVOICE", description="What was sold.")
    CREDIT_NOTE = strawberry.enum_value("CREDIT_NOTE", description="What was credited for a return.")


@strawberry.type(description="So many of a line that go back.")
class OrderReturnLine:
    """As it was announced, and what came of it."""

    sku: str = strawberry.field(description="Number of the variant.")
    quantity: int = strawberry.field(description="How many were announced.")
    received: int = strawberry.field(description="How many came.")
    reason: ReturnReason = strawberry.field(description="Why.")
    ground: ReturnGround = strawberry.field(description="On what the buyer relies.")


@strawberry.type(description="Money that goes back.")
class OrderRefund:
    """To gift cards and credit first, the rest to the payment."""

    amount: Money = strawberry.field(description="How much.")
    to_balance: bool = strawberry.field(description="Whether to a gift card or credit; else to the payment.")
    is_done: bool = strawberry.field(description="Whether it is back.")


@strawberry.type(description="Goods of an order that go back together.")
class OrderReturn:
    """What was announced, and how far it is."""

    record: strawberry.Private[ReturnRecord]
    currency: strawberry.Private[str]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="How far it is.")
    def status(self) -> ReturnStatus:
        return ReturnStatus(self.record.state)

    @strawberry.field(description="When it was announced.")
    def announced_at(self) -> datetime:
        return self.record.announced_at

    @strawberry.field(description="What goes back.")
    def lines(self) -> list[OrderReturnLine]:
        return [
            OrderReturnLine(
                sku=line.sku,
                quantity=line.quantity,
                received=line.received,
                reason=ReturnReason(line.reason),
                ground=ReturnGround(line.ground),
            )
            for line in self.record.lines
        ]

    @strawberry.field(description="What is owed for it; null until it is accepted.")
    def credit(self) -> Money | None:
        owed = self.record.credit
        return None if owed is None else in_shop(owed.total, self.shop, self.currency)

    @strawberry.field(description="Where the money goes.")
    def refunds(self) -> list[OrderRefund]:
        return [
            OrderRefund(
                amount=in_shop(each.amount, self.shop, self.currency),
                to_balance=each.to == "BALANCE",
                is_done=each.state == "DONE",
            )
            for each in self.record.refunds
        ]

    @strawberry.field(description="Number of its credit note; null until one is issued.")
    def credit_note_number(self) -> str | None:
        return self.record.credit_note


@strawberry.type(description="An invoice or a credit note.")
class OrderPaper:
    """As it was issued, whatever changed since."""

    record: strawberry.Private[PaperRecord]
    currency: strawberry.Private[str]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="What it is.")
    def kind(self) -> PaperKind:
        return PaperKind(self.record.kind)

    @strawberry.field(description="Its number: without gaps in its series.")
    def number(self) -> str:
        return self.record.number

    @strawberry.field(description="When it was issued.")
    def issued_at(self) -> datetime:
        return self.record.issued_at

    @strawberry.field(description="What it comes to.")
    def total(self) -> Money:
        return in_shop(self.record.amount, self.shop, self.currency)

    @strawberry.field(
        description="The paper as a page of its own, in the order's language; null for older ones of which"
        " only the number is kept."
    )
    def html(self) -> str | None:
        return None if self.record.said is None else render_paper(self.record.said)


@strawberry.input(description="So many of a line that shall go back.")
class ReturnLineInput:
    """Each line with a reason of its own."""

    sku: str = strawberry.field(description="Number of the variant.")
    quantity: int = strawberry.field(default=1, description="How many.")
    reason: ReturnReason = strawberry.field(
        default=ReturnReason.CHANGED_MIND, description="Why they go back."
    )


@strawberry.type(description="The outcome of announcing a return.")
class ReturnRequestPayload(Payload):
    """All lines are announced, or none."""

    order_return: OrderReturn | None = strawberry.field(default=None, description="What was announced.")


OBSTACLES: Mapping[str, str] = {
    "NOT_IN_ORDER": N_("“{sku}” is not in the order."),
    "TOO_MANY": N_("So many of “{sku}” can't go back."),
    "NOT_DELIVERED": N_("What hasn't arrived can't go back yet."),
    "PERIOD_OVER": N_("The time in which “{sku}” could go back is over."),
}
OTHERWISE = N_("“{sku}” can't go back for this reason.")


def read_wishes(lines: Sequence[ReturnLineInput]) -> list[Wish]:
    """What shall go back; lines of one number and reason are put together."""
    found: dict[str, Wish] = {}
    for line in lines:
        before = found.get(line.sku)
        quantity = line.quantity + (before.quantity if before else 0)
        found[line.sku] = Wish(line.sku, quantity, returns.ReturnReason[line.reason.name])
    return list(found.values())


def return_error(refused: NotReturnable, language: str) -> UserError:
    """Why something can't go back."""
    message = OBSTACLES.get(refused.reason, OTHERWISE)
    return input_error(UserErrorCode.NOT_RETURNABLE, language, message, "lines", sku=refused.sku[:64])
