"""Buying in one step, with the address and the means of payment that a customer keeps here."""

from typing import Annotated

import strawberry

from regions.lawbook import lawbook
from regions.words import N_
from schema.basket import BasketLineInput
from schema.context import Info, Visit, signed_in
from schema.identity import NodeType, read_key
from schema.selling.checkout import LONGEST_KEY, CheckoutCompletePayload, complete, read_money
from schema.selling.errors import NotReady
from schema.selling.inputs import MoneyInput
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.addresses import AddressRecord, addresses_of
from store.accounts.customers import find_customer
from store.carts.records import LARGEST_QUANTITY, MOST_LINES
from store.orders.one_click import OneClick
from store.payments.kept import KeptMethod, methods_of

Given = strawberry.argument(description="What is asked for.")


@strawberry.input(description="What a customer buys in one step, in the region of the request.")
class OneClickBuyInput:
    """The same key with the same request may be sent any number of times: there is one order."""

    lines: list[BasketLineInput] = strawberry.field(description="The goods.")
    idempotency_key: str = strawberry.field(
        description="Chosen by the client, new for each order: 1 to 200 characters, such as a UUID."
    )
    agreed_total: MoneyInput = strawberry.field(
        description="The total that the shopper saw, as `quote` tells it for these lines and this address."
    )
    address_id: strawberry.ID | None = strawberry.field(
        default=None, description="One of the customer's addresses; left out: the default one."
    )
    payment_method_id: strawberry.ID | None = strawberry.field(
        default=None, description="One of the customer's means of payment; left out: the latest."
    )
    delivery_method: strawberry.ID | None = strawberry.field(
        default=None, description="One of the region's `shippingMethods`; left out: the usual one."
    )


@strawberry.type
class OneClickMutation:
    """The part of `Mutation` that is about buying in one step."""

    @strawberry.mutation(
        description="Buy at once with the address and the means of payment on file. The same guarantees as "
        "`checkoutComplete`: the agreed total, goods never sold twice, one order for a key."
    )
    async def one_click_buy(
        self,
        info: Info,
        input: Annotated[OneClickBuyInput, Given],  # noqa: A002  (the contract's name)
    ) -> CheckoutCompletePayload:
        visit = info.context
        wish = await _read(input, visit, signed_in(visit))
        if not isinstance(wish, OneClick):
            return CheckoutCompletePayload(user_errors=[wish])
        agreed = read_money(input.agreed_total)
        return await complete(visit, wish.placing(input.idempotency_key, agreed, visit.shop.now), lawbook())


async def _read(given: OneClickBuyInput, visit: Visit, customer: int) -> OneClick | UserError:
    """What is asked for and what of the customer's is used for it, or why it can't be."""
    language = visit.shop.language
    if not 0 < len(given.idempotency_key) <= LONGEST_KEY:
        message = N_("An idempotency key has 1 to {largest} characters.")
        facts = {"largest": LONGEST_KEY}
        return input_error(UserErrorCode.BAD_KEY, language, message, "idempotencyKey", **facts)
    lines = _lines(given.lines)
    if lines is None:
        message = N_("A value can't be taken.")
        return input_error(UserErrorCode.BAD_INPUT, language, message, "lines")
    address = _chosen_address(await addresses_of(visit.database, customer), given.address_id, language)
    payment = _chosen_payment(await methods_of(visit.database, customer), given.payment_method_id, language)
    if address is None:
        return _missing("ADDRESS_MISSING", N_("Say where the goods shall go."), "addressId", visit)
    if payment is None:
        return _missing("PAYMENT_MISSING", N_("Keep a means of payment first."), "paymentMethodId", visit)
    record = await find_customer(visit.database, customer)
    if record is None:
        raise LookupError("a customer who is signed in is gone")
    return OneClick(
        customer, record.email, visit.shop.region, language, lines, address, payment, given.delivery_method
    )


def _lines(given: list[BasketLineInput]) -> dict[str, int] | None:
    """How many of what, lines of one number put together; None if a cart couldn't hold it."""
    found: dict[str, int] = {}
    for line in given:
        found[line.sku] = found.get(line.sku, 0) + line.quantity
    within = all(0 < quantity <= LARGEST_QUANTITY for quantity in found.values())
    return found if within and 0 < len(found) <= MOST_LINES else None


def _chosen_address(
    kept: list[AddressRecord], chosen: strawberry.ID | None, language: str
) -> AddressRecord | None:
    key = None if chosen is None else read_key(chosen, NodeType.ADDRESS, language)
    return next((each for each in kept if key in (None, each.id)), None)


def _chosen_payment(kept: list[KeptMethod], chosen: strawberry.ID | None, language: str) -> KeptMethod | None:
    key = None if chosen is None else read_key(chosen, NodeType.PAYMENT_METHOD, language)
    return next((each for each in kept if key in (None, each.id)), None)


def _missing(block: str, message: str, field: str, visit: Visit) -> NotReady:
    said = input_error(UserErrorCode.NOT_READY, visit.shop.language, message, field)
    return NotReady(code=said.code, message=said.message, field=said.field, block=block, sku=None)
