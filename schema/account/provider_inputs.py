"""What is told and answered when somebody signs in with an outside provider."""

from datetime import datetime

import strawberry

from schema.account.customer import Customer
from schema.payload import Payload
from store.accounts.openid import Proof


@strawberry.input(description="A sign-in with an outside provider that begins.")
class ProviderSignInStartInput:
    """Which provider."""

    provider: str = strawberry.field(description="What the operator calls the provider, such as `google`.")


@strawberry.input(description="What the provider has answered: an id token, or a code to exchange for one.")
class ProviderSignInInput:
    """A proof of who somebody is."""

    provider: str = strawberry.field(description="The provider that was begun with.")
    nonce: str = strawberry.field(description="The nonce that was given at the start; good for one use.")
    id_token: str | None = strawberry.field(default=None, description="The provider's id token.")
    code: str | None = strawberry.field(
        default=None, description="An authorization code, where there is no id token yet."
    )
    code_verifier: str = strawberry.field(default="", description="PKCE verifier of the code.")
    redirect_uri: str = strawberry.field(default="", description="The address that the code was sent to.")

    def proof(self) -> Proof:
        """The same as the store reads it."""
        return Proof(self.nonce, self.id_token, self.code, self.code_verifier, self.redirect_uri)


@strawberry.input(description="An identity at a provider that shall open the account of the one who asks.")
class ProviderLinkInput(ProviderSignInInput):
    """The same proof as for signing in."""


@strawberry.type(description="What a client needs to send somebody to a provider.")
class ProviderSignInStart:
    """The beginning of an OpenID Connect request; state and PKCE are the client's own."""

    nonce: str = strawberry.field(
        description="Goes into the request to the provider, and back with its answer."
    )
    expires_at: datetime = strawberry.field(description="Until when the nonce can be used.")
    issuer: str = strawberry.field(description="The provider's issuer.")
    client_id: str = strawberry.field(description="What the provider calls the shop.")
    authorization_endpoint: str = strawberry.field(description="Where the request goes to.")


@strawberry.type(description="The outcome of beginning a sign-in with a provider.")
class ProviderSignInStartPayload(Payload):
    """What the client goes on with."""

    start: ProviderSignInStart | None = strawberry.field(default=None, description="What to send along.")


@strawberry.type(description="The outcome of linking an identity.")
class ProviderLinkPayload(Payload):
    """From now on that identity signs in to this account."""

    customer: Customer | None = strawberry.field(default=None, description="Whose account it opens.")
