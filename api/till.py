"""Who brings in the money, as the settings say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module, util

from api.settings import Mode, Settings, variable_of
from store.payments.builtin import built_in
from store.payments.provider import Till


class TillUnavailable(Exception):
    """A provider is named in the settings but can't be used; the message is a sentence for the operator."""


def require_till(settings: Settings) -> None:
    """Raise TillUnavailable where the settings ask for what isn't installed."""
    if settings.stripe_secret_key and util.find_spec("stripe") is None:
        raise TillUnavailable(
            f"{variable_of('stripe_secret_key')} needs Stripe's SDK: pip install 'comptoir[stripe]'"
        )


def open_till(settings: Settings) -> Till:
    """The providers by their methods. Raises TillUnavailable."""
    require_till(settings)
    till = built_in(testing=settings.mode is Mode.DEVELOPMENT)
    if not settings.stripe_secret_key:
        return till
    # An extra, and 0.5 s of every start: loaded only where it is asked for.
    stripe = import_module("store.payments.stripe")
    opened = stripe.open_stripe(
        settings.stripe_secret_key, settings.stripe_signing_secret, settings.stripe_address
    )
    return {**till, opened.name: opened}


@asynccontextmanager
async def closed_after(till: Till) -> AsyncIterator[Till]:
    """Close the connections of those providers that have some, after the block."""
    try:
        yield till
    finally:
        for provider in till.values():
            close = getattr(provider, "aclose", None)
            if close is not None:
                await close()
