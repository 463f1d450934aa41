"""Answers as bytes: built once, sent through ASGI without a framework's response in between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import Message, Scope, Send

from api.errors import Refusal
from api.media import Media, choose_media

Headers = tuple[tuple[bytes, bytes], ...]

# What an answer depends on besides its address and body.
_VARY = b"accept, accept-encoding, accept-language, authorization, x-region, x-language, x-deliver-to"
_ALWAYS: Headers = ((b"vary", _VARY), (b"x-content-type-options", b"nosniff"))


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer: what is sent, byte for byte."""

    status: int
    headers: Headers
    body: bytes

    def messages(self) -> tuple[Message, Message]:
        """What ASGI sends: the start and the body."""
        start = {"type": "http.response.start", "status": self.status, "headers": self.headers}
        return start, {"type": "http.response.body", "body": self.body}

    async def send(self, send: Send) -> None:
        """Send it through ASGI."""
        for message in self.messages():
            await send(message)


def encode(
    status: int, body: Mapping[str, Any], media: Media, headers: Iterable[tuple[bytes, bytes]] = ()
) -> Answer:
    """An answer whose body is JSON."""
    encoded = orjson.dumps(body)
    own = (
        (b"content-type", f"{media.value}; charset=utf-8".encode()),
        (b"content-length", str(len(encoded)).encode()),
    )
    return Answer(status, (*own, *_ALWAYS, *headers), encoded)


def answer_refusal(refusal: Refusal, media: Media) -> Answer:
    """The answer to a request that the door turned away."""
    status = status_of_bad_request(media) if refusal.status is None else refusal.status
    headers = ((name.lower().encode(), value.encode("latin-1")) for name, value in refusal.headers.items())
    return encode(status, {"errors": [refusal.formatted()]}, media, headers)


def status_of_bad_request(media: Media) -> int:
    """GraphQL over HTTP: a well-formed request that can't be run is 400, but 200 as plain JSON."""
    return 200 if media is Media.JSON else 400


async def send_refusal(refusal: Refusal, scope: Scope, send: Send) -> None:
    """Refuse a request that hasn't reached an endpoint, a WebSocket's handshake included."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": refusal.message})
        return
    accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
    try:
        media = choose_media(accept, page_offered=False)
    except Refusal:
        media = Media.JSON
    await answer_refusal(refusal, media).send(send)
