"""What the account's mutations answer with."""

from datetime import datetime

import strawberry

from schema.account.customer import Address, Customer
from schema.payload import Payload
from schema.selling.cart import Cart
from schema.selling.merging import CartMerge


@strawberry.type(description="A session: a short-lived token to ask with, and one that brings the next two.")
class Tokens:
    """Keep the refresh token out of reach of scripts."""

    access_token: str = strawberry.field(description="For the header `Authorization: Bearer …`.")
    expires_at: datetime = strawberry.field(description="When the access token ends.")
    refresh_token: str = strawberry.field(description="Good for one use.")


@strawberry.type(description="The outcome of registering.")
class CustomerRegisterPayload(Payload):
    """A new account is signed in to."""

    customer: Customer | None = strawberry.field(default=None, description="The new account.")
    tokens: Tokens | None = strawberry.field(default=None, description="Its first session.")
    cart: Cart | None = strawberry.field(
        default=None, description="The customer's cart in this region; null if nothing is in it."
    )
    cart_merge: CartMerge | None = strawberry.field(
        default=None, description="What it took over from other carts; null if there were none."
    )


@strawberry.type(description="The outcome of signing in.")
class SignInPayload(Payload):
    """A new session."""

    customer: Customer | None = strawberry.field(default=None, description="Who is signed in.")
    tokens: Tokens | None = strawberry.field(default=None, description="The new session.")
    cart: Cart | None = strawberry.field(
        default=None, description="The customer's cart in this region; null if nothing is in it."
    )
    cart_merge: CartMerge | None = strawberry.field(
        default=None, description="What it took over from other carts; null if there were none."
    )


@strawberry.type(description="The outcome of going on with a session.")
class TokenRefreshPayload(Payload):
    """The next pair of tokens."""

    tokens: Tokens | None = strawberry.field(default=None, description="The session's next tokens.")


@strawberry.type(description="The outcome of signing out.")
class SignOutPayload(Payload):
    """The session is over, whether or not it was before."""

    client_mutation_id: str | None = strawberry.field(default=None, description="As it was sent.")


@strawberry.type(description="The outcome of a change to an account.")
class CustomerUpdatePayload(Payload):
    """The account after the change."""

    customer: Customer | None = strawberry.field(default=None, description="The account as it now is.")


@strawberry.type(description="The outcome of keeping an address.")
class AddressCreatePayload(Payload):
    """The new address."""

    address: Address | None = strawberry.field(default=None, description="The address as it is kept.")


@strawberry.type(description="The outcome of replacing an address.")
class AddressUpdatePayload(Payload):
    """The changed address."""

    address: Address | None = strawberry.field(default=None, description="The address as it is kept.")


@strawberry.type(description="The outcome of forgetting an address.")
class AddressDeletePayload(Payload):
    """The id of what is gone."""

    deleted_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the forgotten address."
    )
