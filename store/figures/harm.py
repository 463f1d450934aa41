"""Which products to look at first: how many customers, at least, fared worse than is usual.

Each reason compares the cautious end of a product's interval with its peers: the narrowest of its categories
in which enough else was sold, else the whole shop. So a product comes to the top by being surely worse, and
by being bought a lot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique

from store.figures.intervals import STARS, around
from store.figures.tallies import Figures, Tally

ENOUGH_SALES = 1_000
"""Of other products; fewer say too little about what is usual."""
FEWEST_REPORTS = 2
"""One report may be anything; the cord thinks so, too."""
RANGE = STARS[-1] - STARS[0]
"""Stars between the worst and the best: a whole customer."""
SCALE = 1_000
"""Scores are kept in thousandths of a customer."""


@unique
class Reason(StrEnum):
    """Why a product is to be looked at."""

    REPORTED = "REPORTED"
    RATING_FELL = "RATING_FELL"
    RATED_LOW = "RATED_LOW"
    UNVERIFIED = "UNVERIFIED"


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason, the product's figure, what is usual, and how many customers it makes, in thousandths.

    Figures are per thousand sold (REPORTED), per hundred reviews (UNVERIFIED), or stars; of RATING_FELL what
    is usual is the product's own rating before.
    """

    reason: Reason
    figure: float
    usual: float
    customers: int


def peers(groups: Sequence[Figures], own: Figures) -> Figures:
    """What else was sold and reviewed; `groups` from the whole shop to the product's own category."""
    rest = [Figures(group.now - own.now, group.before - own.before) for group in groups]
    enough = (each for each in reversed(rest) if each.now.sold >= ENOUGH_SALES)
    return next(enough, rest[0] if rest else Figures())


def findings(own: Figures, usual: Figures) -> list[Finding]:
    """The reasons to look at a product beside its peers, the gravest first."""
    found = [each for each in _compare(own, usual) if each.customers > 0]
    return sorted(found, key=lambda each: (-each.customers, each.reason))


def _compare(own: Figures, usual: Figures) -> Iterator[Finding]:
    reported, verified, change = own.reports, own.verified, own.rating_change
    if reported.low is not None and reported.value is not None and own.now.reported >= FEWEST_REPORTS:
        rate = _rate(usual.now.reported, usual.now.sold)
        customers = (reported.low - rate) * own.now.sold
        yield Finding(Reason.REPORTED, 1000 * reported.value, 1000 * rate, _thousandths(customers))
    if change.high is not None:
        customers = -change.high / RANGE * own.now.reviews
        before = _average(own.before)
        yield Finding(Reason.RATING_FELL, _average(own.now), before, _thousandths(customers))
    if own.now.reviews and usual.now.reviews:
        highest, average = around(own.rating).high or 0.0, _average(usual.now)
        customers = (average - highest) / RANGE * own.now.reviews
        yield Finding(Reason.RATED_LOW, _average(own.now), average, _thousandths(customers))
    if verified.high is not None and verified.value is not None and usual.now.reviews:
        rate = _rate(usual.now.verified, usual.now.reviews)
        customers = (rate - verified.high) * own.now.reviews
        yield Finding(Reason.UNVERIFIED, 100 * verified.value, 100 * rate, _thousandths(customers))


def _rate(count: int, of: int) -> float:
    return count / of if of else 0.0


def _average(tally: Tally) -> float:
    return _rate(tally.stars, tally.reviews)


def _thousandths(customers: float) -> int:
    return round(SCALE * customers)
