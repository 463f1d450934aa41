"""How sure a figure is: 95 % intervals that are honest about small numbers.

`share` is Wilson's interval for a proportion (E. B. Wilson, 1927), `mean_rating` the mean of a Dirichlet
distribution with Jeffreys' prior, `typical_time` Student's interval for a mean of logarithms.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import exp, sqrt

Z = 1.96
"""Standard deviations to both sides: 95 %."""
HALF_A_REVIEW = 0.5
"""Jeffreys' prior: so much of a review with each number of stars, before there is any."""
STARS = (1, 2, 3, 4, 5)

STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Student's 97.5 % quantiles for 1 to 30 degrees of freedom, as every table has them."""
LOG_SCALE = 1000
"""Logarithms of waiting times are counted in thousandths, so that sums stay whole."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and where it lies with 95 %; None where nothing is known."""

    value: float | None = None
    low: float | None = None
    high: float | None = None

    def shown(self, scale: int = 1, places: int = 2) -> tuple[Decimal | None, ...]:
        """Value, low and high end: so many times as much, with so many decimal places."""
        ends = (self.value, self.low, self.high)
        return tuple(None if end is None else rounded(scale * end, places) for end in ends)


@dataclass(frozen=True, slots=True)
class Spread:
    """A mean and the variance of what we believe about it."""

    mean: float
    variance: float


def share(count: int, of: int) -> Estimate:
    """So many of so many, from 0 to 1. Wilson's interval."""
    if not of:
        return Estimate()
    found, square = count / of, Z**2
    middle = found + square / (2 * of)
    reach = Z * sqrt(found * (1 - found) / of + square / (4 * of**2))
    scale = 1 + square / of
    return Estimate(found, max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale))


def mean_rating(reviews: int, stars: int, squares: int) -> Spread:
    """What the mean rating is believed to be, from the sums of stars and of their squares.

    Without reviews that is 3; each review draws it towards what is said.
    """
    weight = reviews + HALF_A_REVIEW * len(STARS)
    mean = (stars + HALF_A_REVIEW * sum(STARS)) / weight
    square = (squares + HALF_A_REVIEW * sum(each * each for each in STARS)) / weight
    return Spread(mean, (square - mean**2) / (weight + 1))


def around(spread: Spread) -> Estimate:
    """A mean with its interval, by the normal distribution."""
    reach = Z * sqrt(spread.variance)
    return Estimate(spread.mean, spread.mean - reach, spread.mean + reach)


def change(before: Spread, now: Spread) -> Estimate:
    """By how much a mean has changed; both are independent."""
    return around(Spread(now.mean - before.mean, now.variance + before.variance))


def typical_time(times: int, logs: int, squares: int) -> Estimate:
    """The geometric mean of waiting times in seconds, from the sums of their logarithms and of the squares.

    A logarithm is 1000 ln(1 + seconds). About half of the times are shorter. One time has no interval.
    """
    if not times:
        return Estimate()
    mean = logs / times
    value = _seconds(mean)
    if times == 1:
        return Estimate(value)
    variance = max(0.0, squares - times * mean**2) / (times - 1)
    reach = student(times - 1) * sqrt(variance / times)
    return Estimate(value, max(0.0, _seconds(mean - reach)), _seconds(mean + reach))


def student(freedom: int) -> float:
    """Student's 97.5 % quantile; beyond the table by Fisher's expansion, right to 0.005."""
    if freedom <= len(STUDENT):
        return STUDENT[freedom - 1]
    return Z + (Z**3 + Z) / (4 * freedom)


def rounded(value: float, places: int = 2) -> Decimal:
    """With so many decimal places, and never a negative zero."""
    return Decimal(f"{value:.{places}f}") + 0


def _seconds(log: float) -> float:
    return exp(log / LOG_SCALE) - 1
