"""Turns a validated operation into the function that executes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues
from graphql.type.directives import GraphQLDisableErrorPropagationDirective

from schema.plan.positions import Build
from schema.plan.run import Deferred, Document, Run
from schema.plan.tree import Tree, UnsupportedError
from schema.plan.wanted import Shapes
from schema.plan.writing import Writer

MOST_PLANS = 16  # of one operation; more combinations of conditions are left to graphql-core

Outcome = tuple[dict[str, Any] | None, list[GraphQLError]]  # data and errors


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled operation, for one set of values of the variables in its @skip and @include."""

    source: str
    document: Document
    steps: list[Build]  # one for a query, one for each root field of a mutation
    levels: list[list[Deferred]]

    async def execute(
        self,
        variables: VariableValues,
        *,
        root: Any = None,
        context: Any = None,
        extensions: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """The answer's data, ready for JSON, and its errors in the order in which they arose."""
        waiting: list[list[Any]] = [[] for _ in self.levels]
        run = Run(self.document, self.levels, root, context, variables, extensions, waiting)
        if len(self.steps) == 1:
            await _take(self.steps[0], run)
            return run.data, run.errors
        data: dict[str, Any] = {}
        for step in self.steps:
            await _take(step, run)
            if run.data is None:
                return None, run.errors
            data.update(run.data)
        return data, run.errors


async def _take(step: Build, run: Run) -> None:
    try:
        run.data = step(run.root, None, run)
    except GraphQLError as error:  # of a required field that nothing nullable surrounds
        run.data = None
        run.errors.append(error)
    await run.settle()


@dataclass(slots=True)
class Operation:
    """One operation of a validated document, and the plans made of it so far."""

    schema: GraphQLSchema
    node: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    condition_names: tuple[str, ...]
    _plans: dict[tuple[object, ...], Plan | None] = field(default_factory=dict)

    def plan(self, variables: VariableValues) -> Plan | None:
        """The plan for these variables; None if graphql-core has to execute this."""
        conditions = tuple(variables.coerced.get(name) for name in self.condition_names)
        if conditions in self._plans:
            return self._plans[conditions]
        if len(self._plans) >= MOST_PLANS or not all(isinstance(value, bool) for value in conditions):
            return None
        try:
            self._plans[conditions] = self._compile(variables)
        except UnsupportedError:
            self._plans[conditions] = None
        return self._plans[conditions]

    def plan_ahead(self) -> None:
        """Make the plan now, if it is the same for all variables."""
        if not self.condition_names:
            self.plan(VariableValues({}, {}))

    def _compile(self, variables: VariableValues) -> Plan:
        fragments = {name: FragmentDetails(fragment) for name, fragment in self.fragments.items()}
        tree = Tree(self.schema, fragments, self.node, variables)
        writer = Writer()
        names = [writer.selection(root) for root in tree.roots()]
        code = compile(writer.source, "<plan>", "exec")
        scope = writer.names
        exec(code, scope)  # noqa: S102  (written by us, see writing.py)
        for objects, type_name, function in writer.builders:
            objects.builds[type_name] = scope[function]
        for items, function in writer.loops:
            items.build = scope[function]
        for deferred, function in writer.fillers:
            deferred.fill = scope[function]
        shapes = Shapes(self.schema, self.fragments, self.condition_names)
        document = Document(self.schema, self.fragments, self.node, shapes)
        return Plan(writer.source, document, [scope[name] for name in names], list(map(list, tree.levels)))


def find_plan(
    schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode
) -> Operation | None:
    """What makes plans of this operation of the document; None if graphql-core has to execute it."""
    fragments = {
        each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    names = _condition_names([node, *fragments.values()])
    if names is None or not _is_supported(schema, node):
        return None
    return Operation(schema, node, fragments, names)


def _is_supported(schema: GraphQLSchema, operation: OperationDefinitionNode) -> bool:
    strawberry_schema = getattr(schema, "_strawberry_schema", None)
    plain = strawberry_schema is not None and not strawberry_schema.exception_handlers
    propagates = all(
        directive.name.value != GraphQLDisableErrorPropagationDirective.name
        for directive in operation.directives or ()
    )
    return plain and propagates and operation.operation is not OperationType.SUBSCRIPTION


def _condition_names(definitions: Iterable[Any]) -> tuple[str, ...] | None:
    """The variables in @skip and @include; None if a selection has any other directive."""
    names: set[str] = set()
    waiting = [selection for each in definitions for selection in each.selection_set.selections]
    while waiting:
        node = waiting.pop()
        for directive in node.directives or ():
            if directive.name.value not in ("skip", "include"):
                return None
            names.update(
                argument.value.name.value
                for argument in directive.arguments or ()
                if isinstance(argument.value, VariableNode)
            )
        if (below := getattr(node, "selection_set", None)) is not None:
            waiting.extend(below.selections)
    return tuple(sorted(names))
