"""Asking a provider for its keys: kept for a while, renewed for an unknown one, but not too often."""

from datetime import timedelta

import pytest

from store.accounts.openid import ProviderUnreachable, Remote
from store.accounts.openid.remote import KEPT, PAUSE
from tests.store.accounts.openid.issuer import NOW, FakeProvider


async def test_keys_are_asked_for_once(remote: Remote, provider: FakeProvider) -> None:
    for _ in range(3):
        assert await remote.key("first", NOW) is not None
    assert provider.asked == ["/.well-known/openid-configuration", "/keys"]
    endpoints = await remote.endpoints(NOW)
    assert endpoints.authorization == f"{provider.issuer}/authorize"
    assert len(provider.asked) == 2


async def test_a_new_key_is_found_at_once_and_an_old_one_is_believed_no_more(
    remote: Remote, provider: FakeProvider
) -> None:
    await remote.key("first", NOW)
    provider.rotate("second")
    later = NOW + PAUSE
    assert await remote.key("second", later) is not None
    assert await remote.key("first", later) is None


async def test_whoever_names_unknown_keys_makes_the_shop_ask_no_more_than_once_a_minute(
    remote: Remote, provider: FakeProvider
) -> None:
    for second in range(59):
        assert await remote.key(f"unknown-{second}", NOW + timedelta(seconds=second)) is None
    assert provider.asked.count("/keys") == 1
    assert await remote.key("unknown", NOW + PAUSE) is None
    assert provider.asked.count("/keys") == 2


async def test_what_is_known_serves_while_the_provider_is_down(
    remote: Remote, provider: FakeProvider
) -> None:
    await remote.key("first", NOW)
    provider.down = True
    assert await remote.key("first", NOW + 2 * KEPT) is not None
    assert await remote.key("second", NOW + 2 * KEPT) is None


async def test_a_provider_that_never_answered_is_unreachable_and_asked_again_after_a_while(
    remote: Remote, provider: FakeProvider
) -> None:
    provider.down = True
    for _ in range(3):
        with pytest.raises(ProviderUnreachable):
            await remote.key("first", NOW)
    assert len(provider.asked) == 1
    provider.down = False
    assert await remote.key("first", NOW + PAUSE) is not None


async def test_a_token_without_a_key_id_means_the_only_key(remote: Remote, provider: FakeProvider) -> None:
    assert await remote.key(None, NOW) is not None
    provider.keys["second"] = provider.keys["first"]
    assert await remote.key(None, NOW + KEPT) is None


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("issuer", "https://elsewhere.example", "names another issuer"),
        ("jwks_uri", "http://keys.example/keys", "jwks_uri isn't an https address"),
        ("jwks_uri", "file:///etc/passwd", "jwks_uri isn't an https address"),
        ("token_endpoint", None, "token_endpoint"),
    ],
)
async def test_a_document_that_leads_elsewhere_is_not_followed(
    remote: Remote, provider: FakeProvider, name: str, value: str | None, problem: str
) -> None:
    provider.told[name] = value
    with pytest.raises(ProviderUnreachable, match=problem):
        await remote.endpoints(NOW)


async def test_keys_for_encryption_sign_nothing(remote: Remote, provider: FakeProvider) -> None:
    published = provider.published()
    provider.published = lambda: [{**each, "use": "enc"} for each in published]  # type: ignore[method-assign]
    assert await remote.key("first", NOW) is None
