from regions.binding import PriceClaim
from regions.claims import PriceBand, Rank, Rule
from regions.kinds import Kind
from regions.pricelaw import EXACT, PriceLaw, Share
from regions.pricing import settle


def test_bands_meet_where_both_allow() -> None:
    assert PriceBand(10, 20).meet(PriceBand(15, None)) == PriceBand(15, 20)
    assert PriceBand(10, None).meet(PriceBand(5, None)) == PriceBand(10, None)
    assert PriceBand(10, 20).meet(PriceBand(21, 30)) is None


def test_a_band_holds_its_ends() -> None:
    band = PriceBand(10, 20)
    assert [band.holds(minor) for minor in (9, 10, 20, 21)] == [False, True, True, False]
    assert PriceBand(10).holds(10_000)


def claim(low: int, high: int | None, rank: Rank = Rank.LAW) -> PriceClaim:
    law = PriceLaw(rule=Rule("R", "", "", "", rank), kinds=frozenset({Kind.BOOK}), share=EXACT)
    band = PriceBand(low, high)
    return PriceClaim(law, Share(100), band, band)


def test_claims_of_one_rank_are_intersected() -> None:
    assert settle([claim(95, 100), claim(90, 98)]) == (PriceBand(95, 98), PriceBand(95, 98))


def test_a_contradiction_within_a_rank_is_no_price() -> None:
    assert settle([claim(100, 100), claim(110, 110)]) is None


def test_a_lower_rank_gives_way_to_a_higher_one() -> None:
    contract = claim(110, 110, Rank.PUBLISHER_CONTRACT)
    assert settle([contract, claim(100, 100)]) == (PriceBand(100, 100), PriceBand(100, 100))


def test_a_lower_rank_narrows_what_a_higher_one_leaves() -> None:
    contract = claim(97, 97, Rank.PUBLISHER_CONTRACT)
    assert settle([contract, claim(95, 100)]) == (PriceBand(97, 97), PriceBand(97, 97))
