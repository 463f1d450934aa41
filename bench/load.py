"""Asking as fast as a server answers, over connections that stay open."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

Ask = Callable[[int], bytes]
"""Makes the nth request, head and body."""


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


def post(url: str, document: str, variables: object = None) -> bytes:
    """A request that posts a document."""
    parts = urlsplit(url)
    body = json.dumps({"query": document, "variables": variables}).encode()
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(url: str, query: str, **headers: str) -> bytes:
    """A request that gets; underscores in names of headers are hyphens."""
    parts = urlsplit(url)
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"GET {parts.path}?{query} HTTP/1.1\r\nHost: {parts.netloc}\r\n{more}\r\n".encode()


async def measure(url: str, ask: Ask, clients: int, seconds: float) -> Result:
    """Ask with so many clients at once for so long, after a first answer that isn't counted."""
    _, (_, first) = await _ask_until(url, ask, 0, 1, 0.0)
    began = time.perf_counter()
    runs = await asyncio.gather(
        *(_ask_until(url, ask, client, clients, began + seconds) for client in range(clients))
    )
    times = sorted(one for run, _ in runs for one in run)
    elapsed = time.perf_counter() - began
    return Result(len(times), elapsed, _at(times, 0.5), _at(times, 0.99), len(first))


async def send_all(url: str, requests: Sequence[bytes], clients: int) -> tuple[Result, list[bytes]]:
    """Send each request once, with so many clients at once; the answers' bodies, in the requests' order."""
    times: list[float] = []
    bodies = [b""] * len(requests)

    async def work(first: int) -> None:
        reader, writer = await _open(url)
        for number in range(first, len(requests), clients):
            asked = time.perf_counter()
            writer.write(requests[number])
            _, bodies[number] = await _read_answer(reader)
            times.append(time.perf_counter() - asked)
        writer.close()
        await writer.wait_closed()

    began = time.perf_counter()
    await asyncio.gather(*(work(client) for client in range(clients)))
    times.sort()
    elapsed = time.perf_counter() - began
    return Result(len(times), elapsed, _at(times, 0.5), _at(times, 0.99), len(bodies[0])), bodies


async def answer(url: str, request: bytes) -> tuple[bytes, bytes]:
    """The head, in lower case, and the body of one answer."""
    _, told = await _ask_until(url, lambda _: request, 0, 1, 0.0)
    return told


def _at(times: Sequence[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)] * 1000


async def _ask_until(
    url: str, ask: Ask, first: int, step: int, end: float
) -> tuple[list[float], tuple[bytes, bytes]]:
    """Ask at least once and until the end; how long each answer took, and the last one."""
    reader, writer = await _open(url)
    times = []
    number = first
    while True:
        asked = time.perf_counter()
        writer.write(ask(number))
        told = await _read_answer(reader)
        times.append(time.perf_counter() - asked)
        number += step
        if time.perf_counter() >= end:
            writer.close()
            await writer.wait_closed()
            return times, told


async def _open(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port or 80)


async def _read_answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, found, rest = head.partition(b"content-length:")
    length = int(rest.partition(b"\r\n")[0]) if found else 0
    return head, await reader.readexactly(length)
