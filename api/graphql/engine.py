"""What the endpoint needs of the room that runs operations."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from graphql import ExecutionResult, GraphQLError, GraphQLSchema, OperationDefinitionNode


class Prepared(Protocol):
    """A document that has been parsed and checked; it isn't run if it has errors."""

    @property
    def errors(self) -> Sequence[GraphQLError]:
        """Why it can't be run; empty if it can."""

    @property
    def operation(self) -> OperationDefinitionNode | None:
        """The operation that was named; None if there are errors."""

    @property
    def max_age(self) -> int | None:
        """For how many seconds its answer may be kept for everybody in the same context; None: private."""


class Engine(Protocol):
    """Prepares documents (remembering a bounded number) and runs operations."""

    @property
    def schema(self) -> GraphQLSchema:
        """The schema that documents are checked against."""

    def prepare(self, document: str, operation_name: str | None) -> Prepared:
        """Parse, check and measure a document; never raises for what the document says."""

    async def run(self, prepared: Prepared, variables: Mapping[str, Any], context: object) -> ExecutionResult:
        """The result of an operation that has no errors."""
