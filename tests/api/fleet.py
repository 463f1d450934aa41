"""Processes of ours that a test may kill and start again: PostgreSQL, servers, workers."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import psutil

from store.postgres.account import identity
from store.postgres.binaries import ENVIRONMENT, find_programs
from store.postgres.cluster import ROLE, make_cluster
from store.postgres.place import find_place

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


class Mortal:
    """A process with its children. Nothing warns them before they are killed."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], **options: Any) -> None:
        self.command = command
        self.environment = environment
        self.options = options
        self.start()

    def start(self) -> None:
        """Start it, or start it again."""
        silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(self.command, env=self.environment, **{**silent, **self.options})

    def kill(self) -> None:
        """Kill it and its children, and wait until all of them are gone."""
        first = psutil.Process(self.process.pid)
        victims = [first, *first.children(recursive=True)]
        for victim in victims:
            victim.kill()
        self.process.wait()
        psutil.wait_procs(victims[1:], timeout=PATIENCE)


class Ours(Mortal):
    """A command of `comptoir`."""

    def __init__(self, command: str, database_url: str, **settings: str) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("COMPTOIR_")}
        given = {f"COMPTOIR_{name.upper()}": value for name, value in settings.items()}
        given |= {"PYTHONPATH": str(ROOT), "COMPTOIR_DATABASE_URL": database_url}
        super().__init__([sys.executable, "-m", "api.cli", command], {**inherited, **given})


class Server(Ours):
    """`comptoir serve`."""

    def __init__(self, database_url: str, **settings: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        super().__init__("serve", database_url, port=str(self.port), **settings)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def listening(self) -> None:
        """Wait until it answers."""
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient() as client:
            while True:
                try:
                    if (await client.get(f"{self.url}/readyz")).is_success:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.1)


class Postgres(Mortal):
    """A PostgreSQL whose address stays the same over its deaths."""

    def __init__(self, home: Path) -> None:
        place = find_place(home / "data", home)
        self.programs = find_programs(place)
        make_cluster(place, self.programs, lambda _: None)
        folder = place.home / "socket folder"
        folder.mkdir(mode=0o700)
        if place.account:
            os.chown(folder, place.account.uid, place.account.gid)
        settings = {"listen_addresses": "", "unix_socket_directories": f'"{folder}"', "max_connections": "50"}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = self.programs.command("postgres", "-D", str(place.cluster), *words)
        self.url = f"postgres://{ROLE}@/{ROLE}?host={quote(str(folder))}"
        super().__init__(command, ENVIRONMENT, cwd="/", **identity(place.account))

    def start(self) -> None:
        """Start it and wait until it lets us in; after a kill it has to catch up."""
        super().start()
        deadline = time.monotonic() + PATIENCE
        asked = self.programs.command("pg_isready", "-d", self.url, "--quiet")
        while subprocess.run(asked, env=ENVIRONMENT, check=False).returncode != 0:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the test's own, in a folder that its user can reach; nothing stays of it."""
    home = Path(tempfile.mkdtemp(prefix="comptoir test ", dir="/var/tmp"))
    home.chmod(0o755)
    server = Postgres(home)
    try:
        yield server
    finally:
        server.kill()
        shutil.rmtree(home)
