"""The editions in which a work is sold: in which languages and formats, where, for how much, where bound."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from store.demo.gtin import ISBN_GROUPS, ISMN, gtin
from store.demo.prices import TAGS, local_price, local_prices
from store.demo.sources import Line, read, stable

NEWEST = date(2026, 11, 10)
"""No generated edition is younger."""
AGES = 7 * 365
"""Days over which generated editions are spread."""
US_PUBLIC_DOMAIN = 1930
"""The last year of first publication that is free in the United States in 2026."""
HOME_MARKETS = {
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH", "CA"),
    "it": ("IT", "CH"),
    "es": ("ES", "US"),
    "ja": ("JP",),
    "nl": ("NL", "BE"),
    "pt": ("PT", "BR"),
    "el": ("GR",),
    "pl": ("PL",),
    "sv": ("SE",),
    "en": tuple(TAGS),
}
"""Where a translation is sold, by its language. English ones, and first editions, are sold everywhere."""
BOUND_IN = {
    "de": ("DE", "AT"),
    "fr": ("FR", "BE"),
    "it": ("IT",),
    "es": ("ES",),
    "ja": ("JP",),
    "nl": ("NL", "BE"),
    "pt": ("PT",),
    "el": ("GR",),
}
"""Territories whose publishers of that language announce fixed prices."""
PAPER_ONLY = frozenset({"IT", "NL", "JP"})
"""Territories where an e-book's price is free."""


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a book: the law book's kind, the end of the SKU, the euro price as base + pages / divisor."""

    kind: str
    suffix: str
    base: str
    pages_per_euro: str
    digital: bool = False
    bound: bool = True


FORMATS = {
    "hardcover": Format("BOOK", "hc", "16", "40"),
    "paperback": Format("BOOK", "pb", "6", "60"),
    "ebook": Format("EBOOK", "ebook", "3.99", "120", digital=True),
    "audio_cd": Format("AUDIOBOOK_DISC", "cd", "12.99", "60", bound=False),
    "audiobook": Format("AUDIOBOOK_DOWNLOAD", "audio", "8.99", "60", digital=True, bound=False),
    "score": Format("SHEET_MUSIC", "score", "9.50", "12"),
    "map": Format("MAP", "map", "9.95", "20"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a work. `euros` is its price in the German storefront."""

    sku: str
    language: str
    format: str
    euros: Decimal
    first_published: str
    storefronts: tuple[str, ...]

    @property
    def territories(self) -> tuple[str, ...]:
        """Where its price is fixed."""
        form = FORMATS[self.format]
        bound = BOUND_IN.get(self.language, ()) if form.bound else ()
        return tuple(t for t in bound if t in self.storefronts and not (form.digital and t in PAPER_ONLY))


def editions(work: Line) -> Iterator[Edition]:
    """The generated editions of `work`; the first is the one that speaks for the product."""
    home = home_language(work)
    for form in home_formats(work):
        yield generated(work, home, form, f"{work['key']}-{FORMATS[form].suffix}", open_storefronts(work))
    if special_format(work):
        return
    for language in work["title"]:
        markets = tuple(s for s in HOME_MARKETS[language] if s in open_storefronts(work))
        if language != home and markets:
            yield generated(work, language, "paperback", f"{work['key']}-{language}-pb", markets)


def generated(work: Line, language: str, form: str, sku: str, storefronts: tuple[str, ...]) -> Edition:
    """An edition whose price follows from its length and whose day of publication from its SKU."""
    price = euros(FORMATS[form], work["pages"])
    published = NEWEST - timedelta(days=stable(f"published:{sku}", AGES))
    return Edition(sku, language, form, price, published.isoformat(), storefronts)


def special(line: Line, work: Line) -> Edition:
    """The edition that a line of `editions.jsonl` describes."""
    sku, language, form, published = (line[name] for name in ("sku", "language", "format", "first_published"))
    storefronts = tuple(line.get("sold_in", open_storefronts(work)))
    return Edition(sku, language, form, Decimal(line["price"]), published, storefronts)


def euros(form: Format, pages: int) -> Decimal:
    """A plausible price: half euros for paper and discs, .99 for files."""
    exact = Decimal(form.base) + pages / Decimal(form.pages_per_euro)
    if form.digital:
        return exact.quantize(Decimal(1)) - Decimal("0.01")
    return (exact * 2).quantize(Decimal(1)) / 2


def home_language(work: Line) -> str:
    """The original language where we sell it, else German, else English."""
    return next(language for language in (work["language"], "de", "en") if language in work["title"])


def special_format(work: Line) -> str | None:
    """The only format of a work that isn't a book: sheet music, maps."""
    return {"sheet-music": "score", "maps": "map"}.get(work["category"].split("/")[0])


def home_formats(work: Line) -> Iterator[str]:
    """The formats of the first language: hardcover for the best known, else paperback; a file; some audio."""
    if only := special_format(work):
        yield only
        return
    yield "hardcover" if work["fame"] == 3 or stable(work["key"], 3) == 0 else "paperback"
    yield "ebook"
    if work["fame"] > 1:
        yield from (("audio_cd",), ("audiobook",), ())[stable(f"audio:{work['key']}", 3)]


def open_storefronts(work: Line) -> tuple[str, ...]:
    """Where the work is in the public domain: the United States by its year, others as the source says."""
    protected = set(work.get("protected_in", ())) | ({"US"} if work["year"] > US_PUBLIC_DOMAIN else set())
    return tuple(storefront for storefront in TAGS if storefront not in protected)


def variant(edition: Edition) -> Line:
    """The edition as a variant of the load format."""
    form = FORMATS[edition.format]
    prefix = ISMN if form.kind == "SHEET_MUSIC" else ISBN_GROUPS[edition.language]
    return {
        "sku": edition.sku,
        "gtin": gtin(edition.sku, prefix),
        "texts": titles(edition),
        "options": {"format": edition.format, "language": edition.language},
        "facts": facts(edition, form),
        "prices": local_prices(edition.euros, edition.storefronts),
        "stock": None if form.digital else stable(f"stock:{edition.sku}", 40),
        "listings": None,
    }


def titles(edition: Edition) -> dict[str, Line]:
    """What the edition is called beside its sisters: its form and its language."""
    words = vocabulary()
    form, language = words[edition.format], words[edition.language]
    return {shown: {"title": f"{form[shown]} · {language[shown]}"} for shown in form}


def facts(edition: Edition, form: Format) -> Line:
    """What the law book must know about the edition."""
    known: Line = {
        "kind": form.kind,
        "languages": [edition.language],
        "first_published": edition.first_published,
    }
    if edition.territories:
        known["bindings"] = [
            {"territory": place, "price": local_price(edition.euros, place)} for place in edition.territories
        ]
    if "JP" in edition.territories:
        known["resale_contract"] = True
    return known


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """Formats and languages in the words of each language that the demo shops speak."""
    return {line["word"]: line["texts"] for line in read("words")}
