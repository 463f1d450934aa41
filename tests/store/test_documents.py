"""Search documents and vocabulary, as a search finds them."""

from datetime import datetime
from typing import Any

import orjson

from store.database import Database
from store.loading import load
from store.words import neighbours, to_queries

Line = dict[str, Any]

FOUND = """
select title from search_documents where language = $1 and terms @@ $2::tsquery
order by ts_rank(terms, $2::tsquery) desc, title
"""


async def found(database: Database, language: str, asked: str) -> list[str]:
    """The titles that are found in a language, best first."""
    rows = await database.fetch(FOUND, language, " & ".join(to_queries(language, asked)))
    return [row["title"] for row in rows]


async def test_a_product_is_found_by_title_contributor_and_description_in_every_language_of_its_storefronts(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust]), now=now)
    assert await found(database, "de", "fausts") == ["Faust"]
    assert await found(database, "de", "tragödien") == ["Faust"]
    assert await found(database, "en", "tragedies goethe") == ["Faust: A Tragedy"]
    assert await found(database, "de", "ゲーテ") == ["Faust"]
    assert await found(database, "de", "werther") == []
    assert await database.fetchval("select count(*) from search_documents where language = 'ja'") == 0


async def test_a_title_counts_more_than_a_description(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime
) -> None:
    coffee["texts"]["en"]["description"] = "To be drunk with a tragedy."
    coffee["popularity"] = 10_000
    await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    assert await found(database, "en", "tragedy") == ["Faust: A Tragedy", "Coffee"]


async def test_a_language_without_texts_serves_what_the_chain_serves(
    database: Database, drama: list[Line], coffee: Line, now: datetime
) -> None:
    coffee["texts"] = {"fr": {"title": "Café"}, "en": {"description": "Whole beans."}}
    await load(database, map(orjson.dumps, [*drama, coffee]), now=now)
    assert await found(database, "de", "cafe") == ["Café"]
    assert await found(database, "de", "beans") == ["Café"]


async def test_documents_follow_when_texts_change(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust]), now=now)
    faust["texts"]["en"]["title"] = "The Devil's Bargain"
    await load(database, map(orjson.dumps, [faust]), now=now)
    assert await found(database, "en", "tragedy") == []
    assert await found(database, "en", "bargain") == ["The Devil's Bargain"]


async def test_a_misspelt_word_finds_its_neighbours_in_the_vocabulary(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust]), now=now)
    near = "select word from words where language = $1 and neighbours && $2 order by word"
    for misspelt in ("tragdy", "traegdy", "tragedyy", "rtagedy", "trahedy"):
        rows = await database.fetch(near, "en", neighbours(misspelt))
        assert [row["word"] for row in rows] == ["tragedy"], misspelt
    assert await database.fetch(near, "en", neighbours("comedy")) == []


async def test_a_word_is_as_heavy_as_the_most_popular_product_that_says_it(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime
) -> None:
    coffee["texts"]["en"]["title"] = "Coffee Faust"
    await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    weights = await database.fetch("select word, weight from words where language = 'en' order by word")
    assert {row["word"]: row["weight"] for row in weights} == {
        "cafe": 500,
        "coffee": 500,
        "faust": 900,
        "goethe": 900,
        "johann": 900,
        "muller": 500,
        "tragedy": 900,
        "von": 900,
        "wolfgang": 900,
        "ゲーテ": 900,
    }
