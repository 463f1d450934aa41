"""Choosing where a shopper stands."""

from datetime import UTC, datetime

import pytest

from regions.facts import Destination
from regions.lawbook import lawbook
from schema.context import ShopContext, Wish, choose_context
from schema.errors import CodedError

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def choose(*wishes: Wish, header: str = "", default: str = "DE") -> ShopContext:
    return choose_context(wishes, lawbook().storefronts, default_region=default, now=NOON, header=header)


def refused(*wishes: Wish, header: str = "") -> CodedError:
    with pytest.raises(CodedError) as caught:
        choose(*wishes, header=header)
    return caught.value


def test_without_any_wish_it_is_the_default_region_in_its_own_language_and_country() -> None:
    shop = choose()
    assert (shop.region, shop.language, shop.currency) == ("DE", "de", "EUR")
    assert shop.destination == Destination("DE")
    assert (shop.now, shop.at_home, shop.wanted_language) == (NOON, True, None)


def test_the_first_wish_that_says_something_counts_for_each_value_by_itself() -> None:
    shop = choose(Wish(language="en"), Wish(region="FR", language="fr"), Wish(deliver_to=Destination("BE")))
    assert (shop.region, shop.language, shop.destination) == ("FR", "en", Destination("BE"))
    assert not shop.at_home


def test_accept_language_is_the_weakest_wish() -> None:
    assert choose(header="en;q=0.9, de;q=0.1").language == "en"
    assert choose(Wish(language="de"), header="en").language == "de"


def test_a_malformed_accept_language_is_passed_over() -> None:
    assert choose(header=";;;q=x, -, *-*").language == "de"


def test_a_language_that_the_region_does_not_offer_falls_back_and_is_told() -> None:
    shop = choose(Wish(language="ja"))
    assert (shop.language, shop.wanted_language) == ("de", "ja")
    assert choose(Wish(language="de-AT")).wanted_language is None


def test_the_next_best_wish_serves_before_the_regions_default() -> None:
    assert choose(Wish(language="ja"), header="en").language == "en"


def test_an_unknown_region_is_refused_with_those_that_are_open() -> None:
    error = refused(Wish(region="XX"))
    assert error.extensions is not None
    assert error.extensions["code"] == "UNKNOWN_REGION"
    assert error.extensions["regions"] == list(lawbook().storefronts)
    assert error.message.startswith("There is no shop “XX”. Open are: ")


def test_a_refusal_speaks_the_language_that_was_wished_for() -> None:
    assert refused(Wish(region="XX", language="de")).message.startswith("Es gibt keinen Laden „XX“")


@pytest.mark.parametrize("tag", ["", "d", "de_DE", "deutsch!", "de-", "x" * 300])
def test_a_malformed_language_is_refused(tag: str) -> None:
    error = refused(Wish(language=tag))
    assert error.extensions is not None
    assert error.extensions["code"] == "BAD_LANGUAGE"
    assert len(error.message) < 200


@pytest.mark.parametrize("subdivision", ["us-tx", "tx", "TX"])
def test_a_destination_is_written_as_the_law_book_writes_it(subdivision: str) -> None:
    shop = choose(Wish(deliver_to=Destination("us", subdivision, " 75001 ")))
    assert shop.destination == Destination("US", "TX", "75001")


@pytest.mark.parametrize(
    "place",
    [
        Destination("USA"),
        Destination(""),
        Destination("DE", "Bayern und mehr"),
        Destination("DE", None, "1" * 30),
        Destination("DE", None, "<script>"),
    ],
)
def test_a_malformed_destination_is_refused(place: Destination) -> None:
    error = refused(Wish(deliver_to=place))
    assert error.extensions is not None
    assert error.extensions["code"] == "BAD_DESTINATION"
