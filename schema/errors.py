"""Refusals: what goes wrong before an answer can begin, each with a code that programs may rely on.

A code is part of the contract, its message is for people and said in their language. What a shopper asked
for and can't have isn't an error but part of the answer; docs/api.md lists both.
"""

from enum import StrEnum, unique

from graphql import GraphQLError

from locales import phrases


@unique
class ErrorCode(StrEnum):
    """Every code that the counter puts in an error's `extensions.code`."""

    UNKNOWN_REGION = "UNKNOWN_REGION"
    BAD_LANGUAGE = "BAD_LANGUAGE"
    BAD_DESTINATION = "BAD_DESTINATION"
    BAD_ID = "BAD_ID"
    ID_OF_ANOTHER_TYPE = "ID_OF_ANOTHER_TYPE"
    TOO_MANY_IDS = "TOO_MANY_IDS"
    ONE_KEY_NEEDED = "ONE_KEY_NEEDED"
    BAD_PAGE = "BAD_PAGE"
    PAGE_TOO_LARGE = "PAGE_TOO_LARGE"
    BAD_CURSOR = "BAD_CURSOR"
    BAD_FILTER = "BAD_FILTER"
    BAD_SEARCH = "BAD_SEARCH"
    EMPTY_BASKET = "EMPTY_BASKET"
    BASKET_TOO_LARGE = "BASKET_TOO_LARGE"
    BAD_QUANTITY = "BAD_QUANTITY"
    SIGN_IN_REQUIRED = "SIGN_IN_REQUIRED"
    ORDER_NOT_FOUND = "ORDER_NOT_FOUND"
    FORBIDDEN = "FORBIDDEN"


class CodedError(GraphQLError):
    """A refusal with its code, its message as it is shown, and what a program needs to know of it."""

    def __init__(self, code: ErrorCode, message: str, **facts: object) -> None:
        super().__init__(message, extensions={"code": code.value, **facts})
        self.code = code


def refusal(code: ErrorCode, language: str, message: str, **params: object) -> CodedError:
    """The refusal whose message id is said in a language; its parameters are told to programs, too."""
    return CodedError(code, phrases(language).say(message, **params), **params)
