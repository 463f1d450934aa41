"""Running the bench, which is an outhouse: part of a checkout, not of an installation."""

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from api.commands.console import Refused


def run_bench(words: Sequence[str]) -> int:
    """Run ``python -m bench`` with these words; its exit code. Raises Refused where there is no bench."""
    if find_spec("bench") is None:
        raise Refused("The bench is part of a checkout of Comptoir, not of an installation.")
    return subprocess.run([sys.executable, "-m", "bench", *words], check=False).returncode  # noqa: S603 - ours
