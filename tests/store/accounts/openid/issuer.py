"""An OpenID provider of our own, over real HTTP, that signs whatever a test wants it to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec, rsa

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CLIENT = "comptoir-shop"


class FakeProvider:
    """Publishes its keys and exchanges codes; `asked` counts what it was asked for."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.keys: dict[str, Any] = {"first": rsa.generate_private_key(65537, 2048)}
        self.told: dict[str, Any] = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
        }
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.down = False

    def rotate(self, key_id: str) -> None:
        """Sign with another key from now on; the old one is published no more."""
        self.keys = {key_id: ec.generate_private_key(ec.SECP256R1())}

    def published(self) -> list[dict[str, Any]]:
        """The public keys, as JWKs."""
        found = []
        for key_id, key in self.keys.items():
            elliptic = isinstance(key, ec.EllipticCurvePrivateKey)
            algorithm: Any = jwt.algorithms.ECAlgorithm if elliptic else jwt.algorithms.RSAAlgorithm
            jwk = orjson.loads(algorithm.to_jwk(key.public_key()))
            found.append({**jwk, "kid": key_id, "use": "sig"})
        return found

    def sign(self, nonce: str, /, key_id: str | None = None, **changed: Any) -> str:
        """An id token that is good but for what is changed; None leaves a claim out."""
        name = key_id or next(iter(self.keys))
        key = self.keys[name]
        claims = {
            "iss": self.issuer,
            "sub": "ada-17",
            "aud": CLIENT,
            "iat": int(NOW.timestamp()),
            "exp": int((NOW + timedelta(minutes=5)).timestamp()),
            "nonce": nonce,
            "email": "Ada@example.org",
            "email_verified": True,
            **changed,
        }
        kept = {claim: value for claim, value in claims.items() if value is not None}
        algorithm = "ES256" if isinstance(key, ec.EllipticCurvePrivateKey) else "RS256"
        return jwt.encode(kept, key, algorithm, headers={"kid": name})

    def exchange(self, form: dict[str, str]) -> dict[str, str] | None:
        """The tokens for a code whose every part is as it was agreed; None for any other."""
        agreed = self.codes.get(form.get("code", ""))
        if agreed is None or any(
            form.get(name) != value for name, value in agreed.items() if name != "id_token"
        ):
            return None
        return {"id_token": agreed["id_token"], "token_type": "Bearer"}


def _handler(provider: FakeProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            if self.path == "/keys":
                self._answer(200, {"keys": provider.published()})
            else:
                self._answer(200, provider.told)

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            found = provider.exchange({name: values[0] for name, values in parse_qs(body).items()})
            self._answer(400 if found is None else 200, found or {"error": "invalid_grant"})

        def _answer(self, status: int, told: dict[str, Any]) -> None:
            self.send_response(503 if provider.down else status)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(orjson.dumps(told))

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    return Handler


@contextmanager
def listening() -> Iterator[FakeProvider]:
    """A provider that listens until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    fake = FakeProvider(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = _handler(fake)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
