"""Changing carts. Each change is one transaction under the cart's lock; what it answers is a fresh quote."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

import strawberry

from regions.kinds import BuyerKind
from regions.lawbook import lawbook
from regions.words import N_
from schema.addresses import EMAIL, address_errors
from schema.basket import BasketLineInput
from schema.context import Info, signed_in, stand_in, unknown_region
from schema.selling.appraising import view_cart
from schema.selling.cart import Cart
from schema.selling.cart_payloads import (
    CartBuyerUpdatePayload,
    CartChangeRegionPayload,
    CartCreatePayload,
    CartCreditUpdatePayload,
    CartDeliveryAddressUpdatePayload,
    CartDeliveryMethodSelectPayload,
    CartDiscountCodesUpdatePayload,
    CartGiftCardsUpdatePayload,
    CartLinesAddPayload,
    CartLinesRemovePayload,
    CartLinesUpdatePayload,
    CartPayload,
)
from schema.selling.errors import bound_prices, cart_error, cart_not_found
from schema.selling.ids import read_cart_id
from schema.selling.inputs import (
    CartBuyerUpdateInput,
    CartChangeRegionInput,
    CartCreateInput,
    CartCreditUpdateInput,
    CartDeliveryAddressUpdateInput,
    CartDeliveryMethodSelectInput,
    CartDiscountCodesUpdateInput,
    CartGiftCardsUpdateInput,
    CartLinesAddInput,
    CartLinesRemoveInput,
    CartLinesUpdateInput,
)
from schema.selling.moving import compare_lines, compare_sums, stays_behind
from schema.user_errors import UserErrorCode, input_error
from store.accounts.addresses import BadAddress, check_address
from store.carts.lines import add_lines, note_prices, remove_lines, set_lines
from store.carts.opening import make_cart, read_cart
from store.carts.records import CartKey, CartRecord, CartRefusal, CartUnknown
from store.carts.terms import move_cart, set_address, set_buyer, set_codes, set_delivery, set_gift_cards
from store.credits import set_credit

Given = strawberry.argument(description="What is asked for.")
P = TypeVar("P", bound=CartPayload)
NOWHERE = CartKey(0, "")
OLDEST = 150


@strawberry.type
class CartMutation:
    """The part of `Mutation` that is about carts."""

    @strawberry.mutation(description="Make a cart in the region of the request.")
    async def cart_create(
        self,
        info: Info,
        input: Annotated[CartCreateInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartCreatePayload:
        visit = info.context
        shop, database = visit.shop, visit.database
        key = await make_cart(database, shop.region, shop.language, visit.customer, shop.now)
        changed: CartRecord | CartRefusal = await read_cart(database, key) or CartUnknown()
        if input.lines:
            changed = await add_lines(database, key, _quantities(input.lines), shop.now)
        if input.discount_codes and isinstance(changed, CartRecord):
            changed = await set_codes(database, key, input.discount_codes, shop.now)
        return await _answer(info, key, changed, CartCreatePayload())

    @strawberry.mutation(description="Put goods into a cart.")
    async def cart_lines_add(
        self,
        info: Info,
        input: Annotated[CartLinesAddInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartLinesAddPayload:
        visit, key = info.context, _key(input.cart_id)
        wanted = _quantities(input.lines)
        changed = await add_lines(visit.database, key, wanted, visit.shop.now, input.version)
        return await _answer(info, key, changed, CartLinesAddPayload())

    @strawberry.mutation(description="Change how many a cart holds of what is in it.")
    async def cart_lines_update(
        self,
        info: Info,
        input: Annotated[CartLinesUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartLinesUpdatePayload:
        visit, key = info.context, _key(input.cart_id)
        wanted = {line.sku: line.quantity for line in input.lines}
        changed = await set_lines(visit.database, key, wanted, visit.shop.now, input.version)
        return await _answer(info, key, changed, CartLinesUpdatePayload())

    @strawberry.mutation(description="Take lines out of a cart.")
    async def cart_lines_remove(
        self,
        info: Info,
        input: Annotated[CartLinesRemoveInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartLinesRemovePayload:
        visit, key = info.context, _key(input.cart_id)
        changed = await remove_lines(visit.database, key, input.skus, visit.shop.now, input.version)
        return await _answer(info, key, changed, CartLinesRemovePayload())

    @strawberry.mutation(description="Name the discount codes that shall apply.")
    async def cart_discount_codes_update(
        self,
        info: Info,
        input: Annotated[CartDiscountCodesUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartDiscountCodesUpdatePayload:
        visit, key = info.context, _key(input.cart_id)
        changed = await set_codes(visit.database, key, input.codes, visit.shop.now, input.version)
        payload = await _answer(info, key, changed, CartDiscountCodesUpdatePayload())
        if payload.cart is not None:
            view = payload.cart.view
            payload.user_errors += bound_prices(view.appraisal.answer.quote, input.codes, view.shop)
        return payload

    @strawberry.mutation(description="Name the gift cards that shall pay.")
    async def cart_gift_cards_update(
        self,
        info: Info,
        input: Annotated[CartGiftCardsUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartGiftCardsUpdatePayload:
        visit, key = info.context, _key(input.cart_id)
        cart = await read_cart(visit.database, key)
        changed: CartRecord | CartRefusal = CartUnknown()
        if cart is not None:
            currency = visit.storefronts[cart.region].currency
            changed = await set_gift_cards(
                visit.database, key, input.codes, currency, visit.shop.now, input.version
            )
        return await _answer(info, key, changed, CartGiftCardsUpdatePayload())

    @strawberry.mutation(description="Let the credit of the customer who asks pay for a cart, or no longer.")
    async def cart_credit_update(
        self,
        info: Info,
        input: Annotated[CartCreditUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartCreditUpdatePayload:
        visit, key, customer = info.context, _key(input.cart_id), signed_in(info.context)
        cart = await read_cart(visit.database, key)
        changed: CartRecord | CartRefusal = CartUnknown()
        if cart is not None:
            currency, now = visit.storefronts[cart.region].currency, visit.shop.now
            changed = await set_credit(
                visit.database, key, customer, currency, now, use=input.use, version=input.version
            )
        return await _answer(info, key, changed, CartCreditUpdatePayload())

    @strawberry.mutation(description="Say who buys.")
    async def cart_buyer_update(
        self,
        info: Info,
        input: Annotated[CartBuyerUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartBuyerUpdatePayload:
        visit, key = info.context, _key(input.cart_id)
        email, language = input.email.strip(), visit.shop.language
        if not EMAIL.match(email):
            message = N_("“{email}” is not an e-mail address.")
            bad = input_error(UserErrorCode.BAD_EMAIL, language, message, "email", email=email[:40])
            return CartBuyerUpdatePayload(user_errors=[bad])
        age = input.age if input.age is None else max(0, min(input.age, OLDEST))
        facts: dict[str, object] = {
            "kind": BuyerKind.BUSINESS if input.business else BuyerKind.CONSUMER,
            "age": age,
        }
        changed = await set_buyer(visit.database, key, email, facts, visit.shop.now, input.version)
        return await _answer(info, key, changed, CartBuyerUpdatePayload())

    @strawberry.mutation(description="Say where the goods go.")
    async def cart_delivery_address_update(
        self,
        info: Info,
        input: Annotated[CartDeliveryAddressUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartDeliveryAddressUpdatePayload:
        visit, key, given = info.context, _key(input.cart_id), input.address
        checked = check_address(given.country, given.parts())
        if isinstance(checked, BadAddress):
            errors = address_errors(checked, visit.shop.language)
            return CartDeliveryAddressUpdatePayload(user_errors=errors)
        now = visit.shop.now
        changed = await set_address(visit.database, key, given.country, checked, now, input.version)
        return await _answer(info, key, changed, CartDeliveryAddressUpdatePayload())

    @strawberry.mutation(description="Choose how the goods are delivered.")
    async def cart_delivery_method_select(
        self,
        info: Info,
        input: Annotated[CartDeliveryMethodSelectInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartDeliveryMethodSelectPayload:
        visit, key = info.context, _key(input.cart_id)
        now = visit.shop.now
        changed = await set_delivery(visit.database, lawbook(), key, input.method, now, input.version)
        return await _answer(info, key, changed, CartDeliveryMethodSelectPayload())

    @strawberry.mutation(description="Take a cart to another region; everything is quoted anew.")
    async def cart_change_region(
        self,
        info: Info,
        input: Annotated[CartChangeRegionInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartChangeRegionPayload:
        visit, key = info.context, _key(input.cart_id)
        storefront = visit.storefronts.get(input.region)
        if storefront is None:
            raise unknown_region(input.region, visit.storefronts, visit.shop.language)
        cart = await read_cart(visit.database, key)
        if cart is None:
            return await _answer(info, key, CartUnknown(), CartChangeRegionPayload())
        before = await view_cart(info, key, cart)
        there = stand_in(storefront, [visit.shop.language], visit.shop.destination, visit.shop.now)
        changed = await move_cart(
            visit.database, lawbook(), key, storefront.code, there.language, visit.shop.now, input.version
        )
        payload = await _answer(info, key, changed, CartChangeRegionPayload())
        if payload.cart is not None:
            after = payload.cart.view
            payload.differences = compare_lines(before, after)
            payload.sums = compare_sums(before, after)
            payload.warnings = list(stays_behind(before, after))
        return payload


def _key(cart_id: str) -> CartKey:
    """The key in an id; what can't be an id of ours opens nothing."""
    return read_cart_id(cart_id) or NOWHERE


def _quantities(lines: Sequence[BasketLineInput]) -> dict[str, int]:
    """How many of what, lines of one number put together; an impossible quantity stands for its number."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.sku] = found.get(line.sku, 0) + line.quantity
    return found | {line.sku: line.quantity for line in lines if line.quantity < 1}


async def _answer(info: Info, key: CartKey, changed: CartRecord | CartRefusal, payload: P) -> P:
    """The payload with the cart as it now is, or with the reason why it isn't changed."""
    visit = info.context
    if isinstance(changed, CartUnknown):
        payload.user_errors = [cart_not_found(visit.shop.language)]
    elif isinstance(changed, CartRecord):
        view = await view_cart(info, key, changed)
        prices = {line.sku: line.unit_price for line in view.appraisal.answer.quote.lines}
        await note_prices(visit.database, changed, prices)
        payload.cart = Cart(view=view)
    else:
        payload.user_errors = [cart_error(changed, visit.shop.language)]
    return payload
