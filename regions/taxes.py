"""Tax tables: which rate a kind of goods bears, on which day, and in which part of a country.

A ``TaxTable`` is what a region file writes down; ``read_on`` reads it for one day, once for a quote. A kind
without an entry bears the standard rate.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from regions.item import Item
from regions.kinds import Kind
from regions.rates import ZERO, Rate, Steps, rate
from regions.words import N_

# What invoices call the taxes, by the name that answers give them; a plug-in's own name is its own label.
LABELS = {
    "VAT": N_("VAT"),
    "GST": N_("GST"),
    "HST": N_("HST"),
    "QST": N_("QST"),
    "PST": N_("PST"),
    "SALES_TAX": N_("Sales tax"),
    "CONSUMPTION_TAX": N_("Consumption tax"),
}
FOODS = frozenset({Kind.FOOD, Kind.STAPLE_FOOD})


@dataclass(frozen=True, slots=True, eq=False)
class TaxSet:
    """The taxes that one good bears together, as (name, rate); and their sum as an exact fraction."""

    parts: tuple[tuple[str, Rate], ...]
    numerator: int
    denominator: int
    text: str

    @property
    def key(self) -> Fraction:
        """The sum of the rates, to sort and compare by."""
        return Fraction(self.numerator, self.denominator)


@lru_cache(maxsize=4096)
def tax_set(*parts: tuple[str, Rate]) -> TaxSet:
    """Taxes borne together. Parts at zero are dropped beside others that aren't."""
    borne = tuple(part for part in parts if part[1].numerator) or parts[:1]
    total = sum((Fraction(part.numerator, part.denominator) for _, part in borne), Fraction(0))
    value = sum((part.value for _, part in borne), ZERO.value)
    return TaxSet(borne, total.numerator, total.denominator, f"{value.normalize():f}" if value else "0")


Part = tuple[str, Steps[Rate]]


@dataclass(frozen=True, slots=True)
class Special:
    """Goods that bear other rates than their kind: tested on the item and its price in minor units."""

    when: Callable[[Item, int], bool]
    parts: tuple[Part, ...]
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaxTable:
    """The rates of one jurisdiction by kind of goods.

    ``choices``: by the flag of an alternative, the rates of the kinds that it is about while it is on.
    """

    name: str
    standard: tuple[Part, ...]
    kinds: Mapping[Kind, tuple[Part, ...]] = field(default_factory=dict)
    specials: tuple[Special, ...] = ()
    choices: Mapping[str, Mapping[Kind, tuple[Part, ...]]] = field(default_factory=dict)
    shipping_taxed: bool = True
    legal_basis: str = ""

    @property
    def all_parts(self) -> tuple[Part, ...]:
        """Every tax with its rates, wherever in the table it stands."""
        kinds = (self.kinds, *self.choices.values())
        by_kind = (part for table in kinds for parts in table.values() for part in parts)
        return (*self.standard, *by_kind, *(part for special in self.specials for part in special.parts))


@dataclass(frozen=True, slots=True)
class TaxDay:
    """A tax table on one day: plain look-ups."""

    name: str
    standard: TaxSet
    kinds: Mapping[Kind, TaxSet]
    specials: tuple[tuple[Special, TaxSet], ...]
    shipping_taxed: bool
    zero: TaxSet

    def of(self, item: Item, price: int) -> TaxSet:
        """What one item bears at a price of so many minor units."""
        kind = item.taxed_as
        for special, taxes in self.specials:
            if kind in special.kinds and special.when(item, price):
                return taxes
        return self.kinds.get(kind, self.standard)


NOTHING_CHOSEN: frozenset[str] = frozenset()


def read_on(table: TaxTable, day: date, chosen: frozenset[str] = NOTHING_CHOSEN) -> TaxDay:
    """The table as it stands on a day, with the flags that are on."""
    parts_of = dict(table.kinds)
    for flag, kinds in table.choices.items():
        parts_of.update(kinds if flag in chosen else {})

    def settle(parts: Iterable[Part]) -> TaxSet:
        return tax_set(*((name, steps.on(day)) for name, steps in parts))

    return TaxDay(
        name=table.name,
        standard=settle(table.standard),
        kinds={kind: settle(parts) for kind, parts in parts_of.items()},
        specials=tuple((special, settle(special.parts)) for special in table.specials),
        shipping_taxed=table.shipping_taxed,
        zero=tax_set((table.name, ZERO)),
    )


Reduced = Mapping[frozenset[Kind], Steps[Rate]]


def vat(
    standard: Steps[Rate],
    reduced: Reduced | None = None,
    *,
    name: str = "VAT",
    specials: tuple[Special, ...] = (),
    choices: Mapping[str, Reduced] | None = None,
    legal_basis: str = "",
) -> TaxTable:
    """A value added tax: one standard rate and the reduced rates of sets of kinds, some of them by choice."""

    def spread(rates: Reduced) -> dict[Kind, tuple[Part, ...]]:
        return {kind: ((name, steps),) for group, steps in rates.items() for kind in group}

    return TaxTable(
        name=name,
        standard=((name, standard),),
        kinds=spread(reduced or {}),
        specials=specials,
        choices={flag: spread(rates) for flag, rates in (choices or {}).items()},
        legal_basis=legal_basis,
    )


def sales_tax(
    standard: Steps[Rate],
    exempt: frozenset[Kind] = frozenset(),
    *,
    shipping_taxed: bool = True,
    specials: tuple[Special, ...] = (),
    legal_basis: str = "",
) -> TaxTable:
    """A state's sales tax, state and local parts together."""
    zero = (("SALES_TAX", rate(0)),)
    return TaxTable(
        name="SALES_TAX",
        standard=(("SALES_TAX", standard),),
        kinds=dict.fromkeys(exempt, zero),
        specials=specials,
        shipping_taxed=shipping_taxed,
        legal_basis=legal_basis,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Territory:
    """A part of a country with its own taxes, told by how a postcode begins or by a subdivision.

    ``outside``: it isn't part of the country's tax area, nothing is charged there; ``net_flag`` names the
    flag by which the shop chooses whether it then asks the net price. ``union_goods``: goods that come from
    the European Union are treated as if it were a part of it. ``timezone``: its own, where it has one.
    ``within``: the subdivision inside which its postcodes count.
    """

    code: str
    name: str
    postcodes: tuple[str, ...] = ()
    subdivisions: frozenset[str] = frozenset()
    tax: TaxTable | None = None
    outside: bool = False
    net_flag: str | None = None
    union_goods: bool = False
    timezone: str | None = None
    within: str | None = None

    def has(self, subdivision: str | None, postcode: str | None) -> bool:
        """Whether a place lies in it."""
        if subdivision is not None and subdivision in self.subdivisions:
            return True
        if None not in (self.within, subdivision) and subdivision != self.within:
            return False
        return postcode is not None and postcode.startswith(self.postcodes)
