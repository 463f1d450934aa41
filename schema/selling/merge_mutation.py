"""Putting a guest's cart together with the customer's by itself: after any other way of signing in."""

from typing import Annotated

import strawberry

from regions.words import N_
from schema.context import Info
from schema.errors import ErrorCode, refusal
from schema.payload import Payload
from schema.selling.cart import Cart
from schema.selling.merging import CartMerge, bring_cart
from schema.user_errors import UserErrorCode

Given = strawberry.argument(description="What is asked for.")


@strawberry.input(description="A cart that shall be the customer's who asks.")
class CartMergeInput:
    """Their other open carts are poured into it."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart at hand.")


@strawberry.type(description="The outcome of putting carts together.")
class CartMergePayload(Payload):
    """Nothing is lost: what couldn't come along is told in the warnings."""

    cart: Cart | None = strawberry.field(default=None, description="The customer's cart.")
    merge: CartMerge | None = strawberry.field(
        default=None, description="What it took over from other carts; null if there were none."
    )


@strawberry.type
class MergeMutation:
    """The part of `Mutation` that is about putting carts together."""

    @strawberry.mutation(
        description="Make a guest's cart that of the customer who asks, and put their other ones into it; "
        "`signIn` does the same."
    )
    async def cart_merge(
        self,
        info: Info,
        input: Annotated[CartMergeInput, Given],  # noqa: A002  (the contract's name)
    ) -> CartMergePayload:
        visit = info.context
        if visit.customer is None:
            raise refusal(ErrorCode.SIGN_IN_REQUIRED, visit.shop.language, N_("Sign in first."))
        brought = await bring_cart(info, visit.customer, input.cart_id)
        unknown = [each for each in brought.warnings if each.code is UserErrorCode.CART_NOT_FOUND]
        others = [each for each in brought.warnings if each not in unknown]
        return CartMergePayload(cart=brought.cart, merge=brought.merge, user_errors=unknown, warnings=others)
