"""Settings: read once from the environment, complete and frozen from then on.

Each field is ``COMPTOIR_`` and its name in capitals. docs/production.md describes them to operators.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

PREFIX = "COMPTOIR_"
NOT_OURS = re.compile(r"COMPTOIR_(TEST|SERVICE|PORT)_")
"""Read by the tests, or set by Kubernetes in the pods beside a service that is called comptoir."""

DEMO_SECRET = "demo-secret-for-development-only"  # noqa: S105 - known to everybody, refused in production
SHORTEST_SECRET = 32


class Mode(StrEnum):
    """For whom the server runs: explorers on their own machine, or the public."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class BadSettings(ValueError):
    """The environment can't be used; the message has a sentence for each fault, a line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ from one installation to another."""

    mode: Mode = Mode.DEVELOPMENT
    database_url: str = field(default="", repr=False)
    """PostgreSQL 15 or newer; empty: an embedded one below `data_dir`."""
    data_dir: Path = Path(".data")
    """Where the embedded PostgreSQL keeps its data."""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    """Processes that serve."""
    pool_size: int = 4
    """Connections to PostgreSQL that each worker may open."""
    secret: str = field(default=DEMO_SECRET, repr=False)
    """What tokens are signed with; at least 32 characters, the same for all workers."""
    previous_secrets: tuple[str, ...] = field(default=(), repr=False)
    """Secrets whose tokens are still believed, separated by commas; so that the secret can be changed."""
    openid_providers: Path | None = None
    """A JSON file of the outside providers that customers or staff may sign in with."""
    default_region: str = "DE"
    """The storefront for visitors who name none."""
    playground: bool = True
    introspection: bool = True
    """Introspection and suggestions of names for everybody."""
    trusted_documents: Path | None = None
    """A JSON object of documents by their SHA-256."""
    trusted_documents_only: bool = False
    """Refuse every other document."""
    cors_origins: tuple[str, ...] = ()
    """Origins whose pages may ask from a browser, separated by commas; ``*``: all."""
    mail: str = field(default="", repr=False)
    """The mail server, as ``smtp://user:password@host``; empty: letters are kept in a folder."""
    stripe_secret_key: str = field(default="", repr=False)
    """The secret key of the shop's Stripe account; empty: nobody pays by Stripe."""
    stripe_signing_secret: str = field(default="", repr=False)
    """The secret with which Stripe signs what it sends to ``/payments/stripe/events``."""
    stripe_address: str = "https://api.stripe.com"
    """Where Stripe is asked; another for a stand-in."""
    trusted_proxies: str = ""
    """Addresses or networks, separated by commas, whose X-Forwarded headers are believed."""
    rate: float = 0.0
    """Requests a second that one client may make in the long run; 0: as many as it likes."""
    burst: int = 200
    """Requests that one client may make at once."""
    body_bytes: int = 128 * 1024
    header_bytes: int = 16 * 1024
    body_seconds: float = 10.0
    """How long a client may take to send a request."""
    operation_seconds: float = 10.0
    """How long an answer may take."""
    cache_bytes: int = 64 * 1024 * 1024
    """Memory that each worker gives to finished answers; 0: none are kept."""
    access_log_every: int = 0
    """Log one request in so many; 0: only failures."""


PRODUCTION: Mapping[str, Any] = {
    "host": "0.0.0.0",  # noqa: S104 - behind a proxy, in a container of its own
    "playground": False,
    "introspection": False,
    "rate": 50.0,
    "access_log_every": 100,
}
"""Defaults that differ in production."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment asks for.

    Raises BadSettings for a name that isn't a setting, a value that can't be read, and in production for
    what would be unsafe: the demo's secret, or no database of one's own.
    """
    readers = {variable_of(one.name): (one.name, _READERS[one.type]) for one in fields(Settings)}
    given: dict[str, Any] = {}
    faults = []
    for variable, text in sorted(environment.items()):
        if variable in readers:
            name, read = readers[variable]
            try:
                given[name] = read(text.strip())
            except ValueError as error:
                faults.append(f"{variable} must be {error}, not {text!r}.")
        elif variable.startswith(PREFIX) and not NOT_OURS.match(variable):
            faults.append(f"{variable} isn't a setting.")
    defaults = PRODUCTION if given.get("mode") is Mode.PRODUCTION else {}
    settings = Settings(**{**defaults, **given})
    faults += _unsafe(settings)
    if faults:
        raise BadSettings("\n".join(faults))
    return settings


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _unsafe(settings: Settings) -> list[str]:
    faults = list(_half_a_stripe(settings))
    if settings.mode is not Mode.PRODUCTION:
        return faults
    if settings.secret == DEMO_SECRET or len(settings.secret) < SHORTEST_SECRET:
        faults.append(
            f"In production COMPTOIR_SECRET must be {SHORTEST_SECRET} characters that nobody knows."
        )
    if not settings.database_url:
        faults.append("In production COMPTOIR_DATABASE_URL must name a PostgreSQL.")
    return faults


def _half_a_stripe(settings: Settings) -> Iterator[str]:
    """Money that is taken where nobody means it, or that nobody hears of."""
    key = settings.stripe_secret_key
    if not key:
        return
    live = "_live_" in key
    if settings.mode is Mode.PRODUCTION and not live:
        yield "In production COMPTOIR_STRIPE_SECRET_KEY must be a live key: by this one nobody really pays."
    if settings.mode is Mode.DEVELOPMENT and live:
        yield "In development COMPTOIR_STRIPE_SECRET_KEY must be a test key: by this one people really pay."
    if not settings.stripe_signing_secret:
        yield "COMPTOIR_STRIPE_SIGNING_SECRET must be set with COMPTOIR_STRIPE_SECRET_KEY."
    if live and settings.stripe_address != "https://api.stripe.com":
        yield "COMPTOIR_STRIPE_ADDRESS must be left out: a live key is for Stripe alone."


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError("a whole number")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise ValueError("a number such as 2.5")
    return float(text)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"yes", "no", "true", "false", "1", "0"}:
        raise ValueError("yes or no")
    return text.lower() in {"yes", "true", "1"}


def _mode(text: str) -> Mode:
    if text not in list(Mode):
        raise ValueError(" or ".join(Mode))
    return Mode(text)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip() for part in text.split(",")) if word)


_READERS: Mapping[Any, Callable[[str], Any]] = {
    str: str,
    int: _whole,
    float: _number,
    bool: _yes_or_no,
    Mode: _mode,
    Path: Path,
    Path | None: Path,
    tuple[str, ...]: _words,
}
