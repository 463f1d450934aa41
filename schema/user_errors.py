"""What a shopper asked for and can't have: part of a mutation's answer, typed, and said in their language.

Top-level errors are for what goes wrong before a mutation can begin. Here is everything that a shopper
can put right; an error that carries facts is a type of its own.
"""

from enum import Enum

import strawberry

from locales import phrases


@strawberry.enum(description="Why something that was asked for can't be had.")
class UserErrorCode(Enum):
    """Every code of a user error."""

    BAD_EMAIL = strawberry.enum_value("BAD_EMAIL", description="This is no e-mail address.")
    BAD_PASSWORD = strawberry.enum_value("BAD_PASSWORD", description="The password is too short or too long.")
    BAD_NAME = strawberry.enum_value("BAD_NAME", description="The name is too long or holds odd characters.")
    EMAIL_TAKEN = strawberry.enum_value("EMAIL_TAKEN", description="There is an account with this address.")
    WRONG_CREDENTIALS = strawberry.enum_value(
        "WRONG_CREDENTIALS", description="Address or password is wrong; which one isn't told."
    )
    TOO_MANY_TRIES = strawberry.enum_value(
        "TOO_MANY_TRIES", description="It was tried too often; wait a while."
    )
    TOKEN_OVER = strawberry.enum_value(
        "TOKEN_OVER", description="The token was used, replaced, or has ended."
    )
    LAST_ADMIN = strawberry.enum_value(
        "LAST_ADMIN", description="Nobody else could look after the staff of all regions."
    )
    SESSION_OVER = strawberry.enum_value("SESSION_OVER", description="The refresh token is good no longer.")
    UNKNOWN_PROVIDER = strawberry.enum_value(
        "UNKNOWN_PROVIDER", description="Nobody can sign in with this provider here."
    )
    PROVIDER_UNREACHABLE = strawberry.enum_value(
        "PROVIDER_UNREACHABLE", description="The provider can't be reached just now."
    )
    PROVIDER_REFUSED = strawberry.enum_value(
        "PROVIDER_REFUSED", description="The provider's answer proves nothing; sign in there anew."
    )
    PROVIDER_TAKEN = strawberry.enum_value(
        "PROVIDER_TAKEN", description="The identity opens another account, or the account has another one."
    )
    EMAIL_UNVERIFIED = strawberry.enum_value(
        "EMAIL_UNVERIFIED", description="The provider hasn't verified the address of a new customer."
    )
    BAD_ADDRESS = strawberry.enum_value(
        "BAD_ADDRESS", description="A part of the address is missing or wrong."
    )
    TOO_MANY_ADDRESSES = strawberry.enum_value(
        "TOO_MANY_ADDRESSES", description="No more addresses can be kept."
    )
    NOT_FOUND = strawberry.enum_value("NOT_FOUND", description="There is no such thing, or it isn't yours.")
    CART_NOT_FOUND = strawberry.enum_value("CART_NOT_FOUND", description="There is no such cart.")
    CART_ORDERED = strawberry.enum_value(
        "CART_ORDERED", description="The cart has become an order and never changes again."
    )
    CART_CHANGED = strawberry.enum_value(
        "CART_CHANGED", description="The cart has changed since the version that was named."
    )
    CART_FULL = strawberry.enum_value("CART_FULL", description="The cart holds no more of these.")
    NOT_SOLD_HERE = strawberry.enum_value("NOT_SOLD_HERE", description="The cart's region doesn't sell it.")
    NOT_IN_CART = strawberry.enum_value("NOT_IN_CART", description="The cart holds nothing of it.")
    BAD_QUANTITY = strawberry.enum_value("BAD_QUANTITY", description="So many of it can't be ordered.")
    GIFT_CARD_UNKNOWN = strawberry.enum_value(
        "GIFT_CARD_UNKNOWN", description="No gift card with this code can pay here."
    )
    UNKNOWN_DELIVERY_METHOD = strawberry.enum_value(
        "UNKNOWN_DELIVERY_METHOD", description="There is no such way of delivery."
    )
    DISCOUNT_LOST = strawberry.enum_value(
        "DISCOUNT_LOST", description="A discount code gives nothing in the region that a cart was taken to."
    )
    OUT_OF_STOCK = strawberry.enum_value("OUT_OF_STOCK", description="Fewer are there than are wanted.")
    PRICE_CHANGED = strawberry.enum_value(
        "PRICE_CHANGED", description="The total isn't the one that was agreed."
    )
    PRICE_BOUND = strawberry.enum_value(
        "PRICE_BOUND", description="A law or a contract sets the price; no code lowers it."
    )
    NOT_READY = strawberry.enum_value("NOT_READY", description="Something else blocks the checkout.")
    BAD_KEY = strawberry.enum_value("BAD_KEY", description="An idempotency key has 1 to 200 characters.")
    KEY_REUSED = strawberry.enum_value(
        "KEY_REUSED", description="The idempotency key was sent before, with another request."
    )
    UNKNOWN_PAYMENT_METHOD = strawberry.enum_value(
        "UNKNOWN_PAYMENT_METHOD", description="Nobody can be paid in this way."
    )
    PAYMENT_FAILED = strawberry.enum_value(
        "PAYMENT_FAILED", description="The payment was declined; the order waits for another one."
    )
    NOT_POSSIBLE_NOW = strawberry.enum_value(
        "NOT_POSSIBLE_NOW", description="What has happened to it doesn't allow this."
    )
    NOT_RETURNABLE = strawberry.enum_value("NOT_RETURNABLE", description="It can't go back.")
    BAD_RATING = strawberry.enum_value("BAD_RATING", description="A review has 1 to 5 stars.")
    BAD_TEXT = strawberry.enum_value("BAD_TEXT", description="The text is empty or too long.")
    ALREADY_REVIEWED = strawberry.enum_value(
        "ALREADY_REVIEWED", description="The customer has reviewed this product."
    )
    OWN_REVIEW = strawberry.enum_value(
        "OWN_REVIEW", description="Nobody votes on their own review or reports it."
    )
    BAD_INPUT = strawberry.enum_value(
        "BAD_INPUT", description="A value can't be taken; the message names its place."
    )
    UNLAWFUL_POLICY = strawberry.enum_value(
        "UNLAWFUL_POLICY", description="A law stands against this policy; the message names it."
    )


@strawberry.interface(description="Why something that was asked for can't be had.")
class UserError:
    """The one shape of all of them."""

    code: UserErrorCode = strawberry.field(description="For programs; part of the contract.")
    message: str = strawberry.field(description="For people, in the language of the context.")
    field: list[str] | None = strawberry.field(
        default=None, description="Path of the input field that is to blame, if one is."
    )


@strawberry.type(description="An input that can't be taken as it is.")
class InputError(UserError):
    """A user error that needs no facts beside its message."""


def input_error(
    code: UserErrorCode, language: str, message: str, *field: str, **params: object
) -> InputError:
    """The user error whose message id is said in a language, and whose input field has this path."""
    return InputError(code=code, message=phrases(language).say(message, **params), field=list(field) or None)
