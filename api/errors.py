"""What goes wrong at the door, and how every error is told: with a code, and without our insides.

The counter's refusals bring their own code (`schema.errors`). What the door refuses has one of `DoorCode`.
That the database is cut off is nobody's bug and told as such. Anything else is a bug: it is logged and
counted under a trace id, and the client is told that id alone.
"""

import logging
import re
from collections.abc import Mapping
from enum import StrEnum, unique
from secrets import token_hex
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from api.metrics import INTERNAL_ERRORS, UNAVAILABLE
from store.outage import is_unavailability

log = logging.getLogger("comptoir.errors")

_SUGGESTION = re.compile(r" Did you mean .*\?$", re.DOTALL)
_UNMASKED_CAUSE = re.compile(r"(Expected type '[^']{1,80}'\.).*", re.DOTALL)


@unique
class DoorCode(StrEnum):
    """Every code that the door itself puts in an error's `extensions.code`; docs/http.md explains them."""

    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    UNSUPPORTED_ENCODING = "UNSUPPORTED_ENCODING"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    BODY_TOO_SLOW = "BODY_TOO_SLOW"
    HEADERS_TOO_LARGE = "HEADERS_TOO_LARGE"
    RATE_LIMITED = "RATE_LIMITED"
    BAD_JSON = "BAD_JSON"
    BAD_REQUEST = "BAD_REQUEST"
    BAD_SIGNATURE = "BAD_SIGNATURE"
    BATCH_NOT_ALLOWED = "BATCH_NOT_ALLOWED"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    PERSISTED_QUERY_MISMATCH = "PERSISTED_QUERY_MISMATCH"
    UNTRUSTED_DOCUMENT = "UNTRUSTED_DOCUMENT"
    MUTATION_NEEDS_POST = "MUTATION_NEEDS_POST"
    SUBSCRIPTION_NEEDS_WEBSOCKET = "SUBSCRIPTION_NEEDS_WEBSOCKET"
    OPERATION_TIMEOUT = "OPERATION_TIMEOUT"
    SYNTAX_ERROR = "SYNTAX_ERROR"
    VALIDATION_FAILED = "VALIDATION_FAILED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class Refusal(Exception):
    """A request that the door turns away before any operation runs; `status` is None where the media
    type decides it, as GraphQL over HTTP has it for a well-formed request that can't be run."""

    def __init__(
        self, status: int | None, code: DoorCode, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}

    def formatted(self) -> dict[str, Any]:
        """The error as an answer's `errors` has it."""
        return {"message": self.message, "extensions": {"code": self.code.value}}


def format_error(error: GraphQLError, *, suggestions: bool, default: DoorCode) -> dict[str, Any]:
    """One error as the client may see it; an exception that nobody meant to show is masked.

    `suggestions` keeps "Did you mean", which tells strangers the schema's names. `default` is the code of
    an error that graphql-core raised by itself, such as a failed validation.
    """
    meant = _meant_error(error)
    if meant is None:
        return _masked(error)
    extensions = dict(meant.extensions or {})
    extensions.setdefault("code", _code_of(error, default).value)
    message = error.message if meant is error else meant.message
    if error.original_error is not None and meant is error:
        message = _UNMASKED_CAUSE.sub(r"\1", message)
    return _with_place(error, message if suggestions else _SUGGESTION.sub("", message), extensions)


def mask(exception: Exception) -> tuple[int, dict[str, Any]]:
    """The status and the error that stand for an exception outside of any field."""
    status = 503 if is_unavailability(exception) else 500
    return status, _masked(GraphQLError("", original_error=exception))


def _meant_error(error: GraphQLError) -> GraphQLError | None:
    """The error in a chain that was raised to be shown; None if a bug lies beneath.

    Before execution (no path) a foreign cause is a scalar that refused a value: the client's fault.
    """
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        if cause.extensions and "code" in cause.extensions:
            return cause
        if cause.original_error is None:
            return cause
        cause = cause.original_error
    return error if error.path is None and isinstance(cause, ValueError | TypeError) else None


def _code_of(error: GraphQLError, default: DoorCode) -> DoorCode:
    return DoorCode.SYNTAX_ERROR if isinstance(error, GraphQLSyntaxError) else default


def _masked(error: GraphQLError) -> dict[str, Any]:
    cause = error.original_error or error
    if is_unavailability(cause):
        log.warning("unavailable at %s: %s", error.path, type(cause).__name__)
        UNAVAILABLE.inc()
        return _with_place(
            error, "We can't be reached just now. Try again.", {"code": DoorCode.UNAVAILABLE.value}
        )
    trace = token_hex(8)
    log.error("trace %s at %s: %s", trace, error.path, type(cause).__name__, exc_info=cause)
    INTERNAL_ERRORS.inc()
    extensions = {"code": DoorCode.INTERNAL.value, "trace": trace}
    return _with_place(error, "Something went wrong on our side.", extensions)


def _with_place(error: GraphQLError, message: str, extensions: dict[str, Any]) -> dict[str, Any]:
    formatted: dict[str, Any] = {"message": message}
    if error.locations:
        formatted["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        formatted["path"] = list(error.path)
    formatted["extensions"] = extensions
    return formatted
