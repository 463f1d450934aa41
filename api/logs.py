"""Logs: one JSON object a line, written by a thread of their own so that no request waits for a disk.

The access log holds a sample of the ordinary requests and every failed one; no query string, variable,
header or address is ever written, since these can be personal or secret.
"""

import logging
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import QueueHandler, QueueListener
from queue import SimpleQueue
from types import TracebackType

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import IN_FLIGHT, REQUESTS, SECONDS

access = logging.getLogger("comptoir.access")


class JsonLines(logging.Formatter):
    """A record as one line of JSON; what was passed as `extra={"facts": ...}` becomes keys of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()

    def formatException(  # noqa: N802  (the name that logging calls)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Where exceptions came from, the first cause first, but not what they say.

        A message may quote what a client sent: PostgreSQL's do, down to whole rows.
        """
        told: list[str] = []
        error = ei[1]
        while error is not None:
            places = "".join(traceback.format_tb(error.__traceback__))
            told.insert(0, f"{places}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n\n".join(told)


@contextmanager
def logging_to_stderr(*libraries: str) -> Iterator[None]:
    """Send our log lines to standard error, by way of a thread, for the duration of the block.

    The same for what `libraries` log, by the names of their loggers.
    """
    writer = logging.StreamHandler(sys.stderr)
    writer.setFormatter(JsonLines())
    queue: SimpleQueue[logging.LogRecord] = SimpleQueue()
    listener = QueueListener(queue, writer)
    door = HandOver(queue)
    loggers = [logging.getLogger(name) for name in ("comptoir", *libraries)]
    for logger in loggers:
        logger.addHandler(door)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    listener.start()
    try:
        yield
    finally:
        for logger in loggers:
            logger.propagate = True
            logger.removeHandler(door)
        listener.stop()


class HandOver(QueueHandler):
    """Puts records into the queue as they are; the thread formats them."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """The record itself: nothing in ours changes after it was logged."""
        return record


class Observation:
    """Measures every request and logs a sample: each failed one and one in `every` others (0: none)."""

    def __init__(self, app: ASGIApp, every: int) -> None:
        self.app = app
        self.every = every
        self.seen = 0
        self.by_status = {status: REQUESTS.labels(str(status)) for status in (200, 304, 400)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and take note of how it ends."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started = time.perf_counter()
        status = 499  # nothing was sent: the client went first

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        IN_FLIGHT.inc()
        try:
            return await self.app(scope, receive, note)
        except BaseException:
            status = 500
            raise
        finally:
            IN_FLIGHT.dec()
            self.observe(scope, status, time.perf_counter() - started)

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Count one finished request, and log it if it is in the sample."""
        counter = self.by_status.get(status)
        (counter or REQUESTS.labels(str(status))).inc()
        SECONDS.observe(seconds)
        self.seen += 1
        if status >= 500 or (self.every and self.seen % self.every == 0):
            facts = {
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "ms": round(seconds * 1000, 2),
            }
            access.info("request", extra={"facts": facts})
