from fractions import Fraction

from regions.promotions import spread


def test_an_amount_is_spread_by_weight() -> None:
    assert spread(1000, [3000, 2000], [3000, 2000]) == ([600, 400], 0)


def test_what_one_cannot_take_goes_to_the_others() -> None:
    assert spread(1000, [2000, 2000], [100, 2000]) == ([100, 900], 0)


def test_what_fits_nowhere_is_left() -> None:
    assert spread(500, [2000, 399], [0, 399]) == ([0, 399], 101)
    assert spread(500, [], []) == ([], 500)


def test_shares_may_cascade_until_all_are_full() -> None:
    assert spread(100, [100, 10, 10], [30, 30, 30]) == ([30, 30, 30], 10)


def test_rooms_may_be_fractions_and_are_never_exceeded() -> None:
    shares, left = spread(10, [Fraction(9, 2), Fraction(9, 2)], [Fraction(9, 2), Fraction(9, 2)])
    assert (shares, left) == ([4, 4], 2)
