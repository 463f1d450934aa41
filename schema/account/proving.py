"""Asking an outside provider who somebody is, for customers and staff alike."""

import logging
from collections.abc import Mapping
from typing import Protocol

from regions.words import N_
from schema.account.provider_inputs import (
    ProviderSignInInput,
    ProviderSignInStart,
    ProviderSignInStartPayload,
)
from schema.context import ShopContext
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.openid import Identity, IdTokenRefused, ProviderUnreachable, Remote, begin, prove
from store.accounts.openid.signing import TIME_TO_SIGN_IN
from store.accounts.tokens import Audience, Keyring
from store.database import Database

log = logging.getLogger("comptoir.openid")


class Asked(Protocol):
    """What a visit of either side of the shop brings."""

    @property
    def database(self) -> Database:
        """The store."""

    @property
    def shop(self) -> ShopContext:
        """The language of messages and the instant."""

    @property
    def keyring(self) -> Keyring:
        """What signs nonces."""

    @property
    def providers(self) -> Mapping[str, Remote]:
        """Whom the operator believes, by name."""


async def start(visit: Asked, audience: Audience, provider: str) -> ProviderSignInStartPayload:
    """What a client needs to send somebody to a provider."""
    remote, now = _find(visit, audience, provider), visit.shop.now
    if remote is None:
        return ProviderSignInStartPayload(user_errors=[_unknown(visit, provider)])
    try:
        endpoint = (await remote.endpoints(now)).authorization
    except ProviderUnreachable as reason:
        return ProviderSignInStartPayload(user_errors=[_unreachable(visit, remote, reason)])
    return ProviderSignInStartPayload(
        start=ProviderSignInStart(
            nonce=begin(visit.keyring, provider, audience, now),
            expires_at=now + TIME_TO_SIGN_IN,
            issuer=remote.provider.issuer,
            client_id=remote.provider.client_id,
            authorization_endpoint=endpoint,
        )
    )


async def identify(visit: Asked, audience: Audience, given: ProviderSignInInput) -> Identity | UserError:
    """Who a proof is about, or why it proves nothing. Operators find the reason in the log."""
    remote = _find(visit, audience, given.provider)
    if remote is None:
        return _unknown(visit, given.provider)
    try:
        return await prove(visit.database, visit.keyring, remote, audience, given.proof(), visit.shop.now)
    except ProviderUnreachable as reason:
        return _unreachable(visit, remote, reason)
    except IdTokenRefused as reason:
        log.warning("%s: a token was refused: it %s", remote.provider.name, reason)
        message = N_("The provider didn't confirm who you are. Start again.")
        return input_error(UserErrorCode.PROVIDER_REFUSED, visit.shop.language, message)


def _find(visit: Asked, audience: Audience, name: str) -> Remote | None:
    remote = visit.providers.get(name)
    return remote if remote is not None and audience in remote.provider.audiences else None


def _unknown(visit: Asked, provider: str) -> UserError:
    message = N_("Nobody can sign in with “{provider}” here.")
    return input_error(
        UserErrorCode.UNKNOWN_PROVIDER, visit.shop.language, message, "provider", provider=provider[:40]
    )


def _unreachable(visit: Asked, remote: Remote, reason: ProviderUnreachable) -> UserError:
    log.warning("%s: can't be asked: it %s", remote.provider.name, reason)
    message = N_("The provider can't be reached just now. Try again later.")
    return input_error(UserErrorCode.PROVIDER_UNREACHABLE, visit.shop.language, message)
