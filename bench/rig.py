"""Servers as a user would start them, each a process of its own whose processor time is read from outside."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    url: str
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """User and system time of the process and its children so far."""
        times = [one.cpu_times() for one in (self.process, *self.process.children(recursive=True))]
        return sum((float(one.user + one.system) for one in times), 0.0)

    def memory_bytes(self) -> int:
        """Resident memory of the process."""
        resident: int = self.process.memory_info().rss
        return resident


@contextmanager
def comptoir(environment: Mapping[str, str]) -> Iterator[Server]:
    """Our server with one worker."""
    port = _free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]
    with _running(command, {**environment, "COMPTOIR_PORT": str(port)}, port) as server:
        yield server


@contextmanager
def uvicorn(app: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """An ASGI app under uvicorn, without an access log, as ours runs."""
    port = _free_port()
    options = ["--port", str(port), "--no-access-log", "--log-level", "warning"]
    with _running([sys.executable, "-m", "uvicorn", app, *options], environment, port) as server:
        yield server


@contextmanager
def _running(command: list[str], environment: Mapping[str, str], port: int) -> Iterator[Server]:
    with subprocess.Popen(command, env={**os.environ, **environment}) as process:  # noqa: S603 - our own words
        try:
            _wait_for(port, process)
            yield Server(f"http://127.0.0.1:{port}/graphql", psutil.Process(process.pid))
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode} before it answered.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server doesn't listen after 30 seconds.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
