"""Finished answers in memory: bounded by bytes, found by key, dropped by tag or by time."""

import asyncio
import gzip
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from api.answers import Answer, Headers
from api.cache.changes import Changes
from api.metrics import CACHE

SMALLEST_WORTH_PACKING = 1_000
OVERHEAD = 2_000
"""Bytes that an entry takes besides its bodies, roughly."""


@dataclass(frozen=True, slots=True)
class Life:
    """How long an answer is true: until an instant, or until one of its tags changes. An answer without
    an end is true until a tag changes; one without tags must not be kept."""

    tags: frozenset[str]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with its ETag and its compressed form, and how long it is true."""

    key: Hashable
    answer: Answer
    packed: Answer | None
    unchanged: Headers  # of the answer that says so (304)
    etag: bytes
    life: Life

    @property
    def size(self) -> int:
        """Bytes in memory, roughly."""
        return OVERHEAD + len(self.answer.body) + (len(self.packed.body) if self.packed else 0)

    def alive(self, now: datetime) -> bool:
        """Whether it is true at an instant, as far as time goes."""
        return self.life.until is None or now < self.life.until


_TOLD_AGAIN = frozenset({b"vary", b"content-language", b"etag"})


def keep(key: Hashable, answer: Answer, life: Life) -> Kept:
    """An answer as it is kept: with an ETag, and compressed where that helps."""
    etag = b'W/"' + blake2b(answer.body, digest_size=12).hexdigest().encode() + b'"'
    tagged = _with_headers(answer, ((b"etag", etag),), answer.body)
    packed = None
    if len(answer.body) >= SMALLEST_WORTH_PACKING:
        body = gzip.compress(answer.body, 6, mtime=0)
        packed = _with_headers(tagged, ((b"content-encoding", b"gzip"),), body)
    unchanged = tuple(pair for pair in tagged.headers if pair[0] in _TOLD_AGAIN)
    return Kept(key, tagged, packed, unchanged, etag, life)


def _with_headers(answer: Answer, added: Headers, body: bytes) -> Answer:
    length = (b"content-length", str(len(body)).encode())
    headers = tuple(pair for pair in answer.headers if pair[0] != b"content-length")
    return Answer(answer.status, (*headers, length, *added), body)


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
        return kept.key in self._kept and self._kept[kept.key] is kept and self.changes.confirmed()

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
            return answer if life is None else self._store(keep(key, answer, life), began)
        finally:
            # A change that came meanwhile has already sent later visitors to a task of their own.
            if self._under_way.get(key) is asyncio.current_task():
                del self._under_way[key]

    def _store(self, kept: Kept, began: int) -> Kept:
        if self.changes.since(began, kept.life.tags) or not self.changes.confirmed():
            return kept
        self._remove(kept.key)
        self._kept[kept.key] = kept
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
        self._free += kept.size
        for tag in kept.life.tags:
            self._by_tag[tag].discard(key)
            if not self._by_tag[tag]:
                del self._by_tag[tag]


def _retrieve(task: "asyncio.Task[Answer | Kept]") -> None:
    """Whoever waits gets the exception; if all have left, asyncio shall not complain that nobody did."""
    if not task.cancelled():
        task.exception()
