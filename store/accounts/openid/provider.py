"""Which providers an operator believes, and for whom: read once from a file of JSON."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from regions.reading import BadInput, Fields, refuse_unless, text
from store.accounts.tokens import Audience

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a public key. No other may ever be allowed: a shared secret or none proves nothing."""
USUAL = ("RS256", "ES256")
FIELDS = ("name", "issuer", "client_id", "client_secret", "for", "algorithms")
AUDIENCES = {"customers": Audience.CUSTOMER, "staff": Audience.STAFF}
LONGEST_ADDRESS = 250
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that may be asked without TLS."""


class BadProviders(ValueError):
    """The file can't be used; the message names the place."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as the operator has registered with it."""

    name: str
    """What clients call it."""
    issuer: str
    client_id: str
    client_secret: str | None
    """Only for the exchange of codes, where the provider gave one."""
    audiences: frozenset[Audience]
    """Who may sign in with it."""
    algorithms: tuple[str, ...] = USUAL

    def __repr__(self) -> str:
        return f"Provider({self.name!r}, {self.issuer!r})"


def read_providers(path: Path | None) -> dict[str, Provider]:
    """The providers in a file, by name; none without a file. Raises BadProviders."""
    if path is None:
        return {}
    try:
        found = orjson.loads(path.read_bytes())
        if not isinstance(found, list):
            raise BadInput("", "expected a list of providers")
        providers = [_provider(Fields(each, f"[{at}]", FIELDS)) for at, each in enumerate(found)]
    except (OSError, orjson.JSONDecodeError) as error:
        raise BadProviders(f"{path} can't be read: {error}.") from None
    except BadInput as error:
        raise BadProviders(f"{path}: {error.path} {error.problem}.") from None
    named = {provider.name: provider for provider in providers}
    if len(named) < len(providers):
        raise BadProviders(f"{path}: two providers have one name.")
    return named


def _provider(found: Fields) -> Provider:
    return Provider(
        name=found.read("name", text),
        issuer=found.read("issuer", address),
        client_id=found.read("client_id", text),
        client_secret=found.read("client_secret", text, None),
        audiences=frozenset(found.items("for", _audience)),
        algorithms=tuple(found.items("algorithms", _algorithm)) or USUAL,
    )


def address(value: Any, path: str) -> str:
    """An address that is asked over TLS, or on this machine."""
    found = text(value, path)
    parts = urlsplit(found)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    refuse_unless(safe and bool(parts.hostname), path, "isn't an https address")
    refuse_unless(len(found) <= LONGEST_ADDRESS, path, "is too long")
    return found


def _audience(value: Any, path: str) -> Audience:
    refuse_unless(value in AUDIENCES, path, f"expected one of {', '.join(AUDIENCES)}")
    return AUDIENCES[value]


def _algorithm(value: Any, path: str) -> str:
    refuse_unless(value in ALGORITHMS, path, f"expected one of {', '.join(ALGORITHMS)}")
    return str(value)
