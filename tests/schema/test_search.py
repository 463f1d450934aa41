"""Search, facets, suggestions."""

from collections.abc import Iterable
from typing import Any

import pytest

from tests.schema.counter import Counter

SEARCH = """query ($words: String!, $filter: ProductFilter) {
    search(query: $words, first: 50, filter: $filter) {
    correctedQuery nodes { sku title } totalCount { count precision } } }"""


async def found(counter: Counter, words: str, **narrowed: Any) -> list[str]:
    results = (await counter.ask(SEARCH, words=words, filter=narrowed))["search"]
    return [node["title"] for node in results["nodes"]]


async def test_a_title_is_found_by_its_words_in_the_language_of_the_context(counter: Counter) -> None:
    assert (await found(counter, "Sturmhöhe"))[0] == "Sturmhöhe"
    assert (await found(counter.at("GB"), "wuthering"))[0] == "Wuthering Heights"
    assert (await found(counter.at("JP"), "嵐が丘"))[0] == "嵐が丘"


@pytest.mark.parametrize(
    "words", ["sturmhohe", "STURMHÖHE", "  sturmhöhe ", "Sturmhöhe Bronte", "sturmhöhe brontë"]
)
async def test_capitals_accents_and_the_author_do_not_matter(counter: Counter, words: str) -> None:
    assert (await found(counter, words))[0] == "Sturmhöhe"


async def test_every_word_must_match(counter: Counter) -> None:
    assert "Faust" in await found(counter, "Goethe")
    assert "Faust" not in await found(counter, "Goethe Werther")


@pytest.mark.parametrize(
    "words", ["", "   ", "!?", "'; drop table products; --", "\u0000", "<?>", "xyzzy:* & plugh"]
)
async def test_a_text_that_matches_nothing_gives_an_empty_page(counter: Counter, words: str) -> None:
    results = (await counter.ask(SEARCH, words=words))["search"]
    assert results["nodes"] == []
    assert results["totalCount"] == {"count": 0, "precision": "EXACT"}


@pytest.mark.parametrize(
    ("typed", "meant"), [("fasut", "faust"), ("Goehte", "goethe"), ("sturmhöhhe", "sturmhohe")]
)
async def test_a_slip_of_the_finger_is_corrected_and_told(counter: Counter, typed: str, meant: str) -> None:
    results = (await counter.ask(SEARCH, words=typed))["search"]
    assert results["correctedQuery"] == meant
    assert results["nodes"] != []
    exact = (await counter.ask(SEARCH, words=meant))["search"]
    assert exact["correctedQuery"] is None
    assert exact["nodes"] == results["nodes"]


async def test_pages_of_results_follow_each_other_both_ways(counter: Counter) -> None:
    document = """query ($first: Int, $after: String, $last: Int, $before: String) {
        search(query: "roman", first: $first, after: $after, last: $last, before: $before) {
            nodes { sku } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""

    async def walk(ahead: bool) -> list[str]:
        gathered: list[str] = []
        cursor: str | None = None
        while True:
            asked: dict[str, Any] = {"first": 3, "after": cursor} if ahead else {"last": 3, "before": cursor}
            page = (await counter.ask(document, **asked))["search"]
            skus = [node["sku"] for node in page["nodes"]]
            gathered = gathered + skus if ahead else skus + gathered
            cursor = page["pageInfo"]["endCursor" if ahead else "startCursor"]
            if not page["pageInfo"]["hasNextPage" if ahead else "hasPreviousPage"]:
                return gathered

    forwards = await walk(ahead=True)
    assert len(forwards) == len(set(forwards)) > 6
    assert await walk(ahead=False) == forwards


FACETS = """query ($words: String!, $filter: ProductFilter) { search(query: $words, filter: $filter) {
    totalCount { count } facets { code label values { value label count selected } } } }"""


def values(facets: Iterable[dict[str, Any]], code: str) -> dict[str, tuple[int, bool]]:
    [facet] = [facet for facet in facets if facet["code"] == code]
    return {each["value"]: (each["count"], each["selected"]) for each in facet["values"]}


async def test_a_facet_tells_what_each_choice_would_leave(counter: Counter) -> None:
    everything = (await counter.ask(FACETS, words="roman"))["search"]
    kinds = values(everything["facets"], "kinds")
    assert sum(count for count, _ in kinds.values()) == everything["totalCount"]["count"]
    for kind, (count, _) in kinds.items():
        narrowed = (await counter.ask(FACETS, words="roman", filter={"kinds": [kind]}))["search"]
        assert narrowed["totalCount"]["count"] == count
        assert values(narrowed["facets"], "kinds")[kind] == (count, True)
        assert values(narrowed["facets"], "kinds").keys() == kinds.keys()


async def test_facets_speak_the_language_and_name_what_a_filter_takes(counter: Counter) -> None:
    facets = (await counter.ask(FACETS, words="faust"))["search"]["facets"]
    assert [(facet["code"], facet["label"]) for facet in facets] == [
        ("category", "Abteilung"),
        ("kinds", "Art"),
        ("language", "Sprache"),
        ("inStock", "Vorrätig"),
        ("onSale", "Reduziert"),
    ]
    [department, *_] = facets[0]["values"]
    assert department["label"] == "Bücher"
    narrowed = (await counter.ask(FACETS, words="faust", filter={"category": department["value"]}))["search"]
    assert narrowed["totalCount"]["count"] == department["count"]


async def test_a_search_takes_a_fixed_number_of_statements(counter: Counter) -> None:
    page = "nodes { sku title price { current { formatted } } variants { sku } }"
    for size in (1, 20, 100):
        assert await counter.statements(f'{{ search(query: "roman", first: {size}) {{ {page} }} }}') == 1
    whole = f"{page} totalCount {{ count }} facets {{ values {{ count }} }}"
    assert await counter.statements(f'{{ search(query: "roman") {{ {whole} }} }}') == 4


async def test_suggestions_complete_what_was_typed_with_titles_first(counter: Counter) -> None:
    document = '{ suggest(query: "fau", limit: 5) { text product { sku title } } }'
    suggested = (await counter.ask(document))["suggest"]
    assert 1 < len(suggested) <= 5
    assert {"text": "Faust", "product": {"sku": "faust-hc", "title": "Faust"}} in suggested
    assert len({each["text"].casefold() for each in suggested}) == len(suggested)
    assert await counter.ask('{ suggest(query: "%") { text } }') == {"suggest": []}
