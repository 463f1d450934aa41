"""Which record it is: its number, and the work of which it is an edition."""

from regions.reading import BadInput
from store.loading.onix.blocks import Block
from store.loading.reading import bar_code

GTINS = ("15", "03", "14")
"""ISBN-13, GTIN-13, GTIN-14 (list 5)."""
MANIFESTATION = "01"
WORK_IDENTIFIERS = ("11", "15", "01")
"""ISTC, ISBN-13, the sender's own (list 16), in the order in which they are asked."""


def read_gtin(record: Block) -> str | None:
    """The number on the bar code, None without one; BadRecord if it can't be one."""
    record.need_block("ProductIdentifier")
    numbers = {
        each.need("ProductIDType"): each.need("IDValue") for each in record.blocks("ProductIdentifier")
    }
    number = next((numbers[kind] for kind in GTINS if kind in numbers), None)
    try:
        return number and bar_code(number, "")
    except BadInput as refusal:
        raise record.wrong("ProductIdentifier/IDValue", refusal.problem) from None


def read_sku(record: Block) -> str:
    """The number on the bar code, else the sender's reference of the record."""
    return read_gtin(record) or record.need("RecordReference")


def read_work(record: Block) -> str | None:
    """The SKU of the product that all editions of the work share, None if the record names no work."""
    related = record.block("RelatedMaterial")
    for work in related.blocks("RelatedWork") if related else ():
        if work.need("WorkRelationCode") == MANIFESTATION:
            named = {each.need("WorkIDType"): each for each in work.blocks("WorkIdentifier")}
            for kind in (*WORK_IDENTIFIERS, *sorted(named)):
                if kind in named:
                    scheme = named[kind].text("IDTypeName") or kind
                    return f"work:{scheme}:{named[kind].need('IDValue')}"
    return None
