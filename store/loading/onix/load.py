"""Loading a message: read record by record, gathered by work, written by the loader of the load format."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from store.loading.onix.record import Line, Reader
from store.loading.onix.report import Fault, OnixReport, counted
from store.loading.onix.stream import BrokenMessage, records
from store.loading.onix.subjects import Table, subject_table
from store.loading.onix.works import gather, join_known
from store.markets import markets

CHUNK = 200
"""Records that are read before what they say is written."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one record: a line, or a fault, or neither."""

    reference: str
    line: Line | None = None
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
        return Reading(reference, reader.read(record, header))
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
        """Write readings together; of those that are refused as one product, each by itself."""
        faults = tuple(reading.fault for reading in readings if reading.fault)
        report = OnixReport(
            records=sum(bool(reading.reference) for reading in readings),
            passed_over=sum(reading.line is None and reading.fault is None for reading in readings),
            faults=faults,
        )
        return report + await self._load([reading for reading in readings if reading.line])

    async def _load(self, readings: Sequence[Reading]) -> OnixReport:
        shops = markets(self.book)
        products = gather(_lines(readings))
        lines = await join_known(self.database, products, shops, self.now.date())
        loaded = await load(
            self.database, map(orjson.dumps, lines), now=self.now, book=self.book, witness=self.witness
        )
        report = counted(loaded)
        for error in loaded.errors:
            sku = lines[error.line - 1]["sku"]
            refused = [reading for reading in readings if reading.line and reading.line["sku"] == sku]
            if len(refused) > 1:
                for reading in refused:
                    report += await self._load([reading])
            else:
                fault = Fault(refused[0].reference, error.code, error.path, error.message)
                report += OnixReport(faults=(fault,))
        return report


def _lines(readings: Iterable[Reading]) -> Iterator[Line]:
    return (reading.line for reading in readings if reading.line)
