"""A Strawberry schema that prepares documents once and executes them by compiled plans."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import ExecutionResult, GraphQLError, GraphQLSchema
from graphql.execution.values import VariableValues, get_variable_values
from strawberry import Schema
from strawberry.extensions import SchemaExtension

from schema.plan.compiling import Outcome
from schema.plan.limits import Limits, too_much
from schema.plan.registry import Prepared, Registry

MOST_VARIABLE_ERRORS = 10
SHORT_DOCUMENT = 1_000
"""Characters; to read so many takes some milliseconds at most."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of an operation; `executed` is False if it was refused before anything was resolved."""

    data: dict[str, Any] | None
    errors: list[GraphQLError]
    extensions: dict[str, Any]
    executed: bool = True


class PlannedSchema(Schema):
    """`strawberry.Schema` with a registry of documents and compiled execution.

    Whatever a plan can't do is executed by graphql-core: introspection, subscriptions, incremental
    delivery, custom directives, schema extensions that implement `resolve`.
    """

    registry: Registry

    def __init__(
        self,
        *args: Any,
        limits: Limits | None = None,
        trusted: Iterable[str] = (),
        most_documents: int = 500,
        most_document_bytes: int = 4_000_000,
        **kwargs: Any,
    ) -> None:
        """Takes what `strawberry.Schema` takes, and the registry's bounds and trusted texts."""
        super().__init__(*args, **kwargs)
        self.registry = Registry(
            self._schema,
            limits or Limits(),
            most_documents=most_documents,
            most_bytes=most_document_bytes,
            trusted=trusted,
        )
        self._reader = ThreadPoolExecutor(1, "documents")

    @property
    def schema(self) -> GraphQLSchema:
        """graphql-core's schema, which documents are checked against."""
        return self._schema

    def prepare(self, document: str, operation_name: str | None = None) -> Prepared:
        """Parse, measure and check a document, or remember it; never raises for what it says."""
        return self.registry.prepare(document, operation_name)

    async def prepare_aside(self, document: str, operation_name: str | None = None) -> Prepared:
        """The same, with a plan made, in a thread if it is long and unknown: others are answered meanwhile.

        One thread reads all of them, one after the other, so those who send many wait for each other.
        """
        if len(document) <= SHORT_DOCUMENT:
            return self.prepare(document, operation_name)
        found = self.registry.find(document, operation_name)
        if found is not None:
            return found
        studying = self._reader.submit(self._study, document, operation_name)
        return self.registry.keep(document, operation_name, await asyncio.wrap_future(studying))

    def _study(self, document: str, operation_name: str | None) -> Prepared:
        prepared = self.registry.study(document, operation_name)
        if prepared.planned is not None:
            prepared.planned.plan_ahead()
        return prepared

    async def run(
        self,
        prepared: Prepared,
        variables: Mapping[str, Any] | None = None,
        context: object = None,
        root: object = None,
    ) -> ExecutionResult:
        """Like `answer`, as graphql-core's result."""
        answer = await self.answer(prepared, variables, context, root)
        return ExecutionResult(answer.data, answer.errors or None, answer.extensions)

    async def answer(
        self,
        prepared: Prepared,
        variables: Mapping[str, Any] | None = None,
        context: object = None,
        root: object = None,
    ) -> Answer:
        """Execute what was prepared; the data is ready for a JSON encoder.

        Straight to the plan: Strawberry's extensions have no part in it, unless graphql-core executes.
        """
        values = self.admit(prepared, variables)
        if isinstance(values, list):
            return Answer(None, values, {}, executed=False)
        extensions = {"cost": prepared.cost_with(values.coerced)}
        plan = prepared.plan(values)
        if plan is None or self.has_middleware:
            name = prepared.operation_name
            result = await self.execute(prepared.text, dict(variables or {}), context, root, name)
            return Answer(result.data, list(result.errors or ()), {**extensions, **(result.extensions or {})})
        data, errors = await plan.execute(values, root=root, context=context)
        if errors:
            self._process_errors(errors)
        return Answer(data, errors, extensions)

    def admit(
        self, prepared: Prepared, variables: Mapping[str, Any] | None
    ) -> VariableValues | list[GraphQLError]:
        """The coerced variables; or why the operation may not be run, with them or at all."""
        limits = self.registry.limits
        if prepared.errors or prepared.operation is None:
            return list(prepared.errors)
        values = get_variable_values(
            self._schema,
            prepared.operation.variable_definitions or (),
            dict(variables or {}),
            max_errors=MOST_VARIABLE_ERRORS,
            hide_suggestions=not limits.suggestions,
        )
        if isinstance(values, list) or prepared.trusted:
            return values
        cost = prepared.cost_with(values.coerced)
        return values if cost <= limits.cost else [too_much("cost", cost, limits.cost)]

    def get_extensions(self, sync: bool = False) -> list[SchemaExtension]:
        """Strawberry's extensions of one request, and the one that brings in the registry and the plan."""
        planning = PlanningSync if sync else Planning
        return [planning(self), *super().get_extensions(sync)]

    @cached_property
    def has_middleware(self) -> bool:
        """Whether an extension wants to see each field being resolved, so that graphql-core executes."""
        return any(type(each).resolve is not SchemaExtension.resolve for each in self.get_extensions())


class PlanningSync(SchemaExtension):
    """Brings what the registry knows into Strawberry's own way of executing, for `execute_sync`."""

    def __init__(self, schema: PlannedSchema) -> None:
        self._schema = schema
        self._prepared: Prepared | None = None
        self._values: VariableValues | None = None

    def on_parse(self) -> Iterator[None]:
        """Put in the known document, or the error that its text has none."""
        context = self.execution_context
        if context.query:
            self._prepared = self._schema.prepare(context.query, context.operation_name)
            if self._prepared.document is None:
                raise self._prepared.errors[0]
            context.graphql_document = self._prepared.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Put in the known errors, and those of the variables."""
        if self._prepared is not None:
            values = self._schema.admit(self._prepared, self.execution_context.variables)
            self.execution_context.pre_execution_errors = values if isinstance(values, list) else []
            self._values = None if isinstance(values, list) else values
        yield

    def on_execute(self) -> Iterator[None]:
        """Put in the plan's result, if there is a plan."""
        if (execution := self._execution()) is not None:
            self.execution_context.result = _as_result(_finish(execution))
        yield

    def get_results(self) -> dict[str, Any]:
        """The cost."""
        if self._prepared is None or self._values is None:
            return {}
        return {"cost": self._prepared.cost_with(self._values.coerced)}

    def _execution(self) -> Coroutine[Any, Any, Outcome] | None:
        context = self.execution_context
        if self._prepared is None or self._values is None or self._schema.has_middleware:
            return None
        plan = self._prepared.plan(self._values)
        if plan is None:
            return None
        return plan.execute(
            self._values,
            root=context.root_value,
            context=context.context,
            extensions=context.operation_extensions,
        )


class Planning(PlanningSync):
    """The same for `execute`."""

    async def on_execute(self) -> AsyncIterator[None]:  # type: ignore[override]  # may be either
        """Put in the plan's result, if there is a plan."""
        if (execution := self._execution()) is not None:
            self.execution_context.result = _as_result(await execution)
        yield


def _as_result(outcome: Outcome) -> ExecutionResult:
    data, errors = outcome
    return ExecutionResult(data, errors or None)


def _finish(execution: Coroutine[Any, Any, Outcome]) -> Outcome:
    """The outcome of an execution that never has to wait."""
    try:
        execution.send(None)
    except StopIteration as stop:
        outcome: Outcome = stop.value
        return outcome
    execution.close()
    raise RuntimeError("GraphQL execution failed to complete synchronously.")
