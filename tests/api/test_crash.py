"""kill -9 of the server in the middle of checkouts: what was confirmed is there, and nothing twice."""

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from store.database import connect
from store.orders.sweeping import sweep
from store.payments.builtin import built_in
from tests.api.journey import Guest
from tests.store.selling.books import check_books, count_stock

ROOT = Path(__file__).parents[2]
LINES = [{"sku": "kaffee-250", "quantity": 1}, {"sku": "goldberg-cd", "quantity": 1}]
GUESTS = 12
KILLS = 2


class Server:
    """`comptoir serve` as a process that can be killed and started again."""

    def __init__(self, database_url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        ours = {name: value for name, value in os.environ.items() if not name.startswith("COMPTOIR_")}
        self.environment = {
            **ours,
            "PYTHONPATH": str(ROOT),
            "COMPTOIR_DATABASE_URL": database_url,
            "COMPTOIR_PORT": str(self.port),
        }
        self.process = self.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> subprocess.Popen[bytes]:
        """A new process in a group of its own."""
        command = [sys.executable, "-m", "api.cli", "serve"]
        silent = subprocess.DEVNULL
        return subprocess.Popen(
            command, env=self.environment, stdout=silent, stderr=silent, start_new_session=True
        )

    def kill(self) -> None:
        """Kill it without a warning."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    async def listening(self) -> None:
        """Wait until it answers."""
        async with httpx.AsyncClient() as client:
            for _ in range(600):
                try:
                    if (await client.get(f"{self.url}/healthz")).is_success:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.1)
        raise AssertionError("the server doesn't listen")


async def insist(guest: Guest) -> dict[str, object]:
    """Check out, again and again until there is an answer."""
    while True:
        try:
            return await guest.check_out()
        except httpx.TransportError:
            await asyncio.sleep(0.1)


async def test_orders_survive_the_death_of_the_server(todays_demo_url: str) -> None:
    server = Server(todays_demo_url)
    try:
        await server.listening()
        async with (
            connect(todays_demo_url) as database,
            httpx.AsyncClient(base_url=server.url, timeout=60) as client,
        ):
            await database.execute("update stock set quantity = 10")
            opening = await count_stock(database)
            guests = [Guest(client, "DE", number) for number in range(GUESTS)]
            for guest in guests:
                await guest.fill(LINES)
            checkouts = [asyncio.create_task(insist(guest)) for guest in guests]
            chance = random.Random(5)  # noqa: S311 - the same every time
            for _ in range(KILLS):
                await asyncio.sleep(chance.random() / 10)
                server.kill()
                server.process = server.start()
                await server.listening()
            told = await asyncio.gather(*checkouts)
            again = [await guest.check_out() for guest in guests]
            confirmed = [each["order"]["number"] for each in told if each["order"]]  # type: ignore[index]
            assert len(set(confirmed)) == len(confirmed) == 10
            repeated = [each["order"]["number"] for each in again if each["order"]]
            assert repeated == confirmed
            later = datetime.now(UTC) + timedelta(minutes=5)
            await sweep(database, built_in(testing=True), later)
            kept = await database.fetch("select number, status from orders")
            assert {row["number"] for row in kept} == set(confirmed)
            assert {row["status"] for row in kept} == {"CONFIRMED"}
            await check_books(database, opening)
    finally:
        server.kill()
