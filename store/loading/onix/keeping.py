"""Records as they were sent, kept so that a block update (notification 04) can replace a block of them.

A block that an update brings takes the place of the kept one, or of all of its name; blocks that it doesn't
bring stay as they were, and an empty one removes its block (ONIX for Books 3.0, P.1.2 and the notes on each
block).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from store.database import Statements
from store.loading.onix.blocks import BadRecord, Block
from store.loading.onix.header import Header
from store.models.onix import REFERENCE_LENGTH
from store.records import as_records

UPDATE = "04"
DESCRIPTION, SUPPLY = "DescriptiveDetail", "ProductSupply"
BLOCKS = (DESCRIPTION, "CollateralDetail", "PublishingDetail", "RelatedMaterial", SUPPLY)
"""What is read of a record; the others (contents, promotion, production) are neither read nor kept."""
OPENING = ("RecordReference", "NotificationType", "ProductIdentifier")
"""What stands before the blocks in every record, updates included."""

READ = """
select reference, record, language, currency, price_type from onix_records where reference = any($1)
"""
WRITE = """
insert into onix_records (reference, record, language, currency, price_type, received_at)
select row.reference, row.record, row.language, row.currency, row.price_type, $2
from jsonb_to_recordset($1::jsonb) as row(
    reference text, record text, language text, currency text, price_type text)
on conflict (reference) do update set (record, language, currency, price_type, received_at) =
    (excluded.record, excluded.language, excluded.currency, excluded.price_type, excluded.received_at)
"""
FORGET = "delete from onix_records where reference = any($1)"


@dataclass(frozen=True, slots=True)
class Sent:
    """A record, and the defaults of the header that it came under."""

    record: Block
    header: Header


def is_update(record: Block) -> bool:
    """Whether the record may bring some of its blocks only."""
    return record.need("NotificationType") == UPDATE


def brought_up_to_date(kept: Sent | None, update: Sent) -> Sent:
    """The kept record with the update's blocks in the place of its own.

    Without a kept one the update has to bring what every record needs. Raises BadRecord (UNKNOWN_RECORD).
    """
    if kept is None:
        if update.record.has(DESCRIPTION) and update.record.has(SUPPLY):
            return update
        message = "updates blocks of a record that wasn't sent before"
        raise BadRecord("UNKNOWN_RECORD", "NotificationType", message)
    product = Element("Product")
    for name in OPENING:
        product.extend(update.record.element.findall(name))
    for name in BLOCKS:
        source = update if update.record.has(name) else kept
        product.extend(block for block in source.record.element.findall(name) if len(block))
    texts = update if update.record.has(DESCRIPTION) else kept
    prices = update if update.record.has(SUPPLY) else kept
    header = Header(texts.header.language, prices.header.currency, prices.header.price_type)
    return Sent(Block(product), header)


async def read_kept(reading: Statements, records: Iterable[Sent]) -> dict[str, Sent]:
    """What is kept of those records that are updates, by reference."""
    types = ((each.record.element.findtext("NotificationType", ""), each.record) for each in records)
    updated = [record.text("RecordReference") for said, record in types if said.strip() == UPDATE]
    return {
        row["reference"]: Sent(
            Block(fromstring(row["record"])), Header(row["language"], row["currency"], row["price_type"])
        )
        for row in (await reading.fetch(READ, updated) if updated else ())
    }


async def keep(writing: Statements, records: Mapping[str, Sent | None], now: datetime) -> None:
    """Keep records by their references; None forgets one that was deleted.

    References longer than the standard has them aren't kept, and such records can't be updated by blocks.
    """
    rows = [
        {
            "reference": reference,
            "record": _written(sent.record),
            "language": sent.header.language,
            "currency": sent.header.currency,
            "price_type": sent.header.price_type,
        }
        for reference, sent in records.items()
        if sent is not None and len(reference) <= REFERENCE_LENGTH
    ]
    await writing.execute(WRITE, as_records(rows), now)
    await writing.execute(FORGET, [reference for reference, sent in records.items() if sent is None])


def _written(record: Block) -> str:
    """The record's opening and the blocks that are read, as XML."""
    product = Element("Product")
    for name in (*OPENING, *BLOCKS):
        product.extend(record.element.findall(name))
    return tostring(product, encoding="unicode")
