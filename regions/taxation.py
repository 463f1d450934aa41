"""Seventh hook: the tax inside prices or on top of them, rounded once for each rate (or line, by policy).

Delivery bears the rates of the goods that are sent, divided by their value.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regions.claims import Effect
from regions.crossborder import Charged
from regions.goods import Good
from regions.money import down, half_up, split
from regions.policy import Rounding, RoundingMode, ShippingSplit
from regions.quoted import TaxEntry
from regions.rates import Rate
from regions.scene import Scene
from regions.taxes import TaxSet, tax_set
from regions.words import N_


@dataclass(frozen=True, slots=True)
class TaxBase:
    """An amount and the taxes it bears. ``on_top``: without tax even where prices are shown with it."""

    taxes: TaxSet
    amount: int
    on_top: bool = False


@dataclass(frozen=True, slots=True)
class Levied:
    """All taxes of an order, and how much of them comes on top of the prices."""

    entries: tuple[TaxEntry, ...]
    total: int
    on_top: int


def split_fee(fee: int, goods: Iterable[Good], scene: Scene) -> list[TaxBase]:
    """The delivery fee divided among the rates of the goods that are sent."""
    if not fee or scene.tax is None:
        return []
    if not scene.tax.shipping_taxed:
        return [TaxBase(scene.tax.zero, fee)]
    key = choose_split(scene)
    if key is ShippingSplit.STANDARD_RATE:
        return [TaxBase(scene.tax.standard, fee)]
    weights: dict[TaxSet, int | Fraction] = {}
    for good in goods:
        if good.shipped and good.taxes is not None:
            weight = _weight(good.total, good.taxes, key, scene.tax_shown)
            weights[good.taxes] = weights.get(good.taxes, 0) + weight
    if len(weights) == 1:
        return [TaxBase(taxes, fee) for taxes in weights]
    shares = split(fee, list(weights.values()))
    return [TaxBase(taxes, share) for taxes, share in zip(weights, shares, strict=True) if share]


def _weight(total: int, taxes: TaxSet, key: ShippingSplit, tax_shown: bool) -> int | Fraction:
    """A good's value as the key counts it: with tax or without."""
    whole = taxes.denominator + taxes.numerator
    if key is ShippingSplit.NET and tax_shown:
        return Fraction(total * taxes.denominator, whole)
    if key is ShippingSplit.GROSS and not tax_shown:
        return Fraction(total * whole, taxes.denominator)
    return total


def choose_split(scene: Scene) -> ShippingSplit:
    """The merchant's key if it is one of the lawful readings, else the region's."""
    lawful = scene.law.shipping_splits
    wish = scene.case.policy.tax.shipping_split or scene.case.storefront.taxes.shipping_split
    return wish if wish in lawful else lawful[0]


def choose_rounding(scene: Scene) -> Rounding:
    """The merchant's level of rounding if it is lawful, else the region's."""
    lawful = scene.law.roundings
    wish = scene.case.policy.tax.rounding or scene.case.storefront.taxes.rounding
    return wish if wish in lawful else lawful[0]


TREATMENTS = {
    Charged.DESTINATION: N_("Taxed by the rates of {country}, to which the goods go."),
    Charged.ORIGIN: N_("Taxed by the rates of {origin}, from where the goods come."),
    Charged.NOTHING: N_("Nothing is charged at the sale; {country} may tax the goods on arrival."),
}


def tell_treatment(scene: Scene) -> None:
    """Tell whose tax is charged, and whether the shown price or the net one stays."""
    treatment = scene.treatment
    params = {"country": scene.case.destination.country, "origin": treatment.origin}
    claim = f"TAX {treatment.charged.value} {treatment.kept}"
    scene.tell(scene.law.tax_rule, Effect.TAXED, TREATMENTS[treatment.charged], None, claim, params)


def tell_choices(scene: Scene) -> None:
    """Tell which of the merchant's choices about tax are followed, and warn of those that no law leaves."""
    policy, law = scene.case.policy.tax, scene.law
    for wish, lawful in ((policy.shipping_split, law.shipping_splits), (policy.rounding, law.roundings)):
        if wish is None:
            continue
        if wish not in lawful:
            message = N_("{wish} isn't lawful here; {used} is used.")
            scene.warn("POLICY_OVERRIDDEN_BY_LAW", message, wish=wish.value, used=lawful[0].value)
        else:
            message = N_("The merchant chose {wish} among the lawful readings.")
            scene.tell(law.tax_rule, Effect.CHOSEN, message, None, f"CHOICE {wish}", {"wish": wish.value})


def levy(bases: Sequence[TaxBase], scene: Scene) -> Levied:
    """The tax on all bases: one entry for each name and rate, sorted by rate."""
    mode = scene.case.policy.tax.mode or scene.case.storefront.taxes.mode or scene.law.rounding_mode
    ledger = _Ledger(half_up if mode is RoundingMode.HALF_UP else down)
    by_line = choose_rounding(scene) is Rounding.LINE
    if not scene.tax_shown:
        for base in _parts(bases) if by_line else _sums(_parts(bases)):
            ledger.add(base)
        entries = ledger.entries()
        total = sum(entry.tax for entry in entries)
        return Levied(entries, total, total)
    whole = [_with_tax(base) if base.on_top else base for base in bases]
    for base in whole if by_line else _sums(whole):
        ledger.extract(base)
    entries = ledger.entries()
    on_top = sum(base.amount for base in whole) - sum(base.amount for base in bases)
    return Levied(entries, sum(entry.tax for entry in entries), on_top)


def _with_tax(base: TaxBase) -> TaxBase:
    """An amount without tax as an amount with it."""
    taxes = base.taxes
    return TaxBase(taxes, half_up(base.amount * (taxes.denominator + taxes.numerator), taxes.denominator))


def _sums(bases: Iterable[TaxBase]) -> Iterable[TaxBase]:
    """One base for each set of taxes."""
    sums: dict[TaxSet, int] = {}
    for base in bases:
        sums[base.taxes] = sums.get(base.taxes, 0) + base.amount
    return [TaxBase(taxes, amount) for taxes, amount in sums.items()]


def _parts(bases: Iterable[TaxBase]) -> list[TaxBase]:
    """Each tax of a set on its own: prices without tax are the base of every one of them."""
    return [TaxBase(tax_set(part), base.amount) for base in bases for part in base.taxes.parts]


class _Ledger:
    """Sums of net amounts and taxes by name and rate."""

    def __init__(self, rounded: Callable[[int, int], int]) -> None:
        self._rounded = rounded
        self._sums: dict[tuple[str, Rate], tuple[int, int]] = {}

    def add(self, base: TaxBase) -> None:
        """Put one tax on top of an amount without it."""
        name, rate = base.taxes.parts[0]
        self._book(name, rate, base.amount, self._rounded(base.amount * rate.numerator, rate.denominator))

    def extract(self, base: TaxBase) -> None:
        """Take the taxes out of an amount that includes them."""
        taxes = base.taxes
        tax = self._rounded(base.amount * taxes.numerator, taxes.denominator + taxes.numerator)
        parts = taxes.parts
        shares = [tax] if len(parts) == 1 else split(tax, [Fraction(rate.value) for _, rate in parts])
        for (name, rate), share in zip(parts, shares, strict=True):
            self._book(name, rate, base.amount - tax, share)

    def _book(self, name: str, rate: Rate, net: int, tax: int) -> None:
        booked = self._sums.get((name, rate), (0, 0))
        self._sums[name, rate] = (booked[0] + net, booked[1] + tax)

    def entries(self) -> tuple[TaxEntry, ...]:
        """What was booked, sorted by rate and name."""
        entries = [
            TaxEntry(name, rate, net + tax, net, tax) for (name, rate), (net, tax) in self._sums.items()
        ]
        return tuple(sorted(entries, key=lambda entry: (entry.rate.value, entry.name)))
