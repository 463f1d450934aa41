"""The bounds of one request: bytes and seconds."""

import asyncio
from dataclasses import dataclass

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from api.errors import DoorCode, Refusal

_MOST_HEADERS = 100


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
