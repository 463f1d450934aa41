"""Persisted and trusted documents."""

from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from api.errors import Refusal
from api.graphql.documents import Documents, read_manifest
from api.graphql.request import Question

HELLO, BYE = "{ hello }", "{ bye }"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def by_hash(text: str) -> Question:
    return Question("", document_hash=digest(text))


def with_hash(text: str) -> Question:
    return Question(text, document_hash=digest(text))


def test_a_text_without_a_hash_is_run_and_not_remembered() -> None:
    documents = Documents()
    assert documents.text_of(Question(HELLO)) == HELLO
    documents.register(Question(HELLO))
    with pytest.raises(Refusal, match="PersistedQueryNotFound"):
        documents.text_of(by_hash(HELLO))


def test_a_registered_text_is_found_by_its_hash() -> None:
    documents = Documents()
    documents.register(with_hash(HELLO))
    assert documents.text_of(by_hash(HELLO)) == HELLO


def test_the_least_used_texts_are_forgotten_beyond_the_bound() -> None:
    documents = Documents(most_bytes=2 * len(HELLO))
    documents.register(with_hash(HELLO))
    documents.register(with_hash(BYE))
    documents.text_of(by_hash(HELLO))
    documents.register(with_hash("{ third }"))
    assert documents.text_of(by_hash("{ third }")) == "{ third }"
    with pytest.raises(Refusal, match="PersistedQueryNotFound"):
        documents.text_of(by_hash(BYE))


def test_a_trusted_text_is_never_forgotten() -> None:
    documents = Documents({digest(HELLO): HELLO}, most_bytes=1)
    documents.register(with_hash(BYE))
    assert documents.text_of(by_hash(HELLO)) == HELLO


def test_where_only_trusted_documents_are_run_others_are_refused() -> None:
    documents = Documents({digest(HELLO): HELLO}, trusted_only=True)
    for question in (Question(HELLO), with_hash(HELLO), by_hash(HELLO)):
        assert documents.text_of(question) == HELLO
    for question in (Question(BYE), with_hash(BYE)):
        with pytest.raises(Refusal, match="Only trusted documents") as refused:
            documents.text_of(question)
        assert (refused.value.status, refused.value.code) == (None, "UNTRUSTED_DOCUMENT")


def test_a_manifest_with_a_wrong_hash_stops_the_start(tmp_path: Path) -> None:
    manifest = tmp_path / "trusted.json"
    manifest.write_bytes(orjson.dumps({digest(HELLO): HELLO}))
    assert read_manifest(manifest) == {digest(HELLO): HELLO}
    assert read_manifest(None) == {}
    manifest.write_bytes(orjson.dumps({digest(HELLO): BYE}))
    with pytest.raises(ValueError, match="isn't the SHA-256 of its document"):
        read_manifest(manifest)
