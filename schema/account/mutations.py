"""Signing in and out, and changing what a customer keeps with the shop."""

from typing import Annotated, assert_never

import strawberry

from locales import is_tag
from regions.words import N_
from schema.account.customer import Address, Customer
from schema.account.inputs import (
    AddressCreateInput,
    AddressDeleteInput,
    AddressUpdateInput,
    CustomerRegisterInput,
    CustomerUpdateInput,
    SignInInput,
    SignOutInput,
    TokenRefreshInput,
    faults_of_name,
    faults_of_registration,
)
from schema.account.payloads import (
    AddressCreatePayload,
    AddressDeletePayload,
    AddressUpdatePayload,
    CustomerRegisterPayload,
    CustomerUpdatePayload,
    SignInPayload,
    SignOutPayload,
    TokenRefreshPayload,
    Tokens,
)
from schema.addresses import address_errors
from schema.context import Info, Visit, bad_language, signed_in, unknown_region
from schema.identity import NodeType, read_key, write_id
from schema.selling.merging import bring_cart
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.addresses import (
    AddressRecord,
    add_address,
    change_address,
    delete_address,
)
from store.accounts.customers import (
    EmailTaken,
    NotSignedIn,
    Registration,
    TooManyTries,
    find_customer,
    register,
    sign_in,
    update_customer,
)
from store.accounts.sessions import Opened, continue_session, end_session
from store.accounts.tokens import Audience

Given = strawberry.argument(description="What is asked for.")


@strawberry.type
class AccountMutation:
    """The part of `Mutation` that is about accounts."""

    @strawberry.mutation(description="Make an account and sign in to it.")
    async def customer_register(
        self,
        info: Info,
        input: Annotated[CustomerRegisterInput, Given],  # noqa: A002  (the contract's name)
    ) -> CustomerRegisterPayload:
        visit, language = info.context, info.context.shop.language
        faults = faults_of_registration(input, language)
        if faults:
            return CustomerRegisterPayload(user_errors=faults)
        wanted = Registration(
            email=input.email,
            password=input.password,
            public_name=input.public_name,
            language=language,
            region=visit.shop.region,
        )
        match await register(visit.database, wanted, visit.shop.now):
            case Opened() as opened:
                brought = await bring_cart(info, opened.person.id, input.cart_id)
                return CustomerRegisterPayload(
                    customer=await read_customer(visit, opened.person.id),
                    tokens=tokens_of(visit, opened),
                    cart=brought.cart,
                    cart_merge=brought.merge,
                    warnings=brought.warnings,
                )
            case EmailTaken():
                message = N_("There is an account with this address. Sign in to it.")
                taken = input_error(UserErrorCode.EMAIL_TAKEN, language, message, "email")
                return CustomerRegisterPayload(user_errors=[taken])
            case TooManyTries():
                return CustomerRegisterPayload(user_errors=[_too_many_tries(language)])
            case never:
                assert_never(never)

    @strawberry.mutation(description="Sign in with address and password.")
    async def sign_in(
        self,
        info: Info,
        input: Annotated[SignInInput, Given],  # noqa: A002  (the contract's name)
    ) -> SignInPayload:
        visit, language = info.context, info.context.shop.language
        match await sign_in(visit.database, input.email, input.password, visit.shop.now):
            case Opened() as opened:
                return await welcome(info, opened, input.cart_id)
            case NotSignedIn():
                message = N_("Address or password is wrong.")
                wrong = input_error(UserErrorCode.WRONG_CREDENTIALS, language, message)
                return SignInPayload(user_errors=[wrong])
            case TooManyTries():
                return SignInPayload(user_errors=[_too_many_tries(language)])
            case never:
                assert_never(never)

    @strawberry.mutation(description="Go on with a session whose access token ends.")
    async def token_refresh(
        self,
        info: Info,
        input: Annotated[TokenRefreshInput, Given],  # noqa: A002  (the contract's name)
    ) -> TokenRefreshPayload:
        visit = info.context
        token, now = input.refresh_token, visit.shop.now
        opened = await continue_session(visit.database, token, Audience.CUSTOMER, now)
        if opened is None:
            message = N_("This session is over. Sign in again.")
            over = input_error(UserErrorCode.SESSION_OVER, visit.shop.language, message, "refreshToken")
            return TokenRefreshPayload(user_errors=[over])
        return TokenRefreshPayload(tokens=tokens_of(visit, opened))

    @strawberry.mutation(description="End the session of the access token that is asked with.")
    async def sign_out(
        self,
        info: Info,
        input: Annotated[SignOutInput, Given],  # noqa: A002  (the contract's name)
    ) -> SignOutPayload:
        person = info.context.person
        if person is not None:
            await end_session(info.context.database, person.session, info.context.shop.now)
        return SignOutPayload(client_mutation_id=input.client_mutation_id)

    @strawberry.mutation(description="Change what is kept about the customer who asks.")
    async def customer_update(
        self,
        info: Info,
        input: Annotated[CustomerUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> CustomerUpdatePayload:
        visit, language = info.context, info.context.shop.language
        number = signed_in(visit)
        named = {name: value for name, value in vars(input).items() if value is not strawberry.UNSET}
        if named.get("language") and not is_tag(named["language"]):
            raise bad_language(named["language"], language)
        if named.get("region") and named["region"] not in visit.storefronts:
            raise unknown_region(named["region"], visit.storefronts, language)
        faults = faults_of_name(named.get("public_name"), language)
        if faults:
            return CustomerUpdatePayload(user_errors=faults)
        record = await update_customer(visit.database, number, named)
        return CustomerUpdatePayload(customer=None if record is None else Customer(record=record))

    @strawberry.mutation(description="Keep an address.")
    async def address_create(
        self,
        info: Info,
        input: Annotated[AddressCreateInput, Given],  # noqa: A002  (the contract's name)
    ) -> AddressCreatePayload:
        visit, given = info.context, input.address
        number = signed_in(visit)
        kept = await add_address(visit.database, number, given.country, given.parts(), input.is_default)
        if isinstance(kept, AddressRecord):
            return AddressCreatePayload(address=Address(record=kept))
        return AddressCreatePayload(user_errors=address_errors(kept, visit.shop.language))

    @strawberry.mutation(description="Put an address in the place of a kept one.")
    async def address_update(
        self,
        info: Info,
        input: Annotated[AddressUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> AddressUpdatePayload:
        visit, given = info.context, input.address
        number, language = signed_in(visit), visit.shop.language
        key = read_key(input.id, NodeType.ADDRESS, language)
        kept = await change_address(
            visit.database, number, key, given.country, given.parts(), input.is_default
        )
        if isinstance(kept, AddressRecord):
            return AddressUpdatePayload(address=Address(record=kept))
        errors = [_not_found(language)] if kept is None else address_errors(kept, language)
        return AddressUpdatePayload(user_errors=errors)

    @strawberry.mutation(description="Forget an address.")
    async def address_delete(
        self,
        info: Info,
        input: Annotated[AddressDeleteInput, Given],  # noqa: A002  (the contract's name)
    ) -> AddressDeletePayload:
        visit = info.context
        number, language = signed_in(visit), visit.shop.language
        key = read_key(input.id, NodeType.ADDRESS, language)
        if await delete_address(visit.database, number, key):
            return AddressDeletePayload(deleted_id=strawberry.ID(write_id(NodeType.ADDRESS, key)))
        return AddressDeletePayload(user_errors=[_not_found(language)])


async def welcome(info: Info, opened: Opened, cart_id: str | None) -> SignInPayload:
    """What somebody who has signed in is answered: a session, and their cart."""
    visit = info.context
    brought = await bring_cart(info, opened.person.id, cart_id)
    return SignInPayload(
        customer=await read_customer(visit, opened.person.id),
        tokens=tokens_of(visit, opened),
        cart=brought.cart,
        cart_merge=brought.merge,
        warnings=brought.warnings,
    )


def tokens_of(visit: Visit, opened: Opened) -> Tokens:
    """The pair that continues a session which has just been opened."""
    access = visit.keyring.issue(opened.person, visit.shop.now)
    return Tokens(access_token=access.text, expires_at=access.expires_at, refresh_token=opened.refresh_token)


async def read_customer(visit: Visit, number: int) -> Customer | None:
    """The customer with this number; None once erased."""
    record = await find_customer(visit.database, number)
    return None if record is None else Customer(record=record)


def _not_found(language: str) -> UserError:
    return input_error(UserErrorCode.NOT_FOUND, language, N_("There is no such address."), "id")


def _too_many_tries(language: str) -> UserError:
    message = N_("It was tried too often. Wait a while and try again.")
    return input_error(UserErrorCode.TOO_MANY_TRIES, language, message)
