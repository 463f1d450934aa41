"""Loading a message: read record by record, gathered by work, written by the loader of the load format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import BinaryIO

import orjson

from regions.lawbook import LawBook, lawbook
from store.database import Database
from store.loading.load import Witness, load, unwitnessed
from store.loading.onix.blocks import BadRecord, Block
from store.loading.onix.header import Header, read_header
from store.loading.onix.identity import read_sku
from store.loading.onix.record import Line, Reader, is_deletion
from store.loading.onix.report import Fault, OnixReport, counted
from store.loading.onix.stream import BrokenMessage, records
from store.loading.onix.subjects import Table, subject_table
from store.loading.onix.works import compose
from store.loading.report import RowError
from store.markets import markets

CHUNK = 200
"""Records that are read before what they say is written."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one record: something said of a variant, or a fault, or neither."""

    reference: str
    sku: str | None = None
    """Of the variant."""
    line: Line | None = None
    """None with a SKU: the variant is deleted."""
    fault: Fault | None = None


async def load_onix(
    database: Database,
    source: BinaryIO,
    *,
    now: datetime,
    progress: Callable[[int], object] | None = None,
    book: LawBook | None = None,
    subjects: Table | None = None,
    witness: Witness = unwitnessed,
) -> OnixReport:
    """Load an ONIX 3 message; docs/onix.md says how it is read.

    All of a record is taken or nothing of it. A message that breaks off is loaded as far as it could be read,
    and the last fault says so. `progress` hears how many records are done; `subjects` is the table by which
    records are filed, by default the one of the demo shops.
    """
    open_book = book or lawbook()
    reader = Reader(open_book, now.date(), subjects or subject_table())
    writer = Writer(database, open_book, now, witness)
    readings = _readings(source, reader)
    report = OnixReport()
    while chunk := list(islice(readings, CHUNK)):
        report += await writer.write(chunk)
        if progress is not None:
            progress(report.records)
    return report


def _readings(source: BinaryIO, reader: Reader) -> Iterator[Reading]:
    header, number = Header(), 0
    try:
        for block in records(source):
            if block.element.tag == "Header":
                header = read_header(block)
            else:
                number += 1
                yield _reading(block, header, reader, number)
    except BrokenMessage as broken:
        yield Reading("", fault=Fault("", "BROKEN_MESSAGE", "", str(broken)))
    except BadRecord as bad:
        yield Reading("", fault=Fault("", bad.code, f"Header/{bad.path}", bad.message))


def _reading(record: Block, header: Header, reader: Reader, number: int) -> Reading:
    reference = f"number {number}"
    try:
        reference = record.need("RecordReference")
        if is_deletion(record):
            return Reading(reference, read_sku(record))
        line = reader.read(record, header)
        return Reading(reference, read_sku(record) if line else None, line)
    except BadRecord as bad:
        return Reading(reference, fault=Fault(reference, bad.code, bad.path, bad.message))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what was read of one message."""

    database: Database
    book: LawBook
    now: datetime
    witness: Witness

    async def write(self, readings: Sequence[Reading]) -> OnixReport:
        """Write readings together; of two about one variant the later one stands."""
        report = OnixReport(
            records=sum(bool(reading.reference) for reading in readings),
            passed_over=sum(reading.sku is None and reading.fault is None for reading in readings),
            faults=tuple(reading.fault for reading in readings if reading.fault),
        )
        standing = {reading.sku: reading for reading in readings if reading.sku}
        return report + await self._load(standing)

    async def _load(self, readings: Mapping[str, Reading]) -> OnixReport:
        """Load what is said of variants, by their SKU. Those refused together are tried alone."""
        said = {sku: reading.line for sku, reading in readings.items()}
        lines = await compose(self.database, said, markets(self.book), self.now.date())
        loaded = await load(
            self.database, map(orjson.dumps, lines), now=self.now, book=self.book, witness=self.witness
        )
        report = counted(loaded)
        for error in loaded.errors:
            variants = (variant["sku"] for variant in lines[error.line - 1]["variants"])
            refused = {sku: readings[sku] for sku in variants if sku in readings}
            if len(refused) > 1:
                for sku, reading in refused.items():
                    report += await self._load({sku: reading})
            else:
                report += OnixReport(faults=tuple(_refused(reading, error) for reading in refused.values()))
        return report


def _refused(reading: Reading, error: RowError) -> Fault:
    return Fault(reading.reference, error.code, error.path, error.message)
