"""Where questions are taken, whichever way they came: checked, put into a context, and run."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from inspect import isawaitable
from typing import Any

from graphql import DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode, subscribe

from api.errors import DoorCode, Refusal, format_error
from api.graphql.documents import Documents
from api.graphql.request import Question
from api.visitor import ContextHeaders, Reception
from schema.context import ShopContext
from schema.plan import PlannedSchema, Prepared
from store.accounts.tokens import Person


@dataclass(frozen=True, slots=True)
class Errand:
    """One operation that may be run, and where its shopper stands.

    While it is run, `seen` collects the tags of what its answer rests on.
    """

    question: Question
    prepared: Prepared
    document: DocumentNode
    operation: OperationDefinitionNode
    shop: ShopContext
    person: Person | None
    seen: set[str] = field(default_factory=set)


class Unanswerable(Exception):
    """A question that can't be run at all; `errors` are formatted."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes questions. `visit` makes what resolvers get of an errand, `clock` tells the time of a question,
    `suggestions` keeps "Did you mean" in errors."""

    engine: PlannedSchema
    reception: Reception
    documents: Documents
    visit: Callable[[Errand], object]
    clock: Callable[[], datetime]
    seconds: float
    suggestions: bool = False

    async def take(self, question: Question, headers: ContextHeaders) -> Errand:
        """The errand that a question is. Raises Refusal or Unanswerable."""
        text = self.documents.text_of(question)
        prepared = await self.engine.prepare_aside(text, question.operation_name)
        document, operation = prepared.document, prepared.operation
        if prepared.errors or document is None or operation is None:
            raise Unanswerable(self.format(prepared.errors, DoorCode.VALIDATION_FAILED))
        self.documents.register(question)
        schema, now = self.engine.schema, self.clock()
        person = self.reception.recognise(headers, now)
        try:
            shop = self.reception.receive(headers, person, operation, schema, question.variables, now)
        except GraphQLError as error:
            raise Unanswerable(self.format([error], DoorCode.BAD_USER_INPUT)) from error
        return Errand(question, prepared, document, operation, shop, person)

    async def run(self, errand: Errand) -> ExecutionResult:
        """The outcome of an errand. Raises Refusal (503) if it takes too long."""
        try:
            async with asyncio.timeout(self.seconds):
                variables = errand.question.variables
                return await self.engine.run(errand.prepared, variables, self.visit(errand))
        except TimeoutError:
            message = f"The operation took longer than {self.seconds:g} seconds."
            raise Refusal(503, DoorCode.OPERATION_TIMEOUT, message) from None

    async def subscribe(self, errand: Errand) -> AsyncIterator[ExecutionResult]:
        """The results of a subscription as they come."""
        question = errand.question
        stream = subscribe(
            self.engine.schema,
            errand.document,
            context_value=self.visit(errand),
            variable_values=dict(question.variables),
            operation_name=question.operation_name,
        )
        if isawaitable(stream):
            stream = await stream
        if isinstance(stream, ExecutionResult):
            yield stream
            return
        async for result in stream:
            yield result

    def tell(self, result: ExecutionResult, shop: ShopContext) -> dict[str, Any]:
        """The body of an answer: errors coded and masked, and the context that was used.

        Without `data` if the operation wasn't run, which is when no error has a path.
        """
        body: dict[str, Any] = {}
        if result.errors:
            body["errors"] = self.format(result.errors, DoorCode.BAD_USER_INPUT)
        if not result.errors or result.data is not None or any(error.path for error in result.errors):
            body["data"] = result.data
        body["extensions"] = {**(result.extensions or {}), "context": _context_of(shop)}
        return body

    def format(self, errors: Any, default: DoorCode) -> list[dict[str, Any]]:
        """Errors as the client may see them."""
        return [format_error(error, suggestions=self.suggestions, default=default) for error in errors]


def _context_of(shop: ShopContext) -> Mapping[str, object]:
    place = shop.destination
    return {
        "region": shop.region,
        "language": shop.language,
        "currency": shop.currency,
        "deliverTo": {
            "country": place.country,
            "subdivision": place.subdivision,
            "postcode": place.postcode,
        },
    }
