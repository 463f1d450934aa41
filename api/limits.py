"""What one client may ask of the door: bytes, seconds and requests."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answers import send_refusal
from api.errors import DoorCode, Refusal
from api.metrics import REFUSALS

_MOST_HEADERS = 100
_MOST_CLIENTS = 50_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one request, in bytes and seconds."""

    body_bytes: int = 128 * 1024
    header_bytes: int = 16 * 1024
    body_seconds: float = 10.0


async def read_body(scope: Scope, receive: Receive, limits: Limits) -> bytes:
    """The whole body. Raises Refusal if it is encoded, too large or too slow, ClientDisconnect if it ends."""
    headers = dict(scope["headers"])
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise Refusal(415, DoorCode.UNSUPPORTED_ENCODING, "Send the body without a content encoding.")
    length = headers.get(b"content-length", b"0")
    if length.isdigit() and int(length[:20]) > limits.body_bytes:
        raise _too_large(limits)
    try:
        async with asyncio.timeout(limits.body_seconds):
            return await _collect(receive, limits)
    except TimeoutError:
        raise Refusal(
            408, DoorCode.BODY_TOO_SLOW, "The body took too long to arrive.", {"Connection": "close"}
        ) from None


async def _collect(receive: Receive, limits: Limits) -> bytes:
    chunks = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limits.body_bytes:
            raise _too_large(limits)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def _too_large(limits: Limits) -> Refusal:
    message = f"The body may have {limits.body_bytes} bytes."
    # Without closing, a server would read the rest of the body to the end.
    return Refusal(413, DoorCode.BODY_TOO_LARGE, message, {"Connection": "close"})


def check_headers(scope: Scope, limits: Limits) -> None:
    """Refuse (431) headers, or an address, larger than any client of ours has reason to send."""
    headers = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    size += len(scope.get("query_string", b""))
    if size > limits.header_bytes or len(headers) > _MOST_HEADERS:
        message = f"The headers and address may have {limits.header_bytes} bytes."
        raise Refusal(431, DoorCode.HEADERS_TOO_LARGE, message, {"Connection": "close"})


class Buckets:
    """A bucket of tokens for each client: `rate` are added each second, up to `burst`; a request takes one.

    The least recently seen clients are forgotten beyond 50,000, so that nobody can fill the memory. A
    client is an IPv4 address or an IPv6 network of 64 bits, which is what one customer of a provider gets.
    """

    def __init__(self, rate: float, burst: int) -> None:
        self.rate = rate
        self.burst = burst
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, now: float) -> float:
        """Take a token at a monotonic instant: 0, or the seconds until the next one is there."""
        level, since = self._seen.pop(client, (float(self.burst), now))
        level = min(float(self.burst), level + (now - since) * self.rate)
        wait = 0.0 if level >= 1 else (1 - level) / self.rate
        self._seen[client] = (level if wait else level - 1, now)
        if len(self._seen) > _MOST_CLIENTS:
            self._seen.popitem(last=False)
        return wait


def client_of(scope: Scope) -> str:
    """Who is counted together: the address that the server gives, trusting no header itself."""
    host = scope["client"][0] if scope.get("client") else ""
    if ":" not in host:
        return host
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> 64 << 64))
    return host


class LimitsMiddleware:
    """Turns away headers that are too large and clients that ask too often, before any routing."""

    def __init__(self, app: ASGIApp, limits: Limits, buckets: Buckets | None) -> None:
        self.app = app
        self.limits = limits
        self.buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a refusal."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        try:
            self.check(scope)
        except Refusal as refusal:
            REFUSALS.labels(refusal.code.value).inc()
            return await send_refusal(refusal, scope, send)
        return await self.app(scope, receive, send)

    def check(self, scope: Scope) -> None:
        """Raises Refusal (431 or 429)."""
        check_headers(scope, self.limits)
        if self.buckets is None:
            return
        wait = self.buckets.take(client_of(scope), time.monotonic())
        if wait:
            after = {"Retry-After": str(max(1, round(wait + 0.5)))}
            raise Refusal(429, DoorCode.RATE_LIMITED, "Too many requests; try again later.", after)
