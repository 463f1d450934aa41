import strawberry

from schema.plan import Limits, Registry


@strawberry.type
class Query:
    hello: str


SCHEMA = strawberry.Schema(query=Query)._schema


def registry(most_documents: int = 100, most_bytes: int = 10_000, trusted: tuple[str, ...] = ()) -> Registry:
    return Registry(
        SCHEMA,
        Limits(aliases=1, suggestions=False),
        most_documents=most_documents,
        most_bytes=most_bytes,
        trusted=trusted,
    )


def test_a_document_is_prepared_once() -> None:
    documents = registry()
    assert documents.prepare("{ hello }") is documents.prepare("{ hello }")
    assert documents.prepare("{ hello }") is not documents.prepare("{  hello }")


def test_its_errors_are_remembered_too() -> None:
    documents = registry()
    first = documents.prepare("{ bye }")
    assert [error.message for error in first.errors] == ["Cannot query field 'bye' on type 'Query'."]
    assert documents.prepare("{ bye }") is first


def test_operations_of_one_document_are_told_apart_by_name() -> None:
    documents = registry()
    text = "query A { hello } query B { greeting: hello }"
    assert documents.prepare(text, "A").operation_name == "A"
    assert documents.prepare(text, "B").operation_name == "B"
    assert [error.message for error in documents.prepare(text).errors] == [
        "Must provide operation name if query contains multiple operations."
    ]
    assert [error.message for error in documents.prepare(text, "C").errors] == [
        "Unknown operation named 'C'."
    ]


def test_the_least_recently_used_document_goes_when_there_are_too_many() -> None:
    documents = registry(most_documents=2)
    first = documents.prepare("{ a: hello }")
    second = documents.prepare("{ b: hello }")
    assert documents.prepare("{ a: hello }") is first
    documents.prepare("{ c: hello }")
    assert len(documents) == 2
    assert documents.prepare("{ a: hello }") is first
    assert documents.prepare("{ b: hello }") is not second


def test_documents_go_when_their_texts_are_too_long_together() -> None:
    documents = registry(most_bytes=30)
    documents.prepare("{ a: hello }")
    documents.prepare("{ b: hello }")
    assert (len(documents), documents.bytes_kept) == (2, 24)
    documents.prepare("{ c: hello }")
    assert (len(documents), documents.bytes_kept) == (2, 24)
    documents.prepare("{ hello }" + " " * 100)
    assert (len(documents), documents.bytes_kept) == (0, 0)


def test_trusted_documents_stay_and_know_no_limits() -> None:
    text = "{ a: hello b: hello }"
    strict, trusting = registry(most_documents=1), registry(most_documents=1, trusted=(text,))
    assert [error.extensions for error in strict.prepare(text).errors] == [
        {"code": "TOO_COMPLEX", "limit": "aliases", "measured": "2", "most": 1}
    ]
    prepared = trusting.prepare(text)
    assert prepared.errors == ()
    trusting.prepare("{ a: hello }")
    trusting.prepare("{ b: hello }")
    assert trusting.prepare(text) is prepared
    assert len(trusting) == 1


def test_a_trusted_document_that_no_longer_fits_the_schema_says_so() -> None:
    documents = registry(trusted=("{ bye }",))
    assert [error.message for error in documents.prepare("{ bye }").errors] == [
        "Cannot query field 'bye' on type 'Query'."
    ]
