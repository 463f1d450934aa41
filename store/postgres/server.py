"""Starting, asking after and stopping the server's processes."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from store.postgres.account import identity
from store.postgres.binaries import ENVIRONMENT, Programs
from store.postgres.cluster import ROLE
from store.postgres.errors import EmbeddedPostgresError
from store.postgres.locks import is_held, take
from store.postgres.place import Place

PATIENCE = 600.0
"""Seconds for a start; crash recovery of a busy server takes minutes."""

FAREWELL = 60.0
"""Seconds for a stop before the server is told to leave at once, to recover at the next start."""

PORT = 5432
"""Part of the socket's name; no port is opened."""

SOCKETS = "comptoir-postgres-"
"""How the names of our private folders begin."""

SHORT = "/tmp"  # noqa: S108 - mkdtemp makes a private folder in it
LONGEST_FOLDER = 60
"""Characters; a socket's whole path has to fit into 103 on some systems."""

PROCESSES = Path("/proc")


def url_of(place: Place) -> str:
    """Where the running server listens."""
    return f"postgres://{ROLE}@/{ROLE}?host={quote(str(socket_folder(place)))}&port={PORT}"


def socket_folder(place: Place) -> Path:
    """Where the socket of the last server that was started is."""
    return Path(place.socket.read_text())


def is_alive(place: Place) -> bool:
    """Whether any process of the server exists. The kernel says so: a note with a number can be stale."""
    return is_held(place.alive)


def launch(place: Place, programs: Programs) -> None:
    """Start the server's first process, in its own session so that Ctrl-C here doesn't reach it.

    It and all its children inherit the lock that tells that they are alive.
    """
    _forget_the_dead(place)
    folder = _private_folder(place)
    place.socket.write_text(str(folder))
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{folder}"',
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "log_checkpoints": "off",
    }
    arguments = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with take(place.alive) as alive, place.log.open("ab") as log:
        subprocess.Popen(
            programs.command("postgres", "-D", str(place.cluster), *arguments),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=ENVIRONMENT,
            pass_fds=[alive.fileno()],
            start_new_session=True,
            **identity(place.account),
        )


def wait_until_ready(place: Place, programs: Programs, tell: Callable[[str], object]) -> None:
    """Wait until the server lets us in, however long it has to recover from a crash.

    Raises EmbeddedPostgresError when it gives up, or hasn't come after PATIENCE.
    """
    began = told = time.monotonic()
    while not _accepts(place, programs):
        now = time.monotonic()
        if not is_alive(place):
            raise EmbeddedPostgresError(
                f"PostgreSQL didn't start. The end of {place.log}:\n{_last_words(place)}"
            )
        if now - began > PATIENCE:
            raise EmbeddedPostgresError(f"PostgreSQL hasn't started in {PATIENCE:.0f} s; see {place.log}")
        if now - told > 5:
            tell(f"PostgreSQL is still starting ({now - began:.0f} s); after a crash it has to catch up")
            told = now
        time.sleep(0.05)


def stop(place: Place) -> None:
    """Stop the server, if it lives, and wait for its end: politely first, then at once."""
    for politeness in (signal.SIGINT, signal.SIGQUIT):
        deadline = time.monotonic() + FAREWELL
        while is_alive(place) and time.monotonic() < deadline:
            process = _first_process(place)
            if process:
                os.kill(process, politeness)
            time.sleep(0.05)
    _forget_the_dead(place)


def _accepts(place: Place, programs: Programs) -> bool:
    """Whether it answers a connection, not merely exists."""
    where = [f"--host={socket_folder(place)}", f"--port={PORT}", f"--username={ROLE}"]
    asked = programs.command("pg_isready", *where, "--quiet")
    return subprocess.run(asked, env=ENVIRONMENT, check=False).returncode == 0


def _first_process(place: Place) -> int | None:
    """The number of the server's first process, unless it is gone and the number perhaps another's."""
    try:
        process = int((place.cluster / "postmaster.pid").read_text().split()[0])
        if PROCESSES.exists() and (PROCESSES / str(process) / "cwd").readlink() != place.cluster.resolve():
            return None
        os.kill(process, 0)
    except (OSError, LookupError, ValueError):
        return None
    return process


def _last_words(place: Place) -> str:
    return "\n".join(place.log.read_text(errors="replace").splitlines()[-5:])


def _private_folder(place: Place) -> Path:
    """A new folder for the socket that only the server's user can enter."""
    if place.account:
        folder = Path(tempfile.mkdtemp(prefix=SOCKETS, dir=place.shared))
        os.chown(folder, place.account.uid, place.account.gid)
        return folder
    short = len(tempfile.gettempdir()) <= LONGEST_FOLDER
    return Path(tempfile.mkdtemp(prefix=SOCKETS, dir=None if short else SHORT))


def _forget_the_dead(place: Place) -> None:
    """Remove what a server that ended, or was killed, left behind; the lock told that it is gone."""
    if place.socket.exists():
        shutil.rmtree(socket_folder(place), ignore_errors=True)
        place.socket.unlink()
    (place.cluster / "postmaster.pid").unlink(missing_ok=True)
