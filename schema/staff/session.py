"""Staff signing in, going on and signing out."""

from dataclasses import replace
from typing import Annotated, assert_never

import strawberry

from regions.words import N_
from schema.account.inputs import SignInInput, SignOutInput, TokenRefreshInput
from schema.account.payloads import Tokens
from schema.account.provider_inputs import (
    ProviderSignInInput,
    ProviderSignInStartInput,
    ProviderSignInStartPayload,
)
from schema.account.proving import identify, start
from schema.payload import Payload
from schema.staff.guard import Behind, Open, shown_to
from schema.staff.member import StaffMember
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserErrorCode, input_error
from store.accounts.customers import NotSignedIn, TooManyTries
from store.accounts.openid import Identity
from store.accounts.openid.linking import sign_in_staff_with
from store.accounts.sessions import Opened, continue_session, end_session
from store.accounts.staff import sign_in_staff
from store.accounts.tokens import Audience

Given = strawberry.argument(description="What is asked for.")


@shown_to(None)
@strawberry.type(description="The outcome of signing in.")
class StaffSignInPayload(Payload):
    """A new session."""

    staff: StaffMember | None = strawberry.field(default=None, description="Who is signed in.")
    tokens: Tokens | None = strawberry.field(default=None, description="The new session.")


@shown_to(None)
@strawberry.type(description="The outcome of going on with a session.")
class StaffTokenRefreshPayload(Payload):
    """The next pair of tokens."""

    tokens: Tokens | None = strawberry.field(default=None, description="The session's next tokens.")


@shown_to(None)
@strawberry.type(description="The outcome of signing out.")
class StaffSignOutPayload(Payload):
    """The session is over, whether or not it was before."""

    client_mutation_id: str | None = strawberry.field(default=None, description="As it was sent.")


@strawberry.type
class SessionQuery:
    """The part of `Query` that is about who asks."""

    @strawberry.field(description="The staff member who asks.", extensions=[Behind()])
    async def me(self, info: StaffInfo) -> StaffMember:
        return StaffMember(staff=await info.context.staff())


@strawberry.type
class SessionMutation:
    """The part of `Mutation` that is about sessions."""

    @strawberry.mutation(description="Sign in with address and password.", extensions=[Open()])
    async def staff_sign_in(
        self,
        info: StaffInfo,
        input: Annotated[SignInInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffSignInPayload:
        visit, language = info.context, info.context.shop.language
        match await sign_in_staff(visit.database, input.email, input.password, visit.shop.now):
            case Opened() as opened:
                return await _signed_in(visit, opened)
            case NotSignedIn():
                message = N_("Address or password is wrong.")
                wrong = input_error(UserErrorCode.WRONG_CREDENTIALS, language, message)
                return StaffSignInPayload(user_errors=[wrong])
            case TooManyTries():
                message = N_("It was tried too often. Wait a while and try again.")
                throttled = input_error(UserErrorCode.TOO_MANY_TRIES, language, message)
                return StaffSignInPayload(user_errors=[throttled])
            case never:
                assert_never(never)

    @strawberry.mutation(description="Begin to sign in with an outside OpenID provider.", extensions=[Open()])
    async def provider_sign_in_start(
        self,
        info: StaffInfo,
        input: Annotated[ProviderSignInStartInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProviderSignInStartPayload:
        return await start(info.context, Audience.STAFF, input.provider)

    @strawberry.mutation(
        description="Sign in with what an outside provider has answered; whoever works here is linked to it "
        "the first time, by the address that it has verified.",
        extensions=[Open()],
    )
    async def provider_sign_in(
        self,
        info: StaffInfo,
        input: Annotated[ProviderSignInInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffSignInPayload:
        visit = info.context
        identity = await identify(visit, Audience.STAFF, input)
        if not isinstance(identity, Identity):
            return StaffSignInPayload(user_errors=[identity])
        opened = await sign_in_staff_with(visit.database, identity, visit.shop.now)
        if isinstance(opened, NotSignedIn):
            message = N_("Nobody works here whom the provider knows like this.")
            stranger = input_error(UserErrorCode.WRONG_CREDENTIALS, visit.shop.language, message)
            return StaffSignInPayload(user_errors=[stranger])
        return await _signed_in(visit, opened)

    @strawberry.mutation(description="Go on with a session whose access token ends.", extensions=[Open()])
    async def token_refresh(
        self,
        info: StaffInfo,
        input: Annotated[TokenRefreshInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffTokenRefreshPayload:
        visit = info.context
        token, now = input.refresh_token, visit.shop.now
        opened = await continue_session(visit.database, token, Audience.STAFF, now)
        if opened is None:
            message = N_("This session is over. Sign in again.")
            over = input_error(UserErrorCode.SESSION_OVER, visit.shop.language, message, "refreshToken")
            return StaffTokenRefreshPayload(user_errors=[over])
        return StaffTokenRefreshPayload(tokens=_tokens(visit, opened))

    @strawberry.mutation(
        description="End the session of the access token that is asked with.", extensions=[Open()]
    )
    async def sign_out(
        self,
        info: StaffInfo,
        input: Annotated[SignOutInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffSignOutPayload:
        visit = info.context
        if visit.person is not None:
            await end_session(visit.database, visit.person.session, visit.shop.now)
        return StaffSignOutPayload(client_mutation_id=input.client_mutation_id)


async def _signed_in(visit: StaffVisit, opened: Opened) -> StaffSignInPayload:
    known = replace(visit, person=opened.person)
    return StaffSignInPayload(staff=StaffMember(staff=await known.staff()), tokens=_tokens(visit, opened))


def _tokens(visit: StaffVisit, opened: Opened) -> Tokens:
    access = visit.keyring.issue(opened.person, visit.shop.now)
    return Tokens(access_token=access.text, expires_at=access.expires_at, refresh_token=opened.refresh_token)
