"""Editions of one work in one product: those of a message together, and with those that are there."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from store.database import Statements
from store.loading.export import product_lines
from store.loading.onix.lifting import with_lifted
from store.markets import Markets

Line = dict[str, Any]

KNOWN = "select id from products where sku = any($1) order by id"


def gather(lines: Iterable[Line]) -> dict[str, Line]:
    """Products by SKU, each with the variants of all lines about it; the first speaks for the product.

    Of two lines about one variant the later one stands.
    """
    products: dict[str, Line] = {}
    for line in lines:
        known = products.setdefault(line["sku"], line)
        if known is not line:
            variants = {each["sku"]: each for each in (*known["variants"], *line["variants"])}
            products[line["sku"]] = {**known, "variants": list(variants.values())}
    return products


async def join_known(
    reading: Statements, products: Mapping[str, Line], shops: Markets, today: date
) -> list[Line]:
    """The products with what the shop knows of them and a message doesn't repeat.

    A line says everything about its product, but a message may say something about one edition of a work: the
    variants that it doesn't name stay. A fixed price that it doesn't repeat may have been lifted.
    """
    ids = [record["id"] for record in await reading.fetch(KNOWN, list(products))]
    known = {line["sku"]: line for line in await product_lines(reading, ids, shops)}
    return [_joined(line, known[sku], today) if sku in known else line for sku, line in products.items()]


def _joined(line: Line, known: Line, today: date) -> Line:
    there = {variant["sku"]: variant for variant in known["variants"]}
    said = {
        variant["sku"]: _with_lifted(variant, there.get(variant["sku"]), today)
        for variant in line["variants"]
    }
    if said.keys() >= there.keys():
        return {**line, "variants": list(said.values())}
    speaking = line if next(iter(there)) in said else known
    return {**speaking, "variants": list({**there, **said}.values())}


def _with_lifted(variant: Line, known: Line | None, today: date) -> Line:
    if known is None:
        return variant
    facts = variant["facts"]
    bindings = with_lifted(known["facts"].get("bindings", ()), facts["bindings"], today)
    return {**variant, "facts": {**facts, "bindings": bindings}}
