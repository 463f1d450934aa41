"""What a document may be at most, checked in linear time and before the standard rules.

Some of the standard rules take quadratic time or worse, so a document has to be small and plain
enough before they see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graphql import GraphQLError

from schema.plan.measuring import Measures


class DocumentCode(StrEnum):
    """What is in `extensions.code` of the refusals here; part of the API's contract."""

    TOO_COMPLEX = "TOO_COMPLEX"
    """A limit is exceeded: `limit` names it, `measured` and `most` are the numbers."""
    INTROSPECTION_FORBIDDEN = "INTROSPECTION_FORBIDDEN"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document; a number is the most that is let through."""

    tokens: int = 1_500
    operations: int = 10
    depth: int = 15
    aliases: int = 60
    root_fields: int = 30
    directives: int = 50
    overlaps: int = 3_000
    """Pairs of fields under the same name in one selection, which have to be compared."""
    cost: int = 25_000
    """Fields that an answer can hold, see cost.py."""
    introspection: bool = True
    suggestions: bool = True
    """Whether an error may say what was perhaps meant."""


def excesses(measures: Measures, limits: Limits) -> Iterator[GraphQLError]:
    """An error for each limit that the document exceeds."""
    found = (
        ("operations", measures.operation_count, limits.operations),
        ("depth", measures.depth, limits.depth),
        ("aliases", measures.aliases, limits.aliases),
        ("root fields", measures.root_fields, limits.root_fields),
        ("directives", measures.directives, limits.directives),
        ("fields of the same name", measures.overlaps, limits.overlaps),
    )
    for what, measured, most in found:
        if measured > most:
            yield too_much(what, measured, most)
    if measures.introspects and not limits.introspection:
        yield GraphQLError(
            "Introspection is not allowed.",
            extensions={"code": DocumentCode.INTROSPECTION_FORBIDDEN.value},
        )


def too_much(what: str, measured: int, most: int) -> GraphQLError:
    """The error for a measure above its limit."""
    shown = str(measured) if measured < 10**12 else "a huge number"  # of hundreds of digits, perhaps
    if what == "cost":
        message = f"The operation costs {shown}, at most {most} is allowed."
    else:
        message = f"The document has too many or too deep {what}: {shown}, at most {most} are allowed."
    code = DocumentCode.TOO_COMPLEX.value
    return GraphQLError(message, extensions={"code": code, "limit": what, "measured": shown, "most": most})
