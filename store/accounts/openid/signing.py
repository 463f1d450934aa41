"""One sign-in with a provider: it begins with a nonce of ours, and is proved by an id token that has it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.accounts.openid.claims import Identity, IdTokenRefused, read_id_token
from store.accounts.openid.remote import Remote
from store.accounts.throttle import NONCE, admit
from store.accounts.tokens import Audience, Keyring
from store.database import Statements

PURPOSE = "openid-nonce"
TIME_TO_SIGN_IN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a client brings: the nonce that it was given, and an id token or a code to exchange for one."""

    nonce: str
    id_token: str | None = None
    code: str | None = None
    verifier: str = ""
    redirect_uri: str = ""


def begin(keys: Keyring, provider: str, audience: Audience, now: datetime) -> str:
    """A nonce for one sign-in; nothing needs to be kept for it, since it is signed."""
    content = {"provider": provider, "for": audience.value, "jti": secrets.token_urlsafe(12)}
    return keys.seal(PURPOSE, content, now, TIME_TO_SIGN_IN)


async def prove(
    statements: Statements, keys: Keyring, remote: Remote, audience: Audience, proof: Proof, now: datetime
) -> Identity:
    """Who has signed in. Raises IdTokenRefused or ProviderUnreachable.

    A nonce is good for one sign-in, with the provider and on the side of the shop that it was given for.
    """
    content = keys.unseal(PURPOSE, proof.nonce, now)
    expected = (remote.provider.name, audience.value)
    if content is None or (content.get("provider"), content.get("for")) != expected:
        raise IdTokenRefused("has a nonce that isn't ours, or has ended")
    token = proof.id_token
    if token is None:
        token = await remote.exchange(proof.code or "", proof.verifier, proof.redirect_uri, now)
    identity = await read_id_token(remote, token, proof.nonce, now)
    if not await admit(statements, NONCE, proof.nonce, now):
        raise IdTokenRefused("was used before")
    return identity
