"""What is taken into the law book, and what stops the start with a sentence that names it."""

from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest

from regions import at, de
from regions.item import Destination
from regions.lawbook import MARKETS, BrokenRegion, Market, bind, lawbook, plugged_in
from regions.money import Money


def market(code: str = "AT", **parts: object) -> Market:
    told = {"law": at.LAW, "shop": at.SHOP, **parts}
    return Market(code, "elsewhere:AT", told["law"], told["shop"])  # type: ignore[arg-type]


GERMANY = Market("DE", "regions.de", de.LAW, de.SHOP)


def test_every_built_in_market_is_there() -> None:
    book = lawbook()
    markets = set(MARKETS)
    assert len(markets) == 18
    assert markets <= set(book.storefronts)
    assert markets <= set(book.laws)
    assert book.version.startswith("2026.11")


def test_members_of_the_union_without_a_file_have_its_law() -> None:
    assert lawbook().law_of("SK").country == "SK"
    assert not lawbook().law_of("SK").export


def test_anywhere_else_is_an_export() -> None:
    assert lawbook().law_of("NO").export


def test_a_market_is_bound_beside_another() -> None:
    book = bind([GERMANY, market()])
    assert book.laws["AT"] is at.LAW
    assert book.storefronts["AT"] is at.SHOP


def test_a_second_storefront_may_share_a_country() -> None:
    outlet = replace(de.SHOP, code="DE-OUTLET")
    book = bind([GERMANY, Market("DE-OUTLET", "elsewhere", None, outlet)])
    assert book.storefronts["DE-OUTLET"].country == "DE"


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (market(law="law"), "region AT (elsewhere:AT): LAW is not a regions.region.Law"),
        (market(shop="shop"), "region AT (elsewhere:AT): SHOP is not a regions.region.Storefront"),
        (market(code="OE"), "region OE (elsewhere:AT): its storefront calls itself 'AT'"),
        (market(law=replace(at.LAW, country="XX")), "region AT (elsewhere:AT): unknown country 'XX'"),
        (
            market(law=replace(at.LAW, currency="Euro")),
            "region AT (elsewhere:AT): 'Euro' is not a currency code",
        ),
        (
            market(shop=replace(at.SHOP, languages=())),
            "region AT (elsewhere:AT): its storefront speaks no language",
        ),
        (
            market(shop=replace(at.SHOP, shipping=replace(at.SHOP.shipping, fee=Money(1, "CHF")))),
            "region AT (elsewhere:AT): its currencies don't agree",
        ),
        (
            Market("DE", "elsewhere:DE", de.LAW, None),
            "region DE (elsewhere:DE): DE is in the law book already",
        ),
        (market(law=None), "storefront AT: no installed law for its country AT"),
    ],
)
def test_a_broken_market_is_named(broken: Market, sentence: str) -> None:
    with pytest.raises(BrokenRegion) as refusal:
        bind([GERMANY, broken])
    assert str(refusal.value) == sentence


def test_a_plug_in_that_cannot_be_imported_is_named() -> None:
    plug = EntryPoint("XX", "no_such_distribution", "comptoir.regions")
    with pytest.raises(BrokenRegion, match=r"^region XX \(no_such_distribution\) can't be loaded"):
        plugged_in(plug)


def test_a_plug_in_that_brings_nothing_is_named() -> None:
    plug = EntryPoint("XX", "regions.words", "comptoir.regions")
    with pytest.raises(BrokenRegion, match="has neither a LAW nor a SHOP"):
        plugged_in(plug)


def test_a_plug_in_brings_its_law_and_shop() -> None:
    found = plugged_in(EntryPoint("AT", "regions.at", "comptoir.regions"))
    assert (found.law, found.shop) == (at.LAW, at.SHOP)


@pytest.mark.parametrize(
    ("country", "subdivision", "postcode", "zone"),
    [
        ("ES", None, "28013", "Europe/Madrid"),
        ("ES", None, "35001", "Atlantic/Canary"),
        ("PT", "20", None, "Atlantic/Azores"),
        ("FR", "974", None, "Indian/Reunion"),
        ("US", "CA", None, "America/Los_Angeles"),
        ("US", None, "10001", "America/New_York"),
    ],
)
def test_the_calendar_is_that_of_the_place(
    country: str, subdivision: str | None, postcode: str | None, zone: str
) -> None:
    place = Destination(country, subdivision, postcode)
    assert lawbook().laws[country].timezone_of(place) == zone
