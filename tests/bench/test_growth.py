"""Reads among a million products and a million reviews cost what they cost among a thousand."""

import os
from collections.abc import AsyncIterator

import pytest

from bench.growth import FLAT, Cost, filled, measure

pytestmark = pytest.mark.prove

MILLION = "BENCH_MILLION_URL"
"""The variable that names a database which is filled already; to fill one takes some minutes."""


@pytest.fixture(scope="module")
async def few(server_url: str) -> AsyncIterator[dict[str, Cost]]:
    async with filled(server_url, 1_000) as url:
        yield await measure(url)


@pytest.fixture(scope="module")
async def many(server_url: str) -> AsyncIterator[dict[str, Cost]]:
    if given := os.environ.get(MILLION):
        yield await measure(given)
        return
    async with filled(server_url, 1_000_000) as url:
        yield await measure(url)


async def test_lists_product_pages_and_reviews_stay_flat(few: dict[str, Cost], many: dict[str, Cost]) -> None:
    grown = {name: many[name].whole / few[name].whole for name in few if name.startswith(FLAT)}
    assert len(grown) == 8
    assert {name: ratio for name, ratio in grown.items() if ratio > 1.5} == {}


async def test_any_word_is_found_within_twenty_milliseconds(many: dict[str, Cost]) -> None:
    searches = {name: cost.database for name, cost in many.items() if name.startswith("search")}
    assert len(searches) == 2
    assert {name: spent for name, spent in searches.items() if spent > 20} == {}
    assert many["page, count and facets of a search"].database <= 3 * 20


async def test_what_hardly_any_product_meets_is_found_without_walking_through_all_others(
    many: dict[str, Cost],
) -> None:
    lists = {name: cost.database for name, cost in many.items() if name.startswith("narrowed")}
    assert len(lists) == 2
    assert {name: spent for name, spent in lists.items() if spent > 10} == {}


async def test_counting_is_bounded(many: dict[str, Cost]) -> None:
    counts = {name: cost.database for name, cost in many.items() if name.startswith("counts")}
    assert len(counts) == 2
    assert {name: spent for name, spent in counts.items() if spent > 20} == {}
