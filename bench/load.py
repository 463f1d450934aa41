"""Asking as fast as the server answers, over connections that stay open."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.documents import Question


@dataclass(frozen=True, slots=True)
class Result:
    """What one run showed; times in milliseconds."""

    requests: int
    seconds: float
    median: float
    slowest_percent: float
    bytes_each: int

    @property
    def per_second(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


async def measure(url: str, question: Question, clients: int, seconds: float) -> Result:
    """Ask with so many clients at once for so long, after a first answer that isn't counted.

    Raises ValueError with the answer when it holds errors.
    """
    _, first = await _ask_until(url, question, 0, 1, 0.0)
    if "errors" in json.loads(first):
        raise ValueError(f"{question.name}: {first.decode()}")
    began = time.perf_counter()
    runs = await asyncio.gather(
        *(_ask_until(url, question, client, clients, began + seconds) for client in range(clients))
    )
    times = sorted(one for run, _ in runs for one in run)
    elapsed = time.perf_counter() - began
    return Result(len(times), elapsed, _at(times, 0.5), _at(times, 0.99), len(first))


def _at(times: Sequence[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)] * 1000


async def _ask_until(
    url: str, question: Question, first: int, step: int, end: float
) -> tuple[list[float], bytes]:
    """Ask at least once and until the end; how long each answer took, and the last one."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    times = []
    number = first
    while True:
        body = json.dumps({"query": question.document, "variables": question.variables(number)}).encode()
        asked = time.perf_counter()
        writer.write(
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        answer = await _read_answer(reader)
        times.append(time.perf_counter() - asked)
        number += step
        if time.perf_counter() >= end:
            writer.close()
            await writer.wait_closed()
            return times, answer


async def _read_answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
    return await reader.readexactly(length)
