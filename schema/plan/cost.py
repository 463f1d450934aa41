"""What an operation may cost: the number of fields that its answer can hold.

Every field counts one for each object that it is asked of. A list is as long as its size argument
says (`first`, `last` or `limit`); else as long as the size argument of the field around it (so that
`edges` and `nodes` are as long as their connection); else as its author said in the field's metadata
(`items`); else as long as is assumed.
"""

from collections.abc import Mapping
from typing import Any

from schema.plan.measuring import Chosen, Selected

ASSUMED_ITEMS = 10


def cost_of(selected: Selected, variables: Mapping[str, Any]) -> int:
    """The most fields that the answer to this operation can hold."""
    fixed, per_item = _Cost(variables).of(selected)
    return fixed + per_item * ASSUMED_ITEMS


def sizes_asked(selected: Selected) -> frozenset[str]:
    """The variables that sizes depend on."""
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [selected]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        names.update(chosen.size for chosen in each.fields if isinstance(chosen.size, str))
        waiting.extend([*each.spread, *(chosen.below for chosen in each.fields)])
    return frozenset(names)


class _Cost:
    """Costs as `fixed + per_item * n`, n being the size that the field around gives to its lists."""

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self._variables = variables
        self._known: dict[int, tuple[int, int]] = {}

    def of(self, selected: Selected) -> tuple[int, int]:
        known = self._known.get(id(selected))
        if known is None:
            fixed = per_item = 0
            for inner in selected.spread:
                inner_fixed, inner_per_item = self.of(inner)
                fixed, per_item = fixed + inner_fixed, per_item + inner_per_item
            for chosen in selected.fields:
                own_fixed, own_per_item = self._of_field(chosen)
                fixed, per_item = fixed + own_fixed, per_item + own_per_item
            known = self._known[id(selected)] = (fixed, per_item)
        return known

    def _of_field(self, chosen: Chosen) -> tuple[int, int]:
        fixed, per_item = self.of(chosen.below)
        size = self._size(chosen)
        if not chosen.is_list:
            return 1 + fixed + per_item * (ASSUMED_ITEMS if size is None else size), 0
        item = fixed + per_item * ASSUMED_ITEMS
        return (1, item) if size is None else (1 + size * item, 0)

    def _size(self, chosen: Chosen) -> int | None:
        if not isinstance(chosen.size, str):
            return chosen.size
        value = self._variables.get(chosen.size)
        return max(0, value) if isinstance(value, int) else chosen.default_size
