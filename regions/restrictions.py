"""What a law restricts, as data of a region: ages, bans, gifts with bound books, other people's money."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from regions.claims import Rule
from regions.item import Item
from regions.kinds import AlcoholType, RatingScheme
from regions.policy import Check, Event
from regions.pricelaw import Test


@dataclass(frozen=True, slots=True)
class AlcoholAges:
    """From which age a drink may be sold. ``subdivisions`` overrides all three for parts of a country.

    ``flag``: whether the ages hold for sales from a distance is an alternative of this name.
    """

    rule: Rule
    ages: Mapping[AlcoholType, int]
    subdivisions: Mapping[str, int] = field(default_factory=dict)
    flag: str | None = None

    def least(self, drink: AlcoholType | None, subdivision: str | None) -> int:
        """The age for a drink; an untold drink is taken for the strongest."""
        return self.subdivisions.get(subdivision or "", self.ages[drink or AlcoholType.SPIRITS])


@dataclass(frozen=True, slots=True)
class RatingLaw:
    """Films and games that may be sold from a distance only if no minor can receive them.

    From ``verified_from`` years on (or unrated) the age is checked at the order and again at the door.
    """

    rule: Rule
    schemes: frozenset[RatingScheme]
    verified_from: int = 18


@dataclass(frozen=True, slots=True)
class Ban:
    """Goods that may not be sold there."""

    rule: Rule
    when: Test


@dataclass(frozen=True, slots=True)
class DataDuty:
    """Data without which a shop may not offer goods; looked for if a policy names the ``check``.

    ``code`` is the problem's; ``lacks`` tells of one item whether they are missing.
    """

    check: Check
    code: str
    rule: Rule
    lacks: Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class GiftLaw:
    """What may be given away with books of a bound price: a percentage of that price at most.

    ``waived_by`` names an occasion on which the publisher offers the gift to everybody.
    """

    rule: Rule
    percent: int
    waived_by: Event | None = None
