"""HTTP/1.1 as uvicorn speaks it, with an end to its patience and a short way for what was asked before."""

import asyncio
from typing import Any, cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.front import WHOLE, FrontCache

ARRIVAL_SECONDS = 10.0


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol, but it waits only ARRIVAL_SECONDS for headers and the first bytes of a body.

    uvicorn itself waits for ever for the rest of a header, and for the first byte of a new connection. The
    rest of a body is timed by who reads it.

    If the app has a `front`, a request that arrives at once, between two others, and has a kept answer there
    is answered without being parsed: the same bytes were parsed before.
    """

    _deadline: asyncio.TimerHandle | None = None
    _arriving = True
    _begun = 0
    _complete = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._front: FrontCache | None = getattr(self.app, "front", None)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Start waiting for the first request."""
        super().connection_made(transport)
        self._be_patient()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a request; most are here at once and need no timer."""
        idle = self._begun == self._complete and (self.cycle is None or self.cycle.response_complete)
        if idle and self._front is not None and self._answer(self._front, data):
            return
        before = self._begun
        super().data_received(data)
        if idle and self._begun == self._complete == before + 1 and self.cycle.keep_alive:
            cast(Scope, self.cycle.scope)[WHOLE] = data
        if self._arriving and self._deadline is None:
            self._be_patient()

    def on_message_begin(self) -> None:
        """A request has begun."""
        super().on_message_begin()
        self._arriving = True
        self._begun += 1

    def on_body(self, body: bytes) -> None:
        """Something of the body is here."""
        self._stop_waiting()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is here, with or without a body."""
        self._stop_waiting()
        self._complete += 1
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _answer(self, front: FrontCache, data: bytes) -> bool:
        """Send the kept answer to a request, if there is one and the client reads what it is sent."""
        if self.flow.write_paused:
            return False
        found = front.find(data, self.client[0] if self.client else "")
        if found is None:
            return False
        self._stop_waiting()
        status, head, body = found
        added = [name + b": " + value + b"\r\n" for name, value in self.server_state.default_headers]
        self.transport.write(b"".join([STATUS_LINE[status], *added, head, body]))
        self.on_response_complete()
        return True

    def _be_patient(self) -> None:
        self._deadline = self.loop.call_later(ARRIVAL_SECONDS, self.timeout_keep_alive_handler)

    def _stop_waiting(self) -> None:
        self._arriving = False
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
