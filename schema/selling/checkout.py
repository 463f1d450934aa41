"""Checkout: a cart becomes one order, is paid, and the shopper is told what came of it."""

from typing import Annotated

import strawberry

from regions.lawbook import LawBook, lawbook
from regions.money import Money, from_decimal
from regions.words import N_
from schema.context import Info, Visit
from schema.payload import Payload
from schema.selling.appraising import locate
from schema.selling.errors import cart_not_found, checkout_error
from schema.selling.ids import read_cart_id
from schema.selling.inputs import CheckoutCompleteInput, MoneyInput, PaymentInput
from schema.selling.order import Order
from schema.user_errors import UserError, UserErrorCode, input_error
from store.orders.access import give_token
from store.orders.asking import Placing
from store.orders.outcomes import Placed
from store.orders.paying import pay
from store.orders.placing import place
from store.orders.reading import OrderRecord, read_order

Given = strawberry.argument(description="What is asked for.")
LONGEST_KEY = 200
LONGEST_METHOD = 60
NEVER = -1
"""The amount of what can't be an amount of its currency: no total is that."""


@strawberry.type(description="The outcome of a checkout.")
class CheckoutCompletePayload(Payload):
    """An order with a user error: it is placed, but its payment was declined and may be tried again."""

    order: Order | None = strawberry.field(default=None, description="The order.")
    guest_token: str | None = strawberry.field(
        default=None, description="Opens the order for a day, for a shopper who isn't signed in."
    )
    payment_secret: str | None = strawberry.field(
        default=None,
        description="For the provider's script on the shopper's page, where the shopper has to approve the "
        "payment; the order is confirmed once the provider tells us.",
    )
    replayed: bool = strawberry.field(
        default=False, description="Whether the same request had made this order before."
    )


@strawberry.type
class CheckoutMutation:
    """The part of `Mutation` that is about checkout."""

    @strawberry.mutation(
        description="Make a cart an order at the total that was agreed, and pay it. Send the same key again "
        "whenever the answer was lost: there is one order at most."
    )
    async def checkout_complete(
        self,
        info: Info,
        input: Annotated[CheckoutCompleteInput, Given],  # noqa: A002  (the contract's name)
    ) -> CheckoutCompletePayload:
        visit = info.context
        placing = _read(input, visit)
        if not isinstance(placing, Placing):
            return CheckoutCompletePayload(user_errors=[placing])
        return await complete(visit, placing, lawbook())


async def complete(visit: Visit, placing: Placing, book: LawBook) -> CheckoutCompletePayload:
    """Place an order, pay it, and tell what came of it."""
    now = visit.shop.now
    outcome = await place(visit.database, book, placing, lambda cart: locate(visit, cart), visit.till, now)
    if not isinstance(outcome, Placed):
        errors = [checkout_error(reason, visit.shop) for reason in outcome.reasons]
        return CheckoutCompletePayload(user_errors=errors)
    paid = None
    if outcome.payment_id is not None:
        paid = await pay(visit.database, visit.till, outcome.payment_id, now)
    return await _tell(visit, outcome, None if paid is None else paid.secret)


def _read(given: CheckoutCompleteInput, visit: Visit) -> Placing | UserError:
    """What is asked for, or why it can't be."""
    language, cart = visit.shop.language, read_cart_id(given.cart_id)
    if cart is None:
        return cart_not_found(language)
    if not 0 < len(given.idempotency_key) <= LONGEST_KEY:
        message = N_("An idempotency key has 1 to {largest} characters.")
        facts = {"largest": LONGEST_KEY}
        return input_error(UserErrorCode.BAD_KEY, language, message, "idempotencyKey", **facts)
    method = _method(given.payment)
    agreed = read_money(given.agreed_total)
    return Placing(cart, given.idempotency_key, agreed, method, language, visit.customer)


def _method(payment: PaymentInput) -> str:
    method = payment.method if payment.token is None else f"{payment.method}:{payment.token}"
    return method[:LONGEST_METHOD]


def read_money(given: MoneyInput) -> Money:
    """An amount as it was given; one that its currency can't have equals no total."""
    try:
        return Money(from_decimal(given.amount, given.currency), given.currency)
    except ValueError:
        return Money(NEVER, given.currency)


async def _tell(visit: Visit, placed: Placed, secret: str | None) -> CheckoutCompletePayload:
    record = await read_order(visit.database, placed.order_id)
    if record is None:
        raise LookupError("an order that was placed is gone")
    token = None
    if visit.customer is None or visit.customer != record.customer_id:
        token = await give_token(visit.database, record.id, visit.shop.now)
    return CheckoutCompletePayload(
        order=Order(record=record, shop=visit.shop),
        guest_token=token,
        payment_secret=secret,
        replayed=placed.replayed,
        user_errors=_payment_errors(visit, record),
    )


def _payment_errors(visit: Visit, record: OrderRecord) -> list[UserError]:
    if record.payment_status != "FAILED":
        return []
    message = N_("The payment was declined. The goods are held; try another payment with a new key.")
    return [input_error(UserErrorCode.PAYMENT_FAILED, visit.shop.language, message, "payment")]
