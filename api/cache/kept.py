"""An answer that is kept, and for how long it is true."""

import gzip
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from api.answers import Answer, Headers

SMALLEST_WORTH_PACKING = 1_000
OVERHEAD = 2_000
"""Bytes that an entry takes besides its bodies and tags, roughly."""
OVERHEAD_OF_TAG = 400
"""Bytes that a tag takes besides its letters, here and where it leads to answers, roughly."""

_TOLD_AGAIN = frozenset({b"vary", b"content-language", b"etag"})


@dataclass(frozen=True, slots=True)
class Life:
    """How long an answer is true: until an instant, and until one of its tags changes."""

    tags: frozenset[str]
    until: datetime | None = None


class Kept:
    """An answer with its ETag and, once somebody has asked for it, its compressed form.

    The cache says in `held` whether it is there.
    """

    __slots__ = ("__weakref__", "_packed", "etag", "held", "key", "life", "whole")

    def __init__(self, key: Hashable, answer: Answer, life: Life) -> None:
        self.key = key
        self.etag = b'W/"' + blake2b(answer.body, digest_size=12).hexdigest().encode() + b'"'
        self.whole = Answer(answer.status, (*answer.headers, (b"etag", self.etag)), answer.body)
        self.life = life
        self.held = False
        self._packed: Answer | None = None

    @property
    def size(self) -> int:
        """Bytes in memory, roughly; the compressed form counts from the start, at half its origin."""
        tags = sum(OVERHEAD_OF_TAG + len(tag) for tag in self.life.tags)
        return OVERHEAD + tags + len(self.whole.body) * 3 // 2

    def alive(self, now: datetime) -> bool:
        """Whether it is true at an instant, as far as time goes."""
        return self.life.until is None or now < self.life.until

    def packed(self) -> Answer:
        """The compressed form; what is too small to gain by it stays as it is."""
        if len(self.whole.body) < SMALLEST_WORTH_PACKING:
            return self.whole
        if self._packed is None:
            self._packed = _pack(self.whole)
        return self._packed

    def unchanged(self) -> Answer:
        """What tells a client that the answer it has is still the one."""
        return Answer(304, tuple(pair for pair in self.whole.headers if pair[0] in _TOLD_AGAIN), b"")


def _pack(answer: Answer) -> Answer:
    body = gzip.compress(answer.body, 6, mtime=0)
    others: Headers = tuple(pair for pair in answer.headers if pair[0] != b"content-length")
    added = ((b"content-length", str(len(body)).encode()), (b"content-encoding", b"gzip"))
    return Answer(answer.status, (*others, *added), body)
