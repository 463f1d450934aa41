"""Intervals, against values worked out by hand or printed elsewhere."""

from math import e

import pytest

from store.figures.intervals import (
    Estimate,
    Spread,
    around,
    change,
    mean_rating,
    share,
    student,
    typical_time,
)


def rounded(estimate: Estimate, digits: int = 4) -> tuple[float | None, ...]:
    """Value and ends, as tables print them."""
    ends = (estimate.value, estimate.low, estimate.high)
    return tuple(None if end is None else round(end, digits) for end in ends)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # z² / (n + z²) = 3.8416 / 13.8416
        (10, 10, 0.7225, 1.0),  # the mirror image
        (5, 10, 0.2366, 0.7634),  # (6.9208 ± 1.96 √(2.5 + 0.9604)) / 13.8416
        (1, 10, 0.0179, 0.4042),
        (8, 10, 0.4902, 0.9433),
        (81, 263, 0.2553, 0.3662),  # R. G. Newcombe, Statistics in Medicine 17 (1998), table I
        (15, 148, 0.0624, 0.1605),  # the same
        (0, 20, 0.0, 0.1611),  # the same
        (1, 29, 0.0061, 0.1718),  # the same
    ],
)
def test_a_share_has_wilsons_interval(count: int, of: int, low: float, high: float) -> None:
    assert rounded(share(count, of)) == (round(count / of, 4), low, high)


def test_of_nothing_nothing_is_known() -> None:
    assert share(0, 0) == Estimate(None, None, None)
    assert typical_time(0, 0, 0) == Estimate(None, None, None)


def test_without_reviews_the_rating_is_believed_to_be_in_the_middle() -> None:
    # Weights ½ for each of 1 to 5: mean 3, mean square 11, variance (11 - 9) / (2.5 + 1).
    spread = mean_rating(0, 0, 0)
    assert (spread.mean, round(spread.variance, 6)) == (3.0, 0.571429)


def test_each_review_draws_the_rating_towards_itself() -> None:
    # Four reviews with 5 stars: weights ½ ½ ½ ½ 4½, sum 6½; mean 27.5 / 6.5, mean square 127.5 / 6.5.
    spread = mean_rating(4, 20, 100)
    assert (round(spread.mean, 4), round(spread.variance, 4)) == (4.2308, 0.2288)
    assert rounded(around(spread), 3) == (4.231, 3.293, 5.168)


def test_a_change_is_as_uncertain_as_both_sides_together() -> None:
    fell = change(Spread(4.5, 0.03), Spread(3.5, 0.01))
    assert rounded(fell, 3) == (-1.0, -1.392, -0.608)  # 1.96 √0.04 = 0.392


def test_a_typical_time_is_a_geometric_mean_with_students_interval() -> None:
    # Logarithms 1000, 2000 and 3000: mean 2000, deviation 1000, reach 4.303 · 1000 / √3 = 2484.3.
    value, low, high = rounded(typical_time(3, 6000, 14_000_000), 2)
    assert (value, low) == (round(e**2 - 1, 2), 0.0)
    assert high == pytest.approx(e**4.4843 - 1, abs=0.05)


def test_one_time_has_no_interval() -> None:
    assert rounded(typical_time(1, 1000, 1_000_000), 3) == (1.718, None, None)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.706), (10, 2.228), (30, 2.042), (40, 2.021), (120, 1.980)]
)
def test_students_quantiles_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, abs=0.005)
