"""Which products come first, and why."""

import pytest

from store.figures.harm import Finding, Reason, findings, peers
from store.figures.intervals import share
from store.figures.tallies import Figures, Tally


def sold(lines: int, reported: int = 0) -> Figures:
    """A period with sales and reports."""
    return Figures(Tally(sold=lines, reported=reported))


def rated(reviews: int, stars: int, *, verified: int | None = None) -> Tally:
    """So many reviews, all with the same stars."""
    kept = reviews if verified is None else verified
    return Tally(reviews=reviews, verified=kept, stars=reviews * stars, squares=reviews * stars**2)


def test_reports_count_from_the_cautious_end_of_their_interval() -> None:
    usual, own = sold(100_000, 200), sold(1_000, 20)
    low = share(20, 1_000).low
    assert low == pytest.approx(0.0129836, abs=1e-7)
    # (0.0129836 - 0.002) · 1000 sales are 10.984 customers
    assert findings(own, usual) == [Finding(Reason.REPORTED, 20.0, 2.0, 10_984)]


def test_returns_count_as_reports_do() -> None:
    usual, own = Figures(Tally(sold=100_000, returned=200)), Figures(Tally(sold=1_000, returned=20))
    assert findings(own, usual) == [Finding(Reason.RETURNED, 20.0, 2.0, 10_984)]


def test_what_is_as_usual_is_no_finding() -> None:
    assert findings(sold(1_000, 3), sold(100_000, 200)) == []


def test_one_report_is_not_enough() -> None:
    assert findings(sold(1, 1), sold(100_000, 0)) == []
    assert [each.reason for each in findings(sold(2, 2), sold(100_000, 0))] == [Reason.REPORTED]


def test_where_nothing_else_is_sold_nothing_is_usual() -> None:
    assert findings(sold(1_000, 500), sold(0)) == []


def test_more_customers_come_first() -> None:
    usual = sold(100_000, 200)
    [small], [large] = findings(sold(100, 10), usual), findings(sold(10_000, 200), usual)
    assert small.figure > large.figure
    assert small.customers < large.customers


def test_a_rating_has_fallen_once_its_interval_says_so() -> None:
    fell = Figures(rated(40, 2), rated(40, 5))
    [finding, *_] = findings(fell, Figures())
    assert (finding.reason, finding.figure, finding.usual) == (Reason.RATING_FELL, 2.0, 5.0)
    assert findings(Figures(rated(40, 2), rated(4, 5)), Figures()) == []
    assert findings(Figures(rated(40, 5), rated(40, 5)), Figures()) == []


def test_a_rating_is_low_beside_its_peers() -> None:
    usual = Figures(rated(1_000, 4))
    [finding] = findings(Figures(rated(50, 2)), usual)
    assert (finding.reason, finding.figure, finding.usual) == (Reason.RATED_LOW, 2.0, 4.0)
    assert findings(Figures(rated(4, 1)), usual) == []
    assert findings(Figures(rated(5, 1)), Figures()) == []


def test_reviews_that_nobody_can_have_bought_for_are_found() -> None:
    usual = Figures(rated(1_000, 4, verified=900))
    [finding] = findings(Figures(rated(60, 4, verified=6)), usual)
    assert (finding.reason, finding.figure, finding.usual) == (Reason.UNVERIFIED, 10.0, 90.0)
    # (0.9 - 0.2015) · 60 reviews
    assert finding.customers == pytest.approx(41_909, abs=10)


def test_the_gravest_reason_is_told_first() -> None:
    usual = Figures(Tally(sold=100_000, reported=100) + rated(1_000, 4))
    own = Figures(Tally(sold=1_000, reported=200) + rated(60, 2, verified=60))
    found = findings(own, usual)
    assert [each.reason for each in found] == [Reason.REPORTED, Reason.RATED_LOW]
    assert found[0].customers > found[1].customers > 0


def test_peers_are_the_narrowest_group_in_which_enough_else_is_sold() -> None:
    own = sold(500, 5)
    shop, books, drama = sold(9_000, 30), sold(2_000, 20), sold(1_400, 10)
    assert peers([shop, books, drama], own) == sold(1_500, 15)
    assert peers([shop, books, sold(1_500, 10)], own) == sold(1_000, 5)
    assert peers([sold(600, 6), sold(500, 5)], own) == sold(100, 1)
    assert peers([], own) == Figures()
