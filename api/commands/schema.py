"""Printing the schemas, and keeping the printed ones true."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from api.commands.console import Refused, say
from schema import build
from schema.staff import build as staff

PRINTED: Mapping[Path, Callable[[], str]] = {
    build.PRINTED: build.print_sdl,
    staff.PRINTED: staff.print_staff_sdl,
}
"""Where each schema is kept beside its sources, and who prints it."""


def print_schema(*, for_staff: bool = False) -> None:
    """One schema on standard output."""
    sys.stdout.write(staff.print_staff_sdl() if for_staff else build.print_sdl())


def write_schema() -> None:
    """Renew the printed schemas that are kept beside the sources."""
    for path, print_sdl in PRINTED.items():
        path.write_text(print_sdl(), encoding="utf-8")
        say(f"Wrote {path}")


def check_schema() -> None:
    """Raise Refused when a printed schema isn't what the sources say."""
    for path, print_sdl in PRINTED.items():
        if not path.exists() or path.read_text(encoding="utf-8") != print_sdl():
            raise Refused(f"{path.parent.name}/{path.name} isn't up to date; run: comptoir schema --write")
