"""From records to products: editions of one work together, and with what the shop knows of them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from store.database import Statements
from store.loading.export import product_lines
from store.loading.onix.lifting import with_lifted
from store.markets import Markets

Line = dict[str, Any]
Said = Mapping[str, Line | None]
"""By SKU of the variant, what a message says of it: a line about it alone, None if it is deleted."""

OWNERS = """
select variants.sku as variant, products.sku as product from variants
join products on products.id = variants.product_id where variants.sku = any($1)
"""
KNOWN = "select id from products where sku = any($1) order by id"


async def compose(reading: Statements, said: Said, shops: Markets, today: date) -> list[Line]:
    """The lines of all products of which a message says something.

    A line says everything about its product, but a message may say something about one edition of a work: the
    variants that it doesn't name stay. One that is there stays in its product, whichever work it names now. A
    fixed price that isn't repeated may have been lifted. What is deleted isn't listed any more.
    """
    owners = {row["variant"]: row["product"] for row in await reading.fetch(OWNERS, list(said))}
    products = gather({**line, "sku": owners.get(sku, line["sku"])} for sku, line in said.items() if line)
    deleted = {sku for sku, line in said.items() if line is None and sku in owners}
    skus = dict.fromkeys((*products, *(owners[sku] for sku in sorted(deleted))))
    ids = [record["id"] for record in await reading.fetch(KNOWN, list(skus))]
    known = {line["sku"]: line for line in await product_lines(reading, ids, shops)}
    lines = (_joined(known.get(sku), products.get(sku), today) for sku in skus)
    return [_without(line, deleted) for line in lines if line]


def gather(lines: Iterable[Line]) -> dict[str, Line]:
    """Products by SKU, each with the variants of all lines about it."""
    products: dict[str, Line] = {}
    for line in lines:
        known = products.get(line["sku"])
        products[line["sku"]] = _together(known, line) if known else line
    return products


def _together(known: Line, said: Line) -> Line:
    """One product with the variants of both. The line that has the first variant speaks for it."""
    variants = {variant["sku"]: variant for variant in (*known["variants"], *said["variants"])}
    named = {variant["sku"] for variant in said["variants"]}
    speaking = said if known["variants"][0]["sku"] in named else known
    return {**speaking, "variants": list(variants.values())}


def _joined(known: Line | None, said: Line | None, today: date) -> Line | None:
    if known is None or said is None:
        return said or known
    bindings = {each["sku"]: each["facts"].get("bindings", ()) for each in known["variants"]}
    variants = []
    for variant in said["variants"]:
        facts = variant["facts"]
        lifted = with_lifted(bindings.get(variant["sku"], ()), facts["bindings"], today)
        variants.append({**variant, "facts": {**facts, "bindings": lifted}})
    return _together(known, {**said, "variants": variants})


def _without(line: Line, deleted: Collection[str]) -> Line:
    """The product, with those of its variants that are deleted sold nowhere."""
    variants = [
        {**variant, "listings": {}} if variant["sku"] in deleted else variant for variant in line["variants"]
    ]
    return {**line, "variants": variants}
