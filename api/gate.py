"""The gate in front of everything: who asks too much or too often is turned away before any routing."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from api.answers import send_refusal
from api.errors import DoorCode, Refusal
from api.limits import Limits, check_headers
from api.metrics import REFUSALS

_MOST_CLIENTS = 50_000


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
    return network_of(scope["client"][0] if scope.get("client") else "")


def network_of(host: str) -> str:
    """An address, or of IPv6 the network that is one customer's."""
    if ":" not in host:
        return host
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> 64 << 64))
    return host


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may come in: headers of a bearable size, and clients that don't ask too often."""

    limits: Limits
    buckets: Buckets | None

    def admit(self, scope: Scope) -> None:
        """Raises Refusal (431 or 429)."""
        check_headers(scope, self.limits)
        if self.buckets is None:
            return
        wait = self.buckets.take(client_of(scope), time.monotonic())
        if wait:
            after = {"Retry-After": str(max(1, round(wait + 0.5)))}
            raise Refusal(429, DoorCode.RATE_LIMITED, "Too many requests; try again later.", after)


class GateMiddleware:
    """Turns away at the gate, before any routing."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a refusal."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        try:
            self.gate.admit(scope)
        except Refusal as refusal:
            REFUSALS.labels(refusal.code.value).inc()
            return await send_refusal(refusal, scope, send)
        return await self.app(scope, receive, send)
