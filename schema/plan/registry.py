"""Remembers what is known of each document: parsed, checked, measured, and in time compiled.

Texts come from strangers, so what is kept is bounded in number and in bytes of text; those not used
for the longest time go first. Trusted documents stay.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    recommended_rules,
    specified_rules,
    validate,
)
from graphql.execution.values import VariableValues
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from schema.plan.caching import max_age
from schema.plan.compiling import Operation, Plan, find_plan
from schema.plan.cost import cost_of, sizes_asked
from schema.plan.limits import Limits, excesses, too_much
from schema.plan.measuring import Selected, measure

RULES = (*specified_rules, *recommended_rules, MaybeNullValidationRule, OneOfInputValidationRule)
MOST_COSTS = 64  # kept for one operation: one for each combination of sizes asked for
MOST_VALIDATION_ERRORS = 10


@dataclass(frozen=True, slots=True)
class Prepared:
    """One operation of a document, with all that doesn't depend on who asks and when.

    It may be run only if it has no errors. `max_age` is in seconds, None if the answer is private.
    """

    text: str
    errors: tuple[GraphQLError, ...] = ()
    document: DocumentNode | None = None
    operation: OperationDefinitionNode | None = None
    planned: Operation | None = None
    max_age: int | None = None
    selected: Selected | None = None
    sizes: frozenset[str] = frozenset()
    trusted: bool = False
    _costs: dict[tuple[Any, ...], int] = field(default_factory=dict)

    @property
    def public(self) -> bool:
        """Whether everybody in the same context gets the same answer, so that it may be kept."""
        return self.max_age is not None

    @property
    def operation_name(self) -> str | None:
        """The operation's name, if it has one."""
        return self.operation.name.value if self.operation and self.operation.name else None

    def plan(self, variables: VariableValues) -> Plan | None:
        """The plan for these variables; None if graphql-core has to execute."""
        return self.planned.plan(variables) if self.planned else None

    @property
    def cost(self) -> int | None:
        """The cost, see cost.py; None if it depends on variables."""
        return None if self.sizes else self.cost_with({})

    def cost_with(self, variables: Mapping[str, Any]) -> int:
        """The cost for these (coerced) variables."""
        if self.selected is None:
            return 0
        sizes = tuple(variables.get(name) for name in self.sizes)
        cost = self._costs.get(sizes)
        if cost is None:
            if len(self._costs) >= MOST_COSTS:
                self._costs.clear()
            cost = self._costs[sizes] = cost_of(self.selected, variables)
        return cost


class Registry:
    """The documents that one schema has been asked, under their text and operation name."""

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits,
        *,
        most_documents: int = 500,
        most_bytes: int = 4_000_000,
        trusted: Iterable[str] = (),
    ) -> None:
        """`trusted` are the texts that are never forgotten and know no limits."""
        self.schema = schema
        self.limits = limits
        self._most_documents = most_documents
        self._most_bytes = most_bytes
        self._trusted = frozenset(trusted)
        self._pinned: dict[tuple[str, str | None], Prepared] = {}
        self._kept: OrderedDict[tuple[str, str | None], Prepared] = OrderedDict()
        self._bytes = 0

    @property
    def bytes_kept(self) -> int:
        """The length of the texts that are kept, trusted ones not counted."""
        return self._bytes

    def __len__(self) -> int:
        """The number of operations that are kept, trusted ones not counted."""
        return len(self._kept)

    def prepare(self, text: str, operation_name: str | None = None) -> Prepared:
        """What is known of this operation of this text; never raises for what the text says."""
        found = self.find(text, operation_name)
        return found or self.keep(text, operation_name, self.study(text, operation_name))

    def find(self, text: str, operation_name: str | None) -> Prepared | None:
        """What is known already."""
        key = (text, operation_name)
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._pinned.get(key) or self._kept.get(key)

    def study(self, text: str, operation_name: str | None) -> Prepared:
        """Find everything out anew. Changes nothing here, so any thread may do it."""
        return prepare(self.schema, text, operation_name, self.limits, trusted=text in self._trusted)

    def keep(self, text: str, operation_name: str | None, prepared: Prepared) -> Prepared:
        """Remember what was found out."""
        key = (text, operation_name)
        if text not in self._trusted:
            self._remember(key, prepared)
        elif not prepared.errors:
            self._pinned[key] = prepared
        return prepared

    def _remember(self, key: tuple[str, str | None], prepared: Prepared) -> None:
        if key in self._kept:
            return
        self._kept[key] = prepared
        self._bytes += _weight(key)
        while self._kept and (len(self._kept) > self._most_documents or self._bytes > self._most_bytes):
            forgotten, _ = self._kept.popitem(last=False)
            self._bytes -= _weight(forgotten)


def _weight(key: tuple[str, str | None]) -> int:
    text, name = key
    return len(text) + len(name or "")


def prepare(
    schema: GraphQLSchema,
    text: str,
    operation_name: str | None,
    limits: Limits,
    *,
    trusted: bool = False,
) -> Prepared:
    """Parse, measure and validate a text, in this order, and stop at the first step that finds errors."""
    try:
        document = parse(text, max_tokens=None if trusted else limits.tokens)
        measures = measure(schema, document)
    except GraphQLError as error:
        return Prepared(text, (error,))
    except RecursionError:
        return Prepared(text, (GraphQLError("The document is nested too deeply."),))
    errors = () if trusted else tuple(excesses(measures, limits))
    errors = errors or _validation_errors(schema, document, limits)
    if errors:
        return Prepared(text, errors, document)
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        return Prepared(text, (_no_operation(operation_name),), document)
    selected = measures.operations[operation.name.value if operation.name else None]
    sizes = sizes_asked(selected)
    if not sizes and not trusted and (cost := cost_of(selected, {})) > limits.cost:
        return Prepared(text, (too_much("cost", cost, limits.cost),), document)
    fragments = {
        each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    planned = find_plan(schema, document, operation)
    age = max_age(schema, operation, fragments)
    return Prepared(text, (), document, operation, planned, age, selected, sizes, trusted)


def _validation_errors(
    schema: GraphQLSchema, document: DocumentNode, limits: Limits
) -> tuple[GraphQLError, ...]:
    errors = validate(
        schema,
        document,
        RULES,
        max_errors=MOST_VALIDATION_ERRORS,
        hide_suggestions=not limits.suggestions,
    )
    return tuple(errors)


def _no_operation(name: str | None) -> GraphQLError:
    if name is not None:
        return GraphQLError(f"Unknown operation named '{name}'.")
    return GraphQLError("Must provide operation name if query contains multiple operations.")
