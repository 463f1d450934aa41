"""``make bench``: answer one question in many ways and compare the processor time that each takes."""

import argparse
import asyncio
import json
import os
import platform
import tempfile
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from bench.contenders import BARE, PLAIN, Contender, contenders
from bench.demo import demo_database
from bench.load import measure
from bench.plot import bars

CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One way: microseconds of processor time for a request, median and spread over the rounds."""

    name: str
    microseconds: float
    least: float
    most: float
    to_bare: float
    to_plain: float
    memory_mb: float


def compare(ways: list[Contender], rounds: int, seconds: float) -> list[Row]:
    """Ask each way in turn, many rounds over, so that a busy minute falls on all of them."""
    costs: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for way in ways:
            before = way.server.cpu_seconds()
            result = asyncio.run(measure(way.server.url, way.ask, CLIENTS, seconds))
            costs[way.name].append((way.server.cpu_seconds() - before) / (result.requests + 1) * 1e6)
    middle = {name: median(each) for name, each in costs.items()}
    bare, plain = middle[BARE], middle[PLAIN]
    return [
        Row(
            way.name,
            middle[way.name],
            min(costs[way.name]),
            max(costs[way.name]),
            middle[way.name] / bare,
            plain / middle[way.name],
            way.server.memory_bytes() / 1e6,
        )
        for way in ways
    ]


def print_table(rows: list[Row]) -> None:
    """The rows for people."""
    print(f"{'':34}{'CPU µs':>9}{'least':>9}{'most':>9}{'x bare':>9}{'plain /':>9}{'MB':>7}")
    for row in rows:
        print(
            f"{row.name:34}{row.microseconds:9.0f}{row.least:9.0f}{row.most:9.0f}"
            f"{row.to_bare:9.2f}{row.to_plain:9.1f}{row.memory_mb:7.0f}"
        )


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--json", type=Path, help="Write the rows to this file, too.")
    parser.add_argument("--plot", type=Path, help="Draw them into this SVG, too.")
    asked = parser.parse_args()
    with (
        demo_database() as url,
        tempfile.TemporaryDirectory() as scratch,
        contenders(url, Path(scratch)) as ways,
    ):
        rows = compare(ways, asked.rounds, asked.seconds)
    print(f"\nA list of 20 products; Python {platform.python_version()}, {os.cpu_count()} cores shared\n")
    print_table(rows)
    if asked.json:
        told = {"python": platform.python_version(), "rows": [asdict(row) for row in rows]}
        asked.json.write_text(json.dumps(told, indent=1) + "\n")
    if asked.plot:
        title = "Microseconds of processor time for a list of 20 products"
        asked.plot.write_text(bars(title, [(row.name, row.microseconds) for row in rows]))


if __name__ == "__main__":
    main()
