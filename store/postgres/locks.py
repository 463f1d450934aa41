"""Locks of the kernel (flock): held by an open file, gone with the process whatever kills it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else holds the lock, and hold it for the block."""
    with _open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def together(path: Path) -> Iterator[None]:
    """Hold a share of the lock for the block; waits only for one who holds it alone."""
    with _open(path) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock alone. Asking doesn't disturb others who ask."""
    return not _try(path, fcntl.LOCK_SH)


def is_shared(path: Path) -> bool:
    """Whether somebody holds a share of the lock. One who holds it alone, to see the same, is waited for."""
    if _try(path, fcntl.LOCK_EX):
        return False
    with together(path):
        pass
    return not _try(path, fcntl.LOCK_EX)


def take(path: Path) -> FileIO:
    """Take a free lock and answer with the file that holds it, to be inherited by a child process.

    Raises BlockingIOError when somebody holds it.
    """
    file = _open(path)
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return file


def _try(path: Path, kind: int) -> bool:
    with _open(path) as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _open(path: Path) -> FileIO:
    return FileIO(path, "a")
