"""Printing the schema, and keeping the printed one true."""

import sys

from api.commands.console import Refused, say
from schema.build import PRINTED, print_sdl


def print_schema() -> None:
    """The schema on standard output."""
    sys.stdout.write(print_sdl())


def write_schema() -> None:
    """Renew the printed schema that is kept beside the sources."""
    PRINTED.write_text(print_sdl(), encoding="utf-8")
    say(f"Wrote {PRINTED}")


def check_schema() -> None:
    """Raise Refused when the printed schema isn't what the sources say."""
    if not PRINTED.exists() or PRINTED.read_text(encoding="utf-8") != print_sdl():
        raise Refused(f"{PRINTED.name} isn't up to date; run: comptoir schema --write")
