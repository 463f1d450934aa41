"""Which resolvers are written out instead of called."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest

from schema.plan.reading import attributes_read

SOMETHING: Any = None


async def waited_for(self: Any) -> Any:
    return self.name


def given_more(self: Any, other: Any) -> Any:
    return other or self.name


def several(self: Any) -> Any:
    yield self.name


def named_first(self: Any) -> Any:
    name = self.name
    return name.text


@pytest.mark.parametrize(
    ("function", "attributes"),
    [
        (lambda self: self.name, "name"),
        (lambda root: root.card.title.value, "card.title.value"),
        (lambda self: self, None),
        (lambda self: None, None),
        (lambda self: self.name or None, None),
        (lambda self: self.name(), None),
        (lambda self: self.names[0], None),
        (lambda self: SOMETHING.name, None),
        (lambda: SOMETHING.name, None),
        (lambda *selves: selves.name, None),
        (waited_for, None),
        (given_more, None),
        (several, None),
        (named_first, None),
        (attrgetter("name"), None),
    ],
)
def test_only_what_does_nothing_but_read_attributes_of_its_object_is_written_out(
    function: Callable[..., Any], attributes: str | None
) -> None:
    assert attributes_read(function) == attributes
