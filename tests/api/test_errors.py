"""What clients are told of errors, and what they aren't."""

import logging

import asyncpg
import pytest
from graphql import GraphQLError, GraphQLSyntaxError, Source

from api.errors import DoorCode, format_error, mask
from store.outage import DatabaseUnavailable

SECRET = "password of the database"


def told(error: GraphQLError, *, suggestions: bool = True) -> dict[str, object]:
    return format_error(error, suggestions=suggestions, default=DoorCode.VALIDATION_FAILED)


def test_a_coded_error_is_told_as_it_is() -> None:
    error = GraphQLError(
        "No such shop.", path=["storefront"], extensions={"code": "UNKNOWN_REGION", "region": "XX"}
    )
    assert told(error) == {
        "message": "No such shop.",
        "path": ["storefront"],
        "extensions": {"code": "UNKNOWN_REGION", "region": "XX"},
    }


def test_a_coded_error_within_another_is_told() -> None:
    inner = GraphQLError("No such shop.", extensions={"code": "UNKNOWN_REGION"})
    outer = GraphQLError("Variable '$r' got an invalid value. No such shop.", original_error=inner)
    assert told(outer) == {
        "message": "Variable '$r' got an invalid value. No such shop.",
        "extensions": {"code": "UNKNOWN_REGION"},
    }


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GraphQLError("Cannot query field."), "VALIDATION_FAILED"),
        (GraphQLSyntaxError(Source("{"), 1, "Expected Name."), "SYNTAX_ERROR"),
    ],
)
def test_graphql_cores_own_errors_get_a_code(error: GraphQLError, code: str) -> None:
    assert told(error)["extensions"] == {"code": code}


def test_suggestions_are_for_explorers_only() -> None:
    error = GraphQLError("Cannot query field 'helo'. Did you mean 'hello'?")
    assert told(error)["message"] == "Cannot query field 'helo'. Did you mean 'hello'?"
    assert told(error, suggestions=False)["message"] == "Cannot query field 'helo'."


@pytest.mark.parametrize("bug", [RuntimeError(SECRET), KeyError(SECRET), ValueError(SECRET)])
def test_a_bug_in_a_resolver_is_masked_logged_and_found_by_its_trace(
    bug: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = told(GraphQLError(str(bug), path=["a", 0], original_error=bug))
    assert SECRET not in str(answer)
    extensions = answer["extensions"]
    assert isinstance(extensions, dict)
    assert extensions["code"] == "INTERNAL"
    assert extensions["trace"] in caplog.text
    assert SECRET in caplog.text


def cut_off() -> Exception:
    """What a statement raises whose connection was cut, as Tortoise tells it."""
    told = RuntimeError(SECRET)
    told.__cause__ = asyncpg.ConnectionDoesNotExistError(SECRET)
    return told


@pytest.mark.parametrize(
    "cause",
    [
        cut_off(),
        DatabaseUnavailable(SECRET),
        asyncpg.AdminShutdownError(SECRET),
        asyncpg.InterfaceError("cannot perform operation: connection is closed"),
    ],
)
def test_a_database_that_is_cut_off_is_told_as_such_and_no_bug(
    cause: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = told(GraphQLError(SECRET, path=["a"], original_error=cause))
    assert answer == {
        "message": "We can't be reached just now. Try again.",
        "path": ["a"],
        "extensions": {"code": "UNAVAILABLE"},
    }
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert SECRET not in caplog.text
    del answer["path"]
    assert mask(cause) == (503, answer)


@pytest.mark.parametrize("bug", [asyncpg.UniqueViolationError("twice"), asyncpg.InterfaceError("misused")])
def test_what_a_working_database_refuses_is_a_bug(bug: Exception) -> None:
    status, answer = mask(bug)
    assert (status, answer["extensions"]["code"]) == (500, "INTERNAL")


def test_why_a_scalar_refused_a_variable_is_told_without_the_words_of_its_library() -> None:
    message = f"Variable '$d' got invalid value 'x'; Expected type 'Date'. {SECRET}"
    answer = told(GraphQLError(message, original_error=ValueError(SECRET)))
    assert answer["message"] == "Variable '$d' got invalid value 'x'; Expected type 'Date'."
    assert answer["extensions"] == {"code": "VALIDATION_FAILED"}
