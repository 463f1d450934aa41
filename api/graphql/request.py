"""What a client asks: the parameters of GraphQL over HTTP, read strictly from a body or a query string."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import orjson

from api.errors import DoorCode, Refusal

# A text with NUL can't be kept by PostgreSQL; the escape is found in JSON and, doubled, in GraphQL strings.
_NUL = re.compile(rb"\\u(?:0000|\{0+\})|\x00|%00")
_MOST_COMMAS = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """One operation as it was asked; `query` is empty if only a document's hash was sent."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    document_hash: str | None = None


def read_post(body: bytes) -> Question:
    """The question in a JSON body. Raises Refusal (400)."""
    _check_bytes(body)
    return _question(_parse(body, "The body"))


def read_get(query_string: bytes) -> Question:
    """The question in a query string, its variables and extensions being JSON. Raises Refusal (400)."""
    _check_bytes(query_string)
    try:
        given = parse_qs(query_string.decode("ascii"), errors="strict", max_num_fields=20)
    except ValueError:
        raise _bad("The query string isn't percent-encoded UTF-8.", DoorCode.BAD_REQUEST) from None
    parameters: dict[str, Any] = {name: values[-1] for name, values in given.items()}
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = _parse(parameters[name], f"The parameter {name}")
    return _question(parameters)


def _check_bytes(given: bytes) -> None:
    """Refuse what would cost far more than its size to work on, in time linear in its size."""
    if _NUL.search(given):
        raise _bad("A NUL character isn't text.")
    if given.count(b",") > _MOST_COMMAS:
        raise _bad("The request holds too many values.", DoorCode.BAD_REQUEST)


def _parse(text: bytes | str, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _bad(f"{what} isn't JSON in UTF-8.") from None


def _question(given: Any) -> Question:
    if isinstance(given, list):
        raise _bad("Operations are sent one by one.", DoorCode.BATCH_NOT_ALLOWED)
    if not isinstance(given, dict):
        raise _bad("The body must be a JSON object.", DoorCode.BAD_REQUEST)
    document_hash = _document_hash(_typed(given, "extensions", dict) or {})
    query = _typed(given, "query", str) or ""
    if not query and document_hash is None:
        raise _bad("The parameter query is missing.", DoorCode.BAD_REQUEST)
    name = _typed(given, "operationName", str) or None
    return Question(query, name, _typed(given, "variables", dict) or {}, document_hash)


def _document_hash(extensions: dict[str, Any]) -> str | None:
    persisted = _typed(extensions, "persistedQuery", dict)
    if persisted is None:
        return None
    digest = persisted.get("sha256Hash")
    if persisted.get("version", 1) != 1 or not isinstance(digest, str):
        raise _bad("persistedQuery needs version 1 and a sha256Hash.", DoorCode.BAD_REQUEST)
    return digest.lower()


def _typed(given: dict[str, Any], name: str, kind: type) -> Any:
    value = given.get(name)
    if value is not None and not isinstance(value, kind):
        wanted = "a string" if kind is str else "an object"
        raise _bad(f"The parameter {name} must be {wanted}.", DoorCode.BAD_REQUEST)
    return value


def _bad(message: str, code: DoorCode = DoorCode.BAD_JSON) -> Refusal:
    return Refusal(400, code, message)
