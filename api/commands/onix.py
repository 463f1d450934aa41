"""Loading ONIX messages from files."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from api.commands.catalogue import require_migrations
from api.commands.console import Refused, reading, say, say_faults
from api.commands.reach import reachable
from api.settings import Settings
from regions.lawbook import lawbook
from store.database import Database, connect
from store.loading.onix import BadTable, OnixReport, Table, load_onix, read_table, subject_table
from store.loading.witness import audited, note_load


def run_load_onix(settings: Settings, files: Sequence[Path], subjects: Path | None, operator: str) -> bool:
    """Load messages one after the other; whether every record was taken."""
    table = _table(subjects)

    async def run(url: str) -> bool:
        async with connect(url) as database:
            await require_migrations(database)
            reports = [await _load_file(database, file, table, operator) for file in files]
        return not any(report.faults for report in reports)

    with reachable(settings) as reached:
        return asyncio.run(run(reached.database_url))


def _table(file: Path | None) -> Table:
    """The merchant's own table of categories, else ours."""
    if file is None:
        return subject_table()
    try:
        return read_table(file.read_bytes())
    except BadTable as bad:
        raise Refused(f"{file} can't be used: {bad}.") from bad


async def _load_file(database: Database, file: Path, table: Table, operator: str) -> OnixReport:
    say(f"Loading {file}")
    now = datetime.now(UTC)
    witness = audited(None, now, lawbook(), operator)
    with reading(file, "records") as (message, progress):
        report = await load_onix(
            database, message, now=now, progress=progress, subjects=table, witness=witness
        )
    counts = {
        "records": report.records,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "passed_over": report.passed_over,
        "left_out": len(report.faults),
    }
    await note_load(database, operator, str(file), counts, now)
    say(
        f"  {report.records} records: {report.added} products added, {report.changed} changed, "
        f"{report.unchanged} unchanged, {report.passed_over} passed over, {len(report.faults)} left out"
    )
    say_faults(report.faults)
    return report
