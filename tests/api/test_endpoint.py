"""GraphQL over HTTP: what is answered, and what is refused."""

from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.anyio

GRAPHQL = "application/graphql-response+json"


async def ask(client: httpx.AsyncClient, query: str, accept: str = GRAPHQL, **more: Any) -> httpx.Response:
    headers = {"accept": accept} | more.pop("headers", {})
    return await client.post("/graphql", json={"query": query, **more}, headers=headers)


def code_of(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    return str(error["extensions"]["code"])


async def test_a_question_is_answered_with_data_and_the_context_used(client: httpx.AsyncClient) -> None:
    response = await ask(client, "{ hello }")
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
    assert response.headers["content-language"] == "de"
    assert response.json() == {
        "data": {"hello": "hello world"},
        "extensions": {
            "context": {
                "region": "DE",
                "language": "de",
                "currency": "EUR",
                "deliverTo": {"country": "DE", "subdivision": None, "postcode": None},
            },
        },
    }


async def test_a_question_by_get_reads_variables_as_json(client: httpx.AsyncClient) -> None:
    query = "query ($name: String) { hello(name: $name) }"
    response = await client.get("/graphql", params={"query": query, "variables": '{"name": "Ada"}'})
    assert response.json()["data"] == {"hello": "hello Ada"}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (GRAPHQL, GRAPHQL),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
        (f"application/json;q=0.5, {GRAPHQL}", GRAPHQL),
        (f"application/json, {GRAPHQL}", "application/json"),
        (f"text/event-stream, {GRAPHQL};q=0.1", GRAPHQL),
        ("text/html, */*;q=0.1", "application/json"),
    ],
)
async def test_the_media_type_follows_the_order_and_weights_of_accept(
    client: httpx.AsyncClient, accept: str, media: str
) -> None:
    response = await ask(client, "{ hello }", accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{media}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/event-stream", "image/png", f"{GRAPHQL};q=0"])
async def test_a_media_type_that_is_not_spoken_is_refused(client: httpx.AsyncClient, accept: str) -> None:
    response = await ask(client, "{ hello }", accept)
    assert (response.status_code, code_of(response)) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ hello", "SYNTAX_ERROR"),
        ("{ helo }", "VALIDATION_FAILED"),
        ("query ($number: Int!) { twice(number: $number) }", "BAD_USER_INPUT"),
        ('query @inContext(region: "XX") { hello }', "UNKNOWN_REGION"),
        ('query @inContext(language: "not a tag") { hello }', "BAD_LANGUAGE"),
    ],
)
async def test_what_cannot_be_run_is_400_without_data_or_200_as_plain_json(
    client: httpx.AsyncClient, query: str, code: str
) -> None:
    strict = await ask(client, query)
    assert (strict.status_code, code_of(strict)) == (400, code)
    assert "data" not in strict.json()
    assert (await ask(client, query, "application/json")).status_code == 200


async def test_a_misspelt_name_is_refused_without_telling_the_right_one(client: httpx.AsyncClient) -> None:
    response = await ask(client, "{ helo }")
    assert response.json()["errors"][0]["message"] == "Cannot query field 'helo' on type 'Query'."


async def test_an_exception_is_masked_under_a_trace_id(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = await ask(client, "{ hello bug }")
    assert response.status_code == 200
    assert response.json()["data"] == {"hello": "hello world", "bug": None}
    (error,) = response.json()["errors"]
    assert error["path"] == ["bug"]
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["trace"] in caplog.text
    assert "secret" not in response.text


async def test_a_missing_value_that_is_needed_is_a_bug_of_ours(client: httpx.AsyncClient) -> None:
    response = await ask(client, "{ needed }")
    assert response.json()["data"] is None
    assert code_of(response) == "INTERNAL"


async def test_an_operation_that_takes_too_long_is_ended(client: httpx.AsyncClient) -> None:
    response = await ask(client, "{ slow }")
    assert (response.status_code, code_of(response)) == (503, "OPERATION_TIMEOUT")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "BAD_JSON"),
        (b"{", "BAD_JSON"),
        (b'{"query": "\xff"}', "BAD_JSON"),
        (b'{"query": "\\ud800"}', "BAD_JSON"),
        (b'{"query": "{ hello }", "variables": {"name": "\\u0000"}}', "BAD_JSON"),
        (b"[" * 9_000, "BAD_JSON"),
        (b"null", "BAD_REQUEST"),
        (b"1", "BAD_REQUEST"),
        (b'"x"', "BAD_REQUEST"),
        (b"true", "BAD_REQUEST"),
        (b'[{"query": "{ hello }"}]', "BATCH_NOT_ALLOWED"),
        (b"{}", "BAD_REQUEST"),
        (b'{"query": 1}', "BAD_REQUEST"),
        (b'{"query": "{ hello }", "variables": []}', "BAD_REQUEST"),
        (b'{"query": "{ hello }", "variables": "{}"}', "BAD_REQUEST"),
        (b'{"query": "{ hello }", "operationName": {}}', "BAD_REQUEST"),
        (b'{"query": "{ hello }", "extensions": 1}', "BAD_REQUEST"),
        (b'{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": 1}}}', "BAD_REQUEST"),
    ],
)
async def test_a_body_that_is_no_question_is_refused(
    client: httpx.AsyncClient, body: bytes, code: str
) -> None:
    response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert (response.status_code, code_of(response)) == (400, code)


@pytest.mark.parametrize("number", ["9" * 5_000, "1e999", "2147483648", "-9223372036854775809"])
async def test_a_huge_number_is_refused_and_a_small_one_taken(client: httpx.AsyncClient, number: str) -> None:
    query = '"query ($n: Int!) { twice(number: $n) }"'
    for n, expected in ((number, None), ("21", {"twice": 42})):
        body = f'{{"query": {query}, "variables": {{"n": {n}}}}}'
        response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert response.status_code in {200, 400}
        assert response.json().get("data") == expected
        if expected is None:
            assert code_of(response) in {"BAD_USER_INPUT", "BAD_JSON"}


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonx",
    ],
)
async def test_a_content_type_that_any_page_may_send_is_refused(
    client: httpx.AsyncClient, content_type: str
) -> None:
    body = b'{"query": "mutation { rename(name: \\"x\\") }"}'
    refused = await client.post("/graphql", content=body, headers={"content-type": content_type})
    assert (refused.status_code, code_of(refused)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    taken = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert taken.json()["data"] == {"rename": "x"}


async def test_a_missing_content_type_is_refused(client: httpx.AsyncClient) -> None:
    refused = await client.post("/graphql", content=b'{"query": "{ hello }"}')
    assert (refused.status_code, code_of(refused)) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_a_compressed_body_is_refused(client: httpx.AsyncClient) -> None:
    headers = {"content-encoding": "gzip"}
    refused = await client.post("/graphql", json={"query": "{ hello }"}, headers=headers)
    assert (refused.status_code, code_of(refused)) == (415, "UNSUPPORTED_ENCODING")


async def test_a_mutation_by_get_is_refused(client: httpx.AsyncClient) -> None:
    query = 'mutation { rename(name: "x") }'
    refused = await client.get("/graphql", params={"query": query})
    assert (refused.status_code, code_of(refused)) == (405, "MUTATION_NEEDS_POST")
    assert refused.headers["allow"] == "POST"
    assert (await ask(client, query)).json()["data"] == {"rename": "x"}


async def test_a_subscription_over_http_is_refused(client: httpx.AsyncClient) -> None:
    refused = await ask(client, "subscription { ticks }", "application/json")
    assert (refused.status_code, code_of(refused)) == (400, "SUBSCRIPTION_NEEDS_WEBSOCKET")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
async def test_other_methods_are_refused(client: httpx.AsyncClient, method: str) -> None:
    refused = await client.request(method, "/graphql")
    assert (refused.status_code, code_of(refused)) == (405, "METHOD_NOT_ALLOWED")
    assert refused.headers["allow"] == "GET, POST"


async def test_a_body_of_the_greatest_size_is_taken_and_one_byte_more_refused(
    client: httpx.AsyncClient,
) -> None:
    body = b'{"query": "{ hello }"}'.ljust(10_000)
    headers = {"content-type": "application/json"}
    assert (await client.post("/graphql", content=body, headers=headers)).status_code == 200
    refused = await client.post("/graphql", content=body + b" ", headers=headers)
    assert (refused.status_code, code_of(refused)) == (413, "BODY_TOO_LARGE")
    assert refused.headers["connection"] == "close"


async def test_a_body_without_a_length_is_refused_as_soon_as_it_is_too_large(
    client: httpx.AsyncClient,
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b" " * 1_000

    refused = await client.post("/graphql", content=chunks(), headers={"content-type": "application/json"})
    assert (refused.status_code, code_of(refused)) == (413, "BODY_TOO_LARGE")


async def test_a_registered_document_is_found_by_its_hash_in_both_forms(client: httpx.AsyncClient) -> None:
    query = "{ hello }"
    digest = sha256(query.encode()).hexdigest()
    persisted = f'{{"persistedQuery": {{"version": 1, "sha256Hash": "{digest}"}}}}'
    unknown = await client.get("/graphql", params={"extensions": persisted}, headers={"accept": GRAPHQL})
    assert (unknown.status_code, code_of(unknown)) == (400, "PERSISTED_QUERY_NOT_FOUND")
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    assert (await ask(client, query, extensions=extensions)).status_code == 200
    found = await client.get("/graphql", params={"extensions": persisted})
    assert found.json()["data"] == {"hello": "hello world"}
    posted = await client.post("/graphql", json={"extensions": extensions})
    assert posted.json()["data"] == {"hello": "hello world"}


async def test_a_hash_of_another_text_is_refused(client: httpx.AsyncClient) -> None:
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
    refused = await ask(client, "{ hello }", extensions=extensions)
    assert (refused.status_code, code_of(refused)) == (400, "PERSISTED_QUERY_MISMATCH")
