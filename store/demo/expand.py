"""Turns works into products: a work is one product, its editions and translations are the variants."""

from collections.abc import Iterator
from itertools import groupby

from store.demo.authors import contributors
from store.demo.editions import editions, home_language, special, variant
from store.demo.slugs import SlugBook
from store.demo.sources import Line, image, read, stable

OVERLAID = ("facts", "prices")
"""Parts of a variant to which a special edition adds; it replaces the others."""


def products_of_works(slugs: SlugBook) -> Iterator[Line]:
    """The product line of each work, in the order of `works.jsonl`."""
    specials = special_editions()
    for work in read("works"):
        yield product(work, specials.get(work["key"], []), slugs)


def special_editions() -> dict[str, list[Line]]:
    """`editions.jsonl` by work. Lines of one work stand together there."""
    return {work: list(lines) for work, lines in groupby(read("editions"), lambda line: str(line["work"]))}


def product(work: Line, specials: list[Line], slugs: SlugBook) -> Line:
    """One work in the load format; the first edition's language leads, as the last resort of a fallback."""
    variants = {edition.sku: variant(edition) for edition in editions(work)}
    variants |= {line["sku"]: laid_over(variant(special(line, work)), line) for line in specials}
    ordered = list(variants.values())
    home = home_language(work)
    titles = {home: work["title"][home]} | work["title"]
    return {
        "sku": work["key"],
        "kind": ordered[0]["facts"]["kind"],
        "category": work["category"],
        "brand": None,
        "contributors": contributors(work["author"]),
        "texts": slugs.texts(work["key"], titles, work["about"]),
        "images": [image(work["key"], titles)],
        "attributes": {"pages": work["pages"], "original_language": work["language"]},
        "published": f"{work['year']:04}-01-01" if work["year"] > 0 else None,
        "popularity": work["fame"] * 250 + stable(f"popularity:{work['key']}", 250),
        "variants": ordered,
    }


def laid_over(generated: Line, line: Line) -> Line:
    """A variant with what its line in `editions.jsonl` says: facts and prices are added, others replaced."""
    said = {name: line[name] for name in ("texts", "stock", "listings") if name in line}
    return generated | said | {name: generated[name] | line.get(name, {}) for name in OVERLAID}
