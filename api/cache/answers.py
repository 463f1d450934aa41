"""Finished answers in memory: bounded by bytes, found by key, dropped by tag or by time."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Hashable, Iterable
from datetime import datetime

from api.answers import Answer
from api.cache.changes import Changes
from api.cache.kept import Kept, Life
from api.metrics import CACHE

Computed = tuple[Answer, Life | None]


class AnswerCache:
    """Keeps answers while they are true. One of a key is computed at a time; who asks meanwhile waits."""

    def __init__(self, most_bytes: int) -> None:
        self.changes = Changes(self._drop)
        self._free = most_bytes
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._by_tag: defaultdict[str, set[Hashable]] = defaultdict(set)
        self._under_way: dict[Hashable, asyncio.Task[Answer | Kept]] = {}

    def find(self, key: Hashable, now: datetime) -> Kept | None:
        """The kept answer of a key, if it is true now and we can know that."""
        kept = self._kept.get(key)
        if kept is None or not self.changes.confirmed():
            return None
        if not kept.alive(now):
            self._remove(key)
            return None
        self._kept.move_to_end(key)
        return kept

    def holds(self, kept: Kept) -> bool:
        """Whether an answer is still kept, and we can know that it is true as far as changes go."""
        return kept.held and self.changes.confirmed()

    async def answer(
        self, key: Hashable, now: datetime, compute: Callable[[], Awaitable[Computed]]
    ) -> Answer | Kept:
        """The kept answer of a key, or a new one, which is kept if nothing it rests on changed meanwhile."""
        kept = self.find(key, now)
        if kept is not None:
            CACHE.labels("hit").inc()
            return kept
        if not self.changes.confirmed():
            CACHE.labels("bypass").inc()
            return (await compute())[0]
        task = self._under_way.get(key)
        CACHE.labels("joined" if task else "miss").inc()
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._compute(key, compute))
            task.add_done_callback(_retrieve)
        return await asyncio.shield(task)  # a visitor who leaves takes nobody's answer along

    async def _compute(self, key: Hashable, compute: Callable[[], Awaitable[Computed]]) -> Answer | Kept:
        began = self.changes.now
        try:
            answer, life = await compute()
            return answer if life is None else self._store(Kept(key, answer, life), began)
        finally:
            # A change that came meanwhile has already sent later visitors to a task of their own.
            if self._under_way.get(key) is asyncio.current_task():
                del self._under_way[key]

    def _store(self, kept: Kept, began: int) -> Kept:
        if self.changes.since(began, kept.life.tags) or not self.changes.confirmed():
            return kept
        self._remove(kept.key)
        self._kept[kept.key] = kept
        kept.held = True
        self._free -= kept.size
        for tag in kept.life.tags:
            self._by_tag[tag].add(kept.key)
        while self._free < 0:
            self._remove(next(iter(self._kept)))
        return kept

    def _drop(self, tags: Iterable[str] | None) -> None:
        self._under_way.clear()
        if tags is None:
            doomed = list(self._kept)
        else:
            doomed = [key for tag in tags for key in self._by_tag.get(tag, ())]
        for key in doomed:
            self._remove(key)

    def _remove(self, key: Hashable) -> None:
        kept = self._kept.pop(key, None)
        if kept is None:
            return
        kept.held = False
        self._free += kept.size
        for tag in kept.life.tags:
            self._by_tag[tag].discard(key)
            if not self._by_tag[tag]:
                del self._by_tag[tag]


def _retrieve(task: "asyncio.Task[Answer | Kept]") -> None:
    """Whoever waits gets the exception; if all have left, asyncio shall not complain that nobody did."""
    if not task.cancelled():
        task.exception()
