"""kill -9 of every process of ours in the middle of work: up again, and nothing is lost."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store import demo
from store.database import connect
from store.postgres.place import Place, find_place
from store.postgres.server import url_of

ROOT = Path(__file__).parents[2]
PORT = 18123
MOMENTS = ("making a database", "  0001_catalogue", "Loading the demo", "  lines: ", "Ctrl-C")
"""What the demo has just said when everything is killed."""

pytestmark = pytest.mark.prove


def start(data_dir: Path) -> subprocess.Popen[str]:
    """The demo, on a database below the folder."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COMPTOIR_")}
    given = {"PYTHONPATH": str(ROOT), "COMPTOIR_DATA_DIR": str(data_dir), "COMPTOIR_PORT": str(PORT)}
    command = [sys.executable, "-m", "api.cli", "demo"]
    return subprocess.Popen(command, env={**inherited, **given}, stderr=subprocess.PIPE, text=True)


def kill_everything(process: subprocess.Popen[str], place: Place, data_dir: Path) -> int:
    """Kill the demo, its attendant and every process of its server; how many there were."""
    victims = [process.pid]
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace")
            folder = str((entry / "cwd").readlink())
        except OSError:
            continue
        if any(str(ours) in words or str(ours) in folder for ours in (place.home, data_dir)):
            victims.append(int(entry.name))
    for victim in set(victims) - {os.getpid()}:
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    process.communicate()
    return len(set(victims))


def wait_until_said(process: subprocess.Popen[str], words: str) -> None:
    """Read what the demo says until it says these words."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if line.startswith(words):
            return
    raise AssertionError(f"{words!r} was not said in:\n{''.join(said)}")


def test_after_kills_at_any_moment_the_demo_shops_are_complete(data_dir: Path) -> None:
    place = find_place(data_dir)
    killed = []
    for moment in MOMENTS:
        process = start(data_dir)
        wait_until_said(process, moment)
        killed.append(kill_everything(process, place, data_dir))
    assert max(killed) > 3

    process = start(data_dir)
    wait_until_said(process, "Ctrl-C")
    count = asyncio.run(count_products(url_of(place)))
    process.terminate()
    process.communicate()
    assert count == sum("sku" in line for line in demo.lines())


async def count_products(url: str) -> int:
    """How many products the database holds."""
    async with connect(url, 1) as database:
        return int(await database.fetchval("select count(*) from products"))
