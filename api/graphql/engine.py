"""What the endpoint needs of the room that runs operations."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from graphql import ExecutionResult, GraphQLError, GraphQLSchema, OperationDefinitionNode


class Prepared(Protocol):
    """A document that has been parsed, checked and measured; it isn't run if it has errors."""

    @property
    def errors(self) -> Sequence[GraphQLError]:
        """Why it can't be run; empty if it can."""

    @property
    def operation(self) -> OperationDefinitionNode | None:
        """The operation that was named; None if there are errors."""

    @property
    def cost(self) -> int | None:
        """What it may cost at most, in values fetched; None if it can't be told."""


    @property
    def public(self) -> bool:
        """Whether its answer is the same for everybody who asks in the same context."""


class Engine(Protocol):
    """Prepares documents (remembering a bounded number) and runs operations."""

    @property
    def schema(self) -> GraphQLSchema:
        """The schema that documents are checked against."""

    def prepare(self, document: str, operation_name: str | None) -> Prepared:
        """Parse, check and measure a document; never raises for what the document says."""

    async def run(
        self, prepared: Prepared, variables: Mapping[str, Any], context: object
    ) -> ExecutionResult:
        """The result of an operation that has no errors."""
