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
from store.loading.onix.blocks import BadRecord
from store.loading.onix.header import Header, read_header
from store.loading.onix.identity import read_sku
from store.loading.onix.keeping import Sent, brought_up_to_date, is_update, keep, read_kept
from store.loading.onix.record import Line, Reader, is_deletion
from store.loading.onix.report import Fault, OnixReport, counted
from store.loading.onix.stream import BrokenMessage, records
from store.loading.onix.subjects import Table, subject_table
from store.loading.onix.works import compose
from store.loading.report import RowError
from store.markets import markets

CHUNK = 200
"""Records that are read before what they say is written."""

Notice = Sent | Fault
"""What a message has in a place: a record, or the fault at which it breaks off."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one record: something said of a variant, or a fault, or neither."""

    reference: str
    sku: str | None = None
    """Of the variant."""
    line: Line | None = None
    """None with a SKU: the variant is deleted."""
    fault: Fault | None = None
    sent: Sent | None = None
    """The record to keep, complete."""


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
    notices = _notices(source)
    report = OnixReport()
    while chunk := list(islice(notices, CHUNK)):
        kept = await read_kept(database, (each for each in chunk if isinstance(each, Sent)))
        first = report.records + 1
        report += await writer.write(
            [_reading(each, reader, kept, first + at) for at, each in enumerate(chunk)]
        )
        if progress is not None:
            progress(report.records)
    return report


def _notices(source: BinaryIO) -> Iterator[Notice]:
    header = Header()
    try:
        for block in records(source):
            if block.element.tag == "Header":
                header = read_header(block)
            else:
                yield Sent(block, header)
    except BrokenMessage as broken:
        yield Fault("", "BROKEN_MESSAGE", "", str(broken))
    except BadRecord as bad:
        yield Fault("", bad.code, f"Header/{bad.path}", bad.message)


def _reading(notice: Notice, reader: Reader, kept: dict[str, Sent], number: int) -> Reading:
    """What a record says, completed from the kept ones, among which it is from now on."""
    if isinstance(notice, Fault):
        return Reading("", fault=notice)
    reference = f"number {number}"
    try:
        reference = notice.record.need("RecordReference")
        if is_deletion(notice.record):
            kept.pop(reference, None)
            return Reading(reference, read_sku(notice.record))
        partial = is_update(notice.record)
        sent = brought_up_to_date(kept.get(reference), notice) if partial else notice
        line = reader.read(sent.record, sent.header)
        if line is None:
            return Reading(reference)
        kept[reference] = sent
        return Reading(reference, read_sku(sent.record), line, sent=sent)
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
        report += await self._load(standing)
        refused = {fault.reference for fault in report.faults}
        taken = {each.reference: each.sent for each in standing.values() if each.reference not in refused}
        # Not in the transactions of the products: whatever is missed, the same message brings again.
        await keep(self.database, taken, self.now)
        return report

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
