"""Figures at the command line: as a table, counted again, put right."""

import asyncio
import csv
import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TextIO

from api.commands.catalogue import require_migrations
from api.commands.console import Refused, say
from api.commands.reach import reachable
from api.settings import Settings
from regions.lawbook import lawbook
from store.database import connect
from store.figures.checking import Difference, differences, group_differences, recount
from store.figures.sheet import COLUMNS, Cell, read_rows
from store.figures.tallies import last_days

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, or skips before one."""


def run_csv(settings: Settings, days: int, region: str | None) -> None:
    """Write the figures of the last days to standard output. Raises Refused for an unknown region."""
    if region is not None and region not in lawbook().storefronts:
        raise Refused(f"{region} isn't a region; there are: {', '.join(lawbook().storefronts)}.")
    period = last_days(days, datetime.now(UTC).date())
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)

    async def run(url: str) -> None:
        async with connect(url) as database:
            await require_migrations(database)
            write_rows(out, [COLUMNS])
            async for row in read_rows(database, period, region):
                write_rows(out, [row])

    with reachable(settings) as reached:
        asyncio.run(run(reached.database_url))
    out.detach()


def run_check(settings: Settings) -> None:
    """Compare what is counted with what is there. Raises Refused with a sentence for each difference."""

    async def run(url: str) -> list[str]:
        async with connect(url) as database:
            await require_migrations(database)
            products = [_tell("Product", found) for found in await differences(database)]
            return products + [_tell("Group", found) for found in await group_differences(database)]

    with reachable(settings) as reached:
        faults = asyncio.run(run(reached.database_url))
    if faults:
        raise Refused("\n".join(faults))
    say("Every figure is what a recount says.")


def run_recount(settings: Settings) -> None:
    """Count everything again and keep that."""

    async def run(url: str) -> None:
        async with connect(url) as database:
            await require_migrations(database)
            await recount(database)

    with reachable(settings) as reached:
        asyncio.run(run(reached.database_url))
    say("Everything is counted again.")


def write_rows(out: TextIO, rows: Iterable[Iterable[Cell]]) -> None:
    """Rows as RFC 4180 has them; no text becomes a formula, whatever program opens them."""
    csv.writer(out).writerows(map(_safe, rows))


def _safe(row: Iterable[Cell]) -> Iterator[Cell]:
    for cell in row:
        is_formula = isinstance(cell, str) and cell.startswith(FORMULAS)
        yield f"'{cell}" if is_formula else cell


def _tell(what: str, found: Difference) -> str:
    parts = (f"{name} is {kept}, should be {counted}" for name, (kept, counted) in found.measures().items())
    return f"{what} {found.key} in {found.region} on {found.day}: {'; '.join(parts)}."
