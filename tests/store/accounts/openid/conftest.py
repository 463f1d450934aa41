"""An OpenID provider, and the shop that knows it."""

from collections.abc import Iterator

import pytest

from store.accounts.openid import Provider, Remote
from store.accounts.tokens import Audience, Keyring, keyring
from tests.store.accounts.openid.issuer import CLIENT, FakeProvider, listening


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    """A provider that listens."""
    with listening() as fake:
        yield fake


@pytest.fixture
def remote(provider: FakeProvider) -> Remote:
    """The provider as the shop knows it."""
    both = frozenset(Audience)
    return Remote(Provider("house", provider.issuer, CLIENT, None, both))


@pytest.fixture
def keys() -> Keyring:
    """What signs nonces."""
    return keyring(["a secret that only tests sign their tokens with"])
