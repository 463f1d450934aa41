"""What a command tells the person at the terminal."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

MOST_FAULTS = 20
"""How many a terminal shows one by one."""


class Refused(Exception):
    """A command can't do what it was asked; the message is a sentence for the terminal."""


def say(sentence: str) -> None:
    """A line of progress, on standard error so that output can be piped."""
    print(sentence, file=sys.stderr, flush=True)


def say_faults(faults: Sequence[object]) -> None:
    """Name what was left out, a line each; at a terminal the first ones, and how to keep all of them."""
    shown = faults[:MOST_FAULTS] if sys.stderr.isatty() else faults
    for fault in shown:
        say(f"  {fault}")
    if len(shown) < len(faults):
        say(f"  … and {len(faults) - len(shown)} more; to keep all of them in a file, end with 2> FILE")


class Progress:
    """Says how far a long task is, at most once a second, and never for a short one."""

    def __init__(self, task: str, total: int | None = None) -> None:
        self.task = task
        self.total = total
        self._told = time.monotonic()

    def __call__(self, done: int) -> None:
        """Take note that so many are done."""
        now = time.monotonic()
        if now - self._told >= 1:
            self._told = now
            say(f"  {self.task}: {done}" + (f" of {self.total}" if self.total else ""))


@contextmanager
def reading(path: Path, task: str) -> Iterator[tuple[BinaryIO, Callable[[int], object]]]:
    """A file and what is to hear how much of it is done: a bar at a terminal, else a line now and then."""
    with path.open("rb") as file:
        if not sys.stderr.isatty():
            yield file, Progress(task)
            return
        with typer.progressbar(length=path.stat().st_size, label=f"  {task}", file=sys.stderr) as bar:
            yield file, lambda _: bar.update(file.tell() - bar.pos)
