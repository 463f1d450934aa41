"""Signing in with an outside OpenID provider: OpenID Connect Core 1.0 and Discovery 1.0."""

from store.accounts.openid.claims import Identity, IdTokenRefused
from store.accounts.openid.provider import BadProviders, Provider, read_providers
from store.accounts.openid.remote import ProviderUnreachable, Remote
from store.accounts.openid.signing import Proof, begin, prove

__all__ = [
    "BadProviders",
    "IdTokenRefused",
    "Identity",
    "Proof",
    "Provider",
    "ProviderUnreachable",
    "Remote",
    "begin",
    "prove",
    "read_providers",
]
