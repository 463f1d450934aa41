"""Leases: several processes share one server; the first one in starts it, the last one out stops it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from store.postgres.binaries import find_programs
from store.postgres.cluster import make_cluster
from store.postgres.errors import EmbeddedPostgresError
from store.postgres.locks import alone, is_held, is_shared, together
from store.postgres.place import SYSTEM_HOME, Place, find_place
from store.postgres.server import is_alive, stop, url_of, wait_until_ready

ATTENDANT = "store.postgres.attendant"
CODE = Path(__file__).parents[2]


@contextmanager
def running(
    data: Path, tell: Callable[[str], object] = lambda _: None, system_home: Path = SYSTEM_HOME
) -> Iterator[str]:
    """A running server whose data are in the folder `data`; yields the URL of its database.

    `tell` hears what takes time. `system_home` is where root's server keeps its data and programs.
    Blocks for seconds at the first start. Raises EmbeddedPostgresError with a sentence.
    """
    place = find_place(data, system_home)
    call = [sys.executable, "-m", ATTENDANT, str(data.absolute()), str(system_home)]
    try:
        with together(place.leases):
            with alone(place.turn):
                _start(place, call, tell)
            yield url_of(place)
    finally:
        _stop_if_unused(place)


def _stop_if_unused(place: Place) -> None:
    with alone(place.turn):
        if not is_shared(place.leases):
            stop(place)


def _start(place: Place, call: Sequence[str], tell: Callable[[str], object]) -> None:
    programs = find_programs(place)
    make_cluster(place, programs, tell)
    if not is_alive(place) or not is_held(place.keeper):
        _call_attendant(place, call)
    wait_until_ready(place, programs, tell)


def _call_attendant(place: Place, call: Sequence[str]) -> None:
    """Let a process that outlives us start the server and look after it."""
    with place.log.open("ab") as log:
        called = subprocess.run(
            call,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=CODE,
            env={**os.environ, "PYTHONPATH": str(CODE)},
            start_new_session=True,
            check=False,
        )
    if called.returncode != 0:
        raise EmbeddedPostgresError(f"PostgreSQL couldn't be started; see the end of {place.log}")
