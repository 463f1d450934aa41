"""Migrating and filling the database."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson

from api.commands.console import Progress, Refused, reading, say, say_faults
from api.commands.reach import reachable
from api.settings import Settings
from regions.lawbook import lawbook
from store import demo
from store.catalog.keys import list_skus
from store.database import Database, connect
from store.loading import LoadReport, export, load
from store.loading.witness import audited, note_load
from store.migrating import migrate, migrations_pending
from store.shelf import refresh_due
from store.synthetic import SyntheticThere, load_synthetic

DEMO = "comptoir demo"
"""Who loads the demo assortment, in the audit."""


def run_migrate(settings: Settings) -> None:
    """Apply the migrations that are missing and say which."""

    async def run(url: str) -> None:
        async with connect(url) as database:
            await bring_up_to_date(database)

    with reachable(settings) as reached:
        asyncio.run(run(reached.database_url))


def run_load(settings: Settings, files: Sequence[Path], operator: str) -> bool:
    """Load files of JSON Lines one after the other; whether every line was taken."""

    async def run(url: str) -> bool:
        async with connect(url) as database:
            await require_migrations(database)
            reports = [await _load_file(database, file, operator) for file in files]
        return not any(report.errors for report in reports)

    with reachable(settings) as reached:
        return asyncio.run(run(reached.database_url))


def run_synthetic(settings: Settings, number: int, operator: str) -> None:
    """Add made-up products for measurements, saying which table is being filled."""

    async def run(url: str) -> None:
        async with connect(url) as database:
            await require_migrations(database)
            now = datetime.now(UTC)
            try:
                await load_synthetic(database, number, now=now, progress=say)
            except (SyntheticThere, ValueError) as refusal:
                raise Refused(f"Nothing was loaded: {refusal}.") from refusal
            await note_load(database, operator, "synthetic", {"added": number}, now)

    with reachable(settings) as reached:
        asyncio.run(run(reached.database_url))


def run_export(settings: Settings) -> None:
    """Write the catalogue to standard output in the load format."""

    async def run(url: str) -> None:
        async with connect(url) as database:
            await require_migrations(database)
            async for line in export(database):
                sys.stdout.buffer.write(orjson.dumps(line) + b"\n")

    with reachable(settings) as reached:
        asyncio.run(run(reached.database_url))


async def bring_up_to_date(database: Database) -> None:
    """Apply the migrations that are missing, naming each."""
    pending = await migrations_pending(database)
    say(f"Migrating the database: {len(pending)} to apply" if pending else "The database is up to date.")
    await migrate(database, lambda name: say(f"  {name}"))


async def require_migrations(database: Database) -> None:
    """Raise Refused with a sentence when migrations are missing."""
    pending = await migrations_pending(database)
    if pending:
        raise Refused(
            f"The database lacks {len(pending)} migrations, the first is {pending[0]}; run: comptoir migrate"
        )


async def fill_with_demo(database: Database, now: datetime) -> LoadReport:
    """Load those demo products that aren't there; others are left as somebody may have changed them."""
    present = await list_skus(database)
    lines = list(demo.lines())
    missing = [line for line in lines if "sku" in line and line["sku"] not in present]
    if missing:
        say(f"Loading the demo assortment: {len(missing)} products")
        missing = [*(line for line in lines if "sku" not in line), *missing]
    progress = Progress("lines", len(missing))
    witness = audited(None, now, lawbook(), DEMO)
    report = await load(database, map(orjson.dumps, missing), now=now, progress=progress, witness=witness)
    say_faults(report.errors)
    await demo.add_promotions(database)
    await demo.add_reviews(database, now)
    return report


async def look_after_shelf(database: Database, now: datetime) -> None:
    """Write ahead those shelf prices that are about to end."""
    refreshed = await refresh_due(database, lawbook(), now)
    if refreshed:
        say(f"Wrote the shelf prices of {refreshed} products anew")


async def _load_file(database: Database, file: Path, operator: str) -> LoadReport:
    say(f"Loading {file}")
    now, book = datetime.now(UTC), lawbook()
    witness = audited(None, now, book, operator)
    with reading(file, "lines") as (lines, progress):
        report = await load(database, lines, now=now, progress=progress, book=book, witness=witness)
    counts = {
        "lines": report.lines,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "categories": report.categories,
        "left_out": len(report.errors),
    }
    await note_load(database, operator, str(file), counts, now)
    say(
        f"  {report.lines} lines: {report.added} products added, {report.changed} changed, "
        f"{report.unchanged} unchanged, {report.categories} categories, {len(report.errors)} left out"
    )
    say_faults(report.errors)
    return report
