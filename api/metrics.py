"""Figures for Prometheus.

Several workers share one figure through files when PROMETHEUS_MULTIPROC_DIR names a folder, which `serve`
sees to before they start.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.requests import Request
from starlette.responses import Response

FLUSH_SECONDS = 1.0

REQUESTS = Counter("comptoir_http_requests_total", "Requests answered, by status.", ["status"])
SECONDS = Histogram(
    "comptoir_http_request_seconds",
    "Time from a request's arrival to the end of its answer, in seconds.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
IN_FLIGHT = Gauge("comptoir_http_in_flight", "Requests being answered.", multiprocess_mode="livesum")
INTERNAL_ERRORS = Counter("comptoir_internal_errors_total", "Errors masked as INTERNAL.")
UNAVAILABLE = Counter("comptoir_unavailable_total", "Answers that failed because PostgreSQL was cut off.")
REFUSALS = Counter("comptoir_refusals_total", "Requests that the door turned away, by code.", ["code"])
CACHE = Counter("comptoir_cache_lookups_total", "Lookups in the response cache, by outcome.", ["outcome"])


class Hits:
    """Counts answers straight from the cache: a plain number, brought to the figures now and then, since a
    figure's lock costs as much as the rest of such an answer. They aren't in the histogram of times."""

    def __init__(self) -> None:
        self._waiting = 0

    def add(self) -> None:
        """Count one."""
        self._waiting += 1

    def flush(self) -> None:
        """Bring what was counted to the figures."""
        waiting, self._waiting = self._waiting, 0
        if waiting:
            CACHE.labels("shortcut").inc(waiting)
            REQUESTS.labels("200").inc(waiting)

    @asynccontextmanager
    async def flushed(self) -> AsyncIterator[None]:
        """For the duration of the block, bring what was counted to the figures every second."""
        task = asyncio.create_task(self._flush_for_ever())
        try:
            yield
        finally:
            task.cancel()
            self.flush()

    async def _flush_for_ever(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            self.flush()


HITS = Hits()


async def metrics(_: Request) -> Response:
    """All figures in Prometheus' text format."""
    HITS.flush()
    return Response(generate_latest(_registry()), media_type=CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library leaves it untyped
    return shared
