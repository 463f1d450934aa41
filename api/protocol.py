"""HTTP/1.1 as uvicorn speaks it, with an end to its patience."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

ARRIVAL_SECONDS = 10.0


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol, but it waits only ARRIVAL_SECONDS for headers and the first bytes of a body.

    uvicorn itself waits for ever for the rest of a header, and for the first byte of a new connection. The
    rest of a body is timed by who reads it.
    """

    _deadline: asyncio.TimerHandle | None = None
    _arriving = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Start waiting for the first request."""
        super().connection_made(transport)
        self._be_patient()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a request; most are here at once and need no timer."""
        super().data_received(data)
        if self._arriving and self._deadline is None:
            self._be_patient()

    def on_message_begin(self) -> None:
        """A request has begun."""
        super().on_message_begin()
        self._arriving = True

    def on_body(self, body: bytes) -> None:
        """Something of the body is here."""
        self._stop_waiting()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is here, with or without a body."""
        self._stop_waiting()
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _be_patient(self) -> None:
        self._deadline = self.loop.call_later(ARRIVAL_SECONDS, self.timeout_keep_alive_handler)

    def _stop_waiting(self) -> None:
        self._arriving = False
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
