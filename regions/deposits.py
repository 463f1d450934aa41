"""Deposits that a law asks for on drinks packaging, as dated data of a region.

A region lists them in the order in which they are looked through; the first that fits a package holds. What
the facts leave out never frees a package: a drink that nobody named is none of those that a law spares, and
a volume that nobody told lies within the limits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regions.claims import Rule
from regions.dates import Span
from regions.item import Item
from regions.kinds import AlcoholType, Beverage, ContentUnit, Kind, Packaging
from regions.money import Money
from regions.words import N_

CANS = frozenset({Packaging.CAN})
PLASTIC = frozenset({Packaging.PLASTIC_BOTTLE})
CANS_AND_PLASTIC = CANS | PLASTIC

_DRINKS = frozenset({Kind.DRINK, Kind.ALCOHOL})
_MAY_BE_DRUNK = _DRINKS | {Kind.FOOD, Kind.STAPLE_FOOD, Kind.OTHER}
_OF_ALCOHOL = {
    AlcoholType.BEER: Beverage.BEER,
    AlcoholType.WINE: Beverage.WINE,
    AlcoholType.SPIRITS: Beverage.SPIRITS,
}
_LITRES = {ContentUnit.LITRE: Decimal(1), ContentUnit.MILLILITRE: Decimal("0.001")}


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit on each container of some packagings, if it holds from ``least`` to ``most`` litres.

    ``spared`` are drinks on which the law asks for none. ``reusable``: it is about returnable containers,
    whose deposits are otherwise a matter of contract. Until ``firm_since`` older stock may bear less: a lower
    deposit that is told stands.
    """

    rule: Rule
    amount: Money
    packagings: frozenset[Packaging]
    spared: frozenset[Beverage] = frozenset()
    least: Decimal = Decimal("0.1")
    most: Decimal = Decimal("3.0")
    reusable: bool = False
    firm_since: date | None = None

    def is_firm(self, day: date) -> bool:
        """Whether no package may bear less on that day."""
        return self.firm_since is None or day >= self.firm_since

    def on(self, item: Item) -> Money:
        """What is due on one sold unit: so much for each of its containers."""
        return Money(self.amount.minor * item.containers, self.amount.currency)

    def fits(self, item: Item) -> bool:
        """Whether the law asks for it on such a package."""
        if item.packaging not in self.packagings or item.reusable is not self.reusable:
            return False
        drink, litres = beverage_of(item), litres_of(item)
        return drink not in self.spared and (litres is None or self.least <= litres <= self.most)


def deposit_rule(country: str, legal_basis: str, span: Span) -> Rule:
    """The rule of one country."""
    return Rule(
        code=f"{country}_DEPOSIT",
        title=N_("Deposit on drinks packaging"),
        explanation=N_("The law asks for a deposit of {amount} on each of these cans or bottles."),
        legal_basis=legal_basis,
        span=span,
    )


def lawful_deposit(item: Item, deposits: Iterable[Deposit]) -> Deposit | None:
    """The first of these deposits that the law asks for on an item; None for what isn't a drink."""
    if item.packaging is None or item.kind not in (_DRINKS if item.beverage is None else _MAY_BE_DRUNK):
        return None
    return next((deposit for deposit in deposits if deposit.fits(item)), None)


def beverage_of(item: Item) -> Beverage | None:
    """The drink that was told, or that the kind of alcohol is."""
    if item.beverage is None and item.alcohol_type is not None:
        return _OF_ALCOHOL[item.alcohol_type]
    return item.beverage


def litres_of(item: Item) -> Decimal | None:
    """What one container holds; None if nobody told."""
    content = item.net_content
    if content is None or content.unit not in _LITRES:
        return None
    return content.value * _LITRES[content.unit] / item.containers
