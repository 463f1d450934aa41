"""Searching within a bounded amount of work."""

from datetime import UTC, datetime

import pytest

from store.catalog.pages import Page
from store.catalog.queries import ProductQuery
from store.catalog.view import View
from store.database import Database
from store.search import matches
from store.search.results import count_matches, search_products
from store.search.suggestions import correct, suggest

VIEW = View("DE", "de", ("de", "en"), datetime(2026, 11, 21, 12, tzinfo=UTC))


async def found(database: Database, words: str) -> list[str]:
    page = await search_products(database, VIEW, words, ProductQuery(), Page(100), [])
    return [card.sku for card in page.rows]


async def test_a_common_word_is_ranked_among_the_most_popular_products_only(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = await found(demo_database, "goethe")
    assert len(everything) > 3
    monkeypatch.setattr(matches, "ENOUGH", 1)
    monkeypatch.setattr(matches, "POPULAR", 60)
    popular = await found(demo_database, "goethe")
    assert 0 < len(popular) < len(everything)
    assert set(popular) < set(everything)
    assert not (await count_matches(demo_database, VIEW, "goethe", ProductQuery())).exact


async def test_a_less_common_word_is_looked_for_a_stated_way_further_down(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = await found(demo_database, "goethe")
    monkeypatch.setattr(matches, "FEW", 0)
    monkeypatch.setattr(matches, "FEW_EVERYWHERE", -1)
    monkeypatch.setattr(matches, "POPULAR", 60)
    further = await found(demo_database, "goethe")
    assert further == everything
    assert (await count_matches(demo_database, VIEW, "goethe", ProductQuery())).exact
    monkeypatch.setattr(matches, "FURTHER", 60)
    assert set(await found(demo_database, "goethe")) < set(everything)
    assert not (await count_matches(demo_database, VIEW, "goethe", ProductQuery())).exact


async def test_a_rare_word_is_found_however_unpopular_its_product(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matches, "POPULAR", 5)
    assert "faust-hc" in await found(demo_database, "faust")


@pytest.mark.parametrize("words", ["goethe faust", "der wolfgang", "wolfgang fa"])
async def test_words_that_are_each_common_are_looked_for_in_a_sample(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    everything = await found(demo_database, words)
    monkeypatch.setattr(matches, "POPULAR", 5)
    monkeypatch.setattr(matches, "FURTHER", 5)
    assert set(await found(demo_database, words)) == set(everything)
    assert (await count_matches(demo_database, VIEW, words, ProductQuery())).exact
    monkeypatch.setattr(matches, "LISTED", -1)
    assert set(await found(demo_database, words)) <= set(everything)
    assert not (await count_matches(demo_database, VIEW, words, ProductQuery())).exact


async def test_a_common_beginning_is_checked_among_what_has_the_other_words(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matches, "POPULAR", 5)
    monkeypatch.setattr(matches, "ENOUGH", 100_000)
    expected = await suggest(demo_database, VIEW, "goethe f", 5)
    assert len(expected) == 5
    monkeypatch.setattr(matches, "BEGINNINGS", 1_000_000)
    assert await suggest(demo_database, VIEW, "goethe f", 5) == expected


async def test_a_number_of_matches_says_when_it_is_not_exact(demo_database: Database) -> None:
    few = await count_matches(demo_database, VIEW, "goethe", ProductQuery())
    assert few.exact
    none = await count_matches(demo_database, VIEW, "", ProductQuery())
    assert (none.rows, none.exact) == (0, True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fasut", "faust"),
        ("faus", "faust"),
        ("fauust", "faust"),
        ("geothe faust", "goethe faust"),
        ("faust", None),
        ("xqzzyqx", None),
        ("", None),
    ],
)
async def test_an_unknown_word_becomes_the_likeliest_known_neighbour(
    demo_database: Database, typed: str, meant: str | None
) -> None:
    assert await correct(demo_database, VIEW, typed) == meant


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "", " "])
async def test_signs_of_a_pattern_alone_suggest_nothing(demo_database: Database, typed: str) -> None:
    assert await suggest(demo_database, VIEW, typed, 5) == []


@pytest.mark.parametrize(("typed", "word"), [("fa%", "fa"), ("fa_", "fa"), ("g%", "g")])
async def test_signs_of_a_pattern_behind_a_word_stand_for_nothing(
    demo_database: Database, typed: str, word: str
) -> None:
    expected = await suggest(demo_database, VIEW, word, 5)
    assert len(expected) == 5
    assert await suggest(demo_database, VIEW, typed, 5) == expected


async def test_no_more_is_suggested_than_was_asked_for(demo_database: Database) -> None:
    assert len(await suggest(demo_database, VIEW, "g", 3)) == 3
    assert await suggest(demo_database, VIEW, "g", 0) == []
