"""Measures a parsed document in one walk, before anything slower looks at it.

Linear in the document: what is below a fragment is measured once, however often it is spread. A
document needn't be valid: unknown names, types and cycles of fragments count for nothing here and
are left to validation. Fields that begin with `__` are not counted, but for their overlaps.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    VariableNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
)

SIZE_ARGUMENTS = ("first", "last", "limit")

Size = int | str | None  # a number, the name of a variable that holds it, or not said


@dataclass(slots=True)
class Chosen:
    """A selected field: how many values it asks for, and what it selects of them."""

    size: Size
    default_size: int | None  # where a variable holds nothing
    is_list: bool
    below: "Selected"


@dataclass(slots=True)
class Selected:
    """What a selection set holds, and measures of it with all fragments written out."""

    fields: list[Chosen] = field(default_factory=list)
    spread: list["Selected"] = field(default_factory=list)
    depth: int = 0
    count: int = 0
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)  # sum and sum of squares of counts

    def add(self, key: str, chosen: Chosen) -> None:
        """Take in a field."""
        count = 1 + chosen.below.count
        self.fields.append(chosen)
        self.depth = max(self.depth, 1 + chosen.below.depth)
        self.count += count
        self._add_key(key, count, count * count)

    def add_uncounted(self, key: str, below: "Selected") -> None:
        """Take in a field that only counts where it has to be merged with others."""
        count = 1 + below.count
        self._add_key(key, count, count * count)

    def include(self, inner: "Selected") -> None:
        """Take in a fragment."""
        self.spread.append(inner)
        self.depth = max(self.depth, inner.depth)
        self.count += inner.count
        for key, (total, squares) in inner.keys.items():
            self._add_key(key, total, squares)

    def overlaps(self) -> int:
        """At most how many pairs of fields have to be compared to see whether they can be merged."""
        return sum((total * total - squares) // 2 for total, squares in self.keys.values())

    def _add_key(self, key: str, total: int, squares: int) -> None:
        old_total, old_squares = self.keys.get(key, (0, 0))
        self.keys[key] = (old_total + total, old_squares + squares)


@dataclass(slots=True)
class Measures:
    """The measures of a document; of its operations the largest counts."""

    operations: dict[str | None, Selected] = field(default_factory=dict)
    operation_count: int = 0
    aliases: int = 0
    directives: int = 0
    overlaps: int = 0
    introspects: bool = False

    @property
    def depth(self) -> int:
        """How deep the deepest operation is nested."""
        return max((selected.depth for selected in self.operations.values()), default=0)

    @property
    def root_fields(self) -> int:
        """How many fields the broadest operation has at its root."""
        return max((_breadth(selected) for selected in self.operations.values()), default=0)


def _breadth(selected: Selected) -> int:
    """The number of fields directly here and in fragments; each fragment's is computed once."""
    known: dict[int, int] = {}

    def breadth(each: Selected) -> int:
        if id(each) not in known:
            known[id(each)] = len(each.fields) + sum(map(breadth, each.spread))
        return known[id(each)]

    return breadth(selected)


def measure(schema: GraphQLSchema, document: DocumentNode) -> Measures:
    """Walk the document once. RecursionError if it is nested too deeply to be walked."""
    walk = _Walk(schema, document)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            walk.operation(definition)
    for name in walk.fragments:
        walk.fragment(name)
    return walk.measures


class _Walk:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.measures = Measures()
        self.fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[str, Selected] = {}

    def operation(self, node: OperationDefinitionNode) -> None:
        self._count_directives(node)
        for variable in node.variable_definitions or ():
            self._count_directives(variable)
        root = self.schema.get_root_type(node.operation)
        name = node.name.value if node.name else None
        self.measures.operation_count += 1
        self.measures.operations[name] = self._selected(root, node.selection_set)

    def fragment(self, name: str) -> Selected:
        selected = self._known.get(name)
        if selected is None:
            self._known[name] = Selected()  # what a cycle finds
            node = self.fragments[name]
            self._count_directives(node)
            type_ = self.schema.type_map.get(node.type_condition.name.value)
            selected = self._known[name] = self._selected(type_, node.selection_set)
        return selected

    def _selected(self, type_: Any, node: SelectionSetNode) -> Selected:
        selected = Selected()
        for selection in node.selections:
            self._count_directives(selection)
            if isinstance(selection, FieldNode):
                self._add_field(selected, type_, selection)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self.schema.type_map.get(condition.name.value) if condition else type_
                selected.include(self._selected(inner, selection.selection_set))
            elif selection.name.value in self.fragments:  # type: ignore[attr-defined]  # a spread
                selected.include(self.fragment(selection.name.value))  # type: ignore[attr-defined]  # a spread
        self.measures.overlaps += selected.overlaps()
        return selected

    def _add_field(self, selected: Selected, type_: Any, node: FieldNode) -> None:
        self.measures.aliases += node.alias is not None
        name = node.name.value
        key = node.alias.value if node.alias else name
        if name.startswith("__"):
            self.measures.introspects |= name != "__typename"
            below = self._selected(None, node.selection_set) if node.selection_set else Selected()
            selected.add_uncounted(key, below)
            return
        definition = getattr(type_, "fields", {}).get(name)
        named = get_named_type(definition.type) if definition else None
        below = self._selected(named, node.selection_set) if node.selection_set else Selected()
        selected.add(key, _chosen(definition, node, below))

    def _count_directives(self, node: Any) -> None:
        self.measures.directives += len(node.directives or ())


def _chosen(definition: GraphQLField | None, node: FieldNode, below: Selected) -> Chosen:
    if definition is None:
        return Chosen(None, None, is_list=False, below=below)
    type_ = definition.type.of_type if is_non_null_type(definition.type) else definition.type
    default = _default_size(definition)
    size = _size(node.arguments or ())
    return Chosen(default if size is None else size, default, is_list_type(type_), below)


def _size(arguments: Iterable[ArgumentNode]) -> Size:
    for argument in arguments:
        if argument.name.value not in SIZE_ARGUMENTS:
            continue
        if isinstance(argument.value, IntValueNode):
            return max(0, int(argument.value.value))
        if isinstance(argument.value, VariableNode):
            return argument.value.name.value
    return None


def _default_size(definition: GraphQLField) -> int | None:
    """How many values the field gives unless told: said by its author, else by its argument's default."""
    written = definition.extensions.get("strawberry-definition")
    said = (getattr(written, "metadata", None) or {}).get("items")
    if said is not None:
        return int(said)
    for name in SIZE_ARGUMENTS:
        argument = definition.args.get(name)
        default = getattr(argument, "default_value", Undefined)
        if isinstance(default, int):
            return default
    return None
