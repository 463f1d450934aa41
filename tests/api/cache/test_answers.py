"""Kept answers: while they are true, and no longer."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from api.answers import Answer
from api.cache import AnswerCache, Kept, Life

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FAUST = frozenset({"product:1"})


class Kitchen:
    """Makes answers, and counts how many."""

    def __init__(self, tags: frozenset[str] = FAUST, until: datetime | None = None, size: int = 10) -> None:
        self.made = 0
        self.life = Life(tags, until)
        self.size = size

    async def compute(self) -> tuple[Answer, Life | None]:
        self.made += 1
        await asyncio.sleep(0)
        return Answer(200, (), str(self.made).encode().rjust(self.size)), self.life


def open_cache(most_bytes: int = 1_000_000) -> AnswerCache:
    cache = AnswerCache(most_bytes)
    cache.changes.confirm(time.monotonic())
    return cache


async def ask(cache: AnswerCache, kitchen: Kitchen, key: str = "key", now: datetime = NOON) -> int:
    outcome = await cache.answer(key, now, kitchen.compute)
    return int((outcome.whole if isinstance(outcome, Kept) else outcome).body)


async def test_an_answer_is_made_once_and_kept() -> None:
    cache, kitchen = open_cache(), Kitchen()
    assert [await ask(cache, kitchen) for _ in range(3)] == [1, 1, 1]


async def test_visitors_who_come_while_it_is_made_wait_for_it() -> None:
    cache, kitchen = open_cache(), Kitchen()
    assert await asyncio.gather(*(ask(cache, kitchen) for _ in range(5))) == [1, 1, 1, 1, 1]


async def test_a_change_drops_what_rests_on_it_and_nothing_else() -> None:
    cache, faust, woyzeck = open_cache(), Kitchen(), Kitchen(frozenset({"product:2"}))
    await ask(cache, faust, "faust")
    await ask(cache, woyzeck, "woyzeck")
    cache.changes.note(["product:1", "product:99"])
    assert (await ask(cache, faust, "faust"), await ask(cache, woyzeck, "woyzeck")) == (2, 1)


async def test_a_change_of_everything_drops_everything() -> None:
    cache, kitchen = open_cache(), Kitchen()
    await ask(cache, kitchen)
    cache.changes.note(None)
    assert await ask(cache, kitchen) == 2


async def test_an_answer_that_changed_while_it_was_made_is_given_but_not_kept() -> None:
    cache, kitchen = open_cache(), Kitchen()
    first = asyncio.create_task(ask(cache, kitchen))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    cache.changes.note(["product:1"])
    assert await first == 1
    assert await ask(cache, kitchen) == 2


async def test_another_product_changing_meanwhile_does_no_harm() -> None:
    cache, kitchen = open_cache(), Kitchen()
    first = asyncio.create_task(ask(cache, kitchen))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    cache.changes.note(["product:99"])
    assert [await first, await ask(cache, kitchen)] == [1, 1]


async def test_who_comes_after_a_change_does_not_wait_for_an_answer_begun_before_it() -> None:
    cache, kitchen = open_cache(), Kitchen()
    early = asyncio.create_task(ask(cache, kitchen))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    cache.changes.note(["product:1"])
    assert await asyncio.gather(early, ask(cache, kitchen)) == [1, 2]


async def test_an_answer_ends_at_its_instant() -> None:
    cache, kitchen = open_cache(), Kitchen(until=NOON + timedelta(seconds=10))
    just_before = NOON + timedelta(seconds=9)
    assert [await ask(cache, kitchen), await ask(cache, kitchen, now=just_before)] == [1, 1]
    assert await ask(cache, kitchen, now=NOON + timedelta(seconds=10)) == 2


async def test_nothing_is_kept_or_served_while_changes_may_go_unheard() -> None:
    cache, kitchen = AnswerCache(1_000_000), Kitchen()
    assert [await ask(cache, kitchen) for _ in range(2)] == [1, 2]
    cache.changes.confirm(time.monotonic())
    assert [await ask(cache, kitchen) for _ in range(2)] == [3, 3]
    cache.changes.confirm(time.monotonic() - 3.1)
    assert await ask(cache, kitchen) == 4


async def test_the_least_used_answers_go_first_when_the_bytes_are_used_up() -> None:
    cache, kitchen = open_cache(12_000), Kitchen(size=900)
    for key in "abc":
        await ask(cache, kitchen, key)
    await ask(cache, kitchen, "a")
    await ask(cache, kitchen, "d")
    assert [cache.find(key, NOON) is not None for key in "abcd"] == [True, False, True, True]


async def test_an_answer_without_a_life_is_not_kept() -> None:
    cache = open_cache()

    async def compute() -> tuple[Answer, Life | None]:
        return Answer(200, (), b"1"), None

    assert isinstance(await cache.answer("key", NOON, compute), Answer)
    assert cache.find("key", NOON) is None


def failing(error: Exception) -> Callable[[], Awaitable[tuple[Answer, Life | None]]]:
    async def compute() -> tuple[Answer, Life | None]:
        await asyncio.sleep(0)
        raise error

    return compute


async def test_a_failure_reaches_all_who_wait_and_is_forgotten() -> None:
    cache = open_cache()
    waiting = [cache.answer("key", NOON, failing(ValueError("broken"))) for _ in range(2)]
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["broken", "broken"]
    assert await ask(cache, Kitchen()) == 1


async def test_a_visitor_who_leaves_takes_nobodys_answer_along() -> None:
    cache, kitchen = open_cache(), Kitchen()
    leaving = asyncio.create_task(ask(cache, kitchen))
    staying = asyncio.create_task(ask(cache, kitchen))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying == 1
    assert kitchen.made == 1


def test_tags_beyond_those_remembered_count_as_changed() -> None:
    cache = open_cache()
    cache.changes.note(["product:1"])
    began = cache.changes.now
    cache.changes.note(f"other:{number}" for number in range(100_001))
    assert cache.changes.since(began, ["other:100000"])
    assert cache.changes.since(began, ["product:7"])
    assert not cache.changes.since(cache.changes.now, ["other:0"])
