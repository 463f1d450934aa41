"""Customers signing in with an outside provider, and linking one to their account."""

from typing import Annotated, assert_never

import strawberry

from regions.words import N_
from schema.account.mutations import Given, read_customer, welcome
from schema.account.payloads import SignInPayload
from schema.account.provider_inputs import (
    ProviderLinkInput,
    ProviderLinkPayload,
    ProviderSignInInput,
    ProviderSignInStartInput,
    ProviderSignInStartPayload,
)
from schema.account.proving import identify, start
from schema.context import Info, signed_in
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.customers import EmailTaken
from store.accounts.openid import Identity
from store.accounts.openid.linking import EmailUnverified, link, sign_in_with
from store.accounts.sessions import Opened
from store.accounts.tokens import Audience


@strawberry.type
class ProviderMutation:
    """The part of `Mutation` that is about outside providers."""

    @strawberry.mutation(description="Begin to sign in with an outside OpenID provider.")
    async def provider_sign_in_start(
        self,
        info: Info,
        input: Annotated[ProviderSignInStartInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProviderSignInStartPayload:
        return await start(info.context, Audience.CUSTOMER, input.provider)

    @strawberry.mutation(
        description="Sign in with what an outside provider has answered; whoever is new gets an account."
    )
    async def provider_sign_in(
        self,
        info: Info,
        input: Annotated[ProviderSignInInput, Given],  # noqa: A002  (the contract's name)
    ) -> SignInPayload:
        visit, shop = info.context, info.context.shop
        identity = await identify(visit, Audience.CUSTOMER, input)
        if not isinstance(identity, Identity):
            return SignInPayload(user_errors=[identity])
        found = await sign_in_with(
            visit.database, identity, language=shop.language, region=shop.region, now=shop.now
        )
        match found:
            case Opened() as opened:
                return await welcome(info, opened, None)
            case EmailTaken():
                return SignInPayload(user_errors=[_taken(shop.language)])
            case EmailUnverified():
                message = N_("The provider hasn't verified your e-mail address.")
                unverified = input_error(UserErrorCode.EMAIL_UNVERIFIED, shop.language, message)
                return SignInPayload(user_errors=[unverified])
            case never:
                assert_never(never)

    @strawberry.mutation(description="Let an identity at an outside provider open the account of who asks.")
    async def provider_link(
        self,
        info: Info,
        input: Annotated[ProviderLinkInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProviderLinkPayload:
        visit = info.context
        number = signed_in(visit)
        identity = await identify(visit, Audience.CUSTOMER, input)
        if not isinstance(identity, Identity):
            return ProviderLinkPayload(user_errors=[identity])
        if not await link(visit.database, number, identity):
            message = N_("This identity opens another account, or this account has another identity.")
            taken = input_error(UserErrorCode.PROVIDER_TAKEN, visit.shop.language, message)
            return ProviderLinkPayload(user_errors=[taken])
        return ProviderLinkPayload(customer=await read_customer(visit, number))


def _taken(language: str) -> UserError:
    message = N_("There is an account with this address. Sign in to it, then link the provider.")
    return input_error(UserErrorCode.EMAIL_TAKEN, language, message)
