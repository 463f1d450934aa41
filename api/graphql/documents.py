"""Persisted documents: those that the shop trusts, and those that clients registered by their hash."""

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import orjson

from api.errors import DoorCode, Refusal
from api.graphql.request import Question


def read_manifest(path: Path | None) -> dict[str, str]:
    """The trusted documents in a manifest file: a JSON object of texts by the SHA-256 of each.

    Raises ValueError with a sentence if a hash isn't that of its text.
    """
    if path is None:
        return {}
    manifest: dict[str, str] = orjson.loads(path.read_bytes())
    for digest, text in manifest.items():
        if sha256(text.encode()).hexdigest() != digest:
            raise ValueError(f"{path}: {digest} isn't the SHA-256 of its document.")
    return manifest


class Documents:
    """Document texts by the SHA-256 of their UTF-8 bytes in hex.

    `trusted` are never forgotten. Registered ones (automatic persisted queries) are forgotten, the least
    recently used first, once their texts exceed `most_bytes` together. `trusted_only` refuses all others.
    """

    def __init__(
        self,
        trusted: Mapping[str, str] | None = None,
        *,
        trusted_only: bool = False,
        most_bytes: int = 4_000_000,
    ) -> None:
        self._trusted = dict(trusted or {})
        self._trusted_only = trusted_only
        self._registered: OrderedDict[str, str] = OrderedDict()
        self._free_bytes = most_bytes

    def text_of(self, question: Question) -> str:
        """The text of the document that a question asks to run. Raises Refusal."""
        digest = question.document_hash
        if not question.query:
            return self._find(digest or "")
        if digest is None and not self._trusted_only:
            return question.query
        actual = sha256(question.query.encode()).hexdigest()
        if digest is not None and digest != actual:
            message = "The sha256Hash isn't that of the query."
            raise Refusal(400, DoorCode.PERSISTED_QUERY_MISMATCH, message)
        if self._trusted_only and actual not in self._trusted:
            raise Refusal(None, DoorCode.UNTRUSTED_DOCUMENT, "Only trusted documents are run here.")
        return question.query

    def register(self, question: Question) -> None:
        """Remember the text that a question brought with its hash; call it once the text has proved valid."""
        digest, text = question.document_hash, question.query
        if not text or digest is None or digest in self._trusted or digest in self._registered:
            return
        self._registered[digest] = text
        self._free_bytes -= len(text)
        while self._free_bytes < 0:
            _, forgotten = self._registered.popitem(last=False)
            self._free_bytes += len(forgotten)

    def _find(self, digest: str) -> str:
        if digest in self._trusted:
            return self._trusted[digest]
        if digest in self._registered:
            self._registered.move_to_end(digest)
            return self._registered[digest]
        # Clients of automatic persisted queries look for this message or code and then send the text.
        raise Refusal(None, DoorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound")
