"""A publisher lifts a fixed price by recommending one from then on: in one message, or in a later one.

In one message both prices are dated, and the prices themselves tell it. A later message has the recommended
price only; then what the shop knew is needed to see that a binding was lifted and not forgotten.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

Binding = dict[str, Any]


def with_lifted(known: Iterable[Binding], said: list[Binding], today: date) -> list[Binding]:
    """The bindings that a message says, and those that it lifts: known ones of territories for which it
    doesn't fix a price any more but recommends one, from the day of that price, else from today on.

    What was fixed for later days only was never in force and is forgotten.
    """
    fixed = {binding["territory"] for binding in said if not is_recommended(binding)}
    lifted: list[Binding] = []
    for binding in known:
        starts = [
            each.get("valid_from") or today.isoformat()
            for each in said
            if each["territory"] == binding["territory"] and is_recommended(each)
        ]
        if starts and binding["territory"] not in fixed and not is_recommended(binding):
            day = binding.get("lifted_on") or min(starts)
            if binding.get("valid_from", "") <= day:
                lifted.append({**binding, "lifted_on": day})
    return [*lifted, *said]


def is_recommended(binding: Binding) -> bool:
    """Whether it is no binding but a recommendation."""
    return binding.get("mode") == "RECOMMENDED"
