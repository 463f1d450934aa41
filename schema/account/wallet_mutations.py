"""Keeping means of payment on file, and forgetting them."""

from typing import Annotated

import strawberry

from regions.words import N_
from schema.account.wallet import PaymentMethod
from schema.context import Info, Visit, signed_in
from schema.identity import NodeType, read_key, write_id
from schema.payload import Payload
from schema.user_errors import UserError, UserErrorCode, input_error
from store.payments.kept import forget_method, keep_method
from store.payments.provider import ProviderSilent

Given = strawberry.argument(description="What is asked for.")
LONGEST_TOKEN = 60


@strawberry.input(description="A means of payment that shall be kept on file.")
class PaymentMethodSaveInput:
    """The provider keeps it; we keep what the provider calls it."""

    method: str = strawberry.field(description="Who keeps it: `stripe`; in development also `test`.")
    token: str = strawberry.field(description="What the provider's script made of it on the shopper's page.")


@strawberry.input(description="A means of payment that shall be forgotten.")
class PaymentMethodDeleteInput:
    """By us and by its provider."""

    id: strawberry.ID = strawberry.field(description="Id of the means of payment.")


@strawberry.type(description="The outcome of keeping a means of payment.")
class PaymentMethodSavePayload(Payload):
    """Saving the same again changes nothing."""

    payment_method: PaymentMethod | None = strawberry.field(default=None, description="What is on file.")


@strawberry.type(description="The outcome of forgetting a means of payment.")
class PaymentMethodDeletePayload(Payload):
    """Orders that were paid by it stay as they are."""

    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of what is gone.")


@strawberry.type
class WalletMutation:
    """The part of `Mutation` that is about payment on file."""

    @strawberry.mutation(description="Keep a means of payment on file, for buying with one click.")
    async def payment_method_save(
        self,
        info: Info,
        input: Annotated[PaymentMethodSaveInput, Given],  # noqa: A002  (the contract's name)
    ) -> PaymentMethodSavePayload:
        visit, now = info.context, info.context.shop.now
        customer = signed_in(visit)
        if not 0 < len(input.token) <= LONGEST_TOKEN:
            return PaymentMethodSavePayload(user_errors=[_not_kept(visit)])
        try:
            kept = await keep_method(visit.database, visit.till, customer, input.method, input.token, now)
        except ProviderSilent:
            return PaymentMethodSavePayload(user_errors=[_unreachable(visit)])
        if kept is None:
            return PaymentMethodSavePayload(user_errors=[_not_kept(visit)])
        return PaymentMethodSavePayload(payment_method=PaymentMethod(kept=kept))

    @strawberry.mutation(description="Forget a means of payment, and let its provider forget it.")
    async def payment_method_delete(
        self,
        info: Info,
        input: Annotated[PaymentMethodDeleteInput, Given],  # noqa: A002  (the contract's name)
    ) -> PaymentMethodDeletePayload:
        visit = info.context
        customer, language = signed_in(visit), visit.shop.language
        key = read_key(input.id, NodeType.PAYMENT_METHOD, language)
        try:
            gone = await forget_method(visit.database, visit.till, customer, key)
        except ProviderSilent:
            return PaymentMethodDeletePayload(user_errors=[_unreachable(visit)])
        if not gone:
            message = N_("There is no such means of payment, or it isn't yours.")
            return PaymentMethodDeletePayload(
                user_errors=[input_error(UserErrorCode.NOT_FOUND, language, message, "id")]
            )
        return PaymentMethodDeletePayload(deleted_id=strawberry.ID(write_id(NodeType.PAYMENT_METHOD, key)))


def _not_kept(visit: Visit) -> UserError:
    message = N_("This means of payment can't be kept.")
    return input_error(UserErrorCode.UNKNOWN_PAYMENT_METHOD, visit.shop.language, message, "token")


def _unreachable(visit: Visit) -> UserError:
    message = N_("The provider can't be reached just now.")
    return input_error(UserErrorCode.PROVIDER_UNREACHABLE, visit.shop.language, message)
