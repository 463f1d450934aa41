"""Which products to look at first: how many customers, at least, fared worse than is usual.

Each reason compares the cautious end of a product's interval with its peers: the narrowest of its categories
in which enough else was sold, else the whole shop. So a product comes to the top by being surely worse, and
by being bought a lot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique

from store.figures.intervals import STARS, Estimate, around
from store.figures.tallies import Figures, Tally

ENOUGH_SALES = 1_000
"""Of other products; fewer say too little about what is usual."""
FEWEST_REPORTS = 2
"""Or returns. One may be anything; the cord thinks so, too."""
FEWEST_REVIEWS = 5
"""On each side of a comparison."""
RANGE = STARS[-1] - STARS[0]
"""Stars between the worst and the best: a whole customer."""
SCALE = 1_000
"""Scores are kept in thousandths of a customer."""


@unique
class Reason(StrEnum):
    """Why a product is to be looked at."""

    REPORTED = "REPORTED"
    RETURNED = "RETURNED"
    RATING_FELL = "RATING_FELL"
    RATED_LOW = "RATED_LOW"
    UNVERIFIED = "UNVERIFIED"


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason, the product's figure, what is usual, and how many customers it makes, in thousandths.

    Figures are per thousand sold (REPORTED, RETURNED), per hundred reviews (UNVERIFIED), or stars; what is
    usual for RATING_FELL is the product's own rating before.
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
    if own.now.reported >= FEWEST_REPORTS and usual.now.sold:
        yield _beside(Reason.REPORTED, own.reports, own.now.sold, usual.now.reported / usual.now.sold)
    if own.now.returned >= FEWEST_REPORTS and usual.now.sold:
        yield _beside(Reason.RETURNED, own.returns, own.now.sold, usual.now.returned / usual.now.sold)
    if own.now.reviews < FEWEST_REVIEWS:
        return
    if own.before.reviews >= FEWEST_REVIEWS:
        yield _fell(own)
    if usual.now.reviews:
        yield from (_rated_low(own, usual), _unverified(own, usual))


def _beside(reason: Reason, share: Estimate, sold: int, usual: float) -> Finding:
    customers = (_known(share.low) - usual) * sold
    return _finding(reason, 1000 * _known(share.value), 1000 * usual, customers)


def _fell(own: Figures) -> Finding:
    customers = -_known(own.rating_change.high) / RANGE * own.now.reviews
    return _finding(Reason.RATING_FELL, _average(own.now), _average(own.before), customers)


def _rated_low(own: Figures, usual: Figures) -> Finding:
    average = _average(usual.now)
    customers = (average - _known(around(own.rating).high)) / RANGE * own.now.reviews
    return _finding(Reason.RATED_LOW, _average(own.now), average, customers)


def _unverified(own: Figures, usual: Figures) -> Finding:
    rate = usual.now.verified / usual.now.reviews
    customers = (rate - _known(own.verified.high)) * own.now.reviews
    return _finding(Reason.UNVERIFIED, 100 * _known(own.verified.value), 100 * rate, customers)


def _finding(reason: Reason, figure: float, usual: float, customers: float) -> Finding:
    return Finding(reason, figure, usual, round(SCALE * customers))


def _average(tally: Tally) -> float:
    return tally.stars / tally.reviews


def _known(end: float | None) -> float:
    """An end of an interval of something that was counted."""
    if end is None:
        raise ValueError("nothing was counted")
    return end
