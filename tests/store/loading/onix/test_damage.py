"""Whatever is missing or garbled in a record, it is read or refused, and nothing else happens."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import orjson
import pytest
from defusedxml.ElementTree import fromstring, tostring

from regions.lawbook import lawbook
from regions.reading import BadInput
from store.loading.onix.blocks import BadRecord
from store.loading.reading import read_row
from store.loading.rows import BadRow, ProductRow
from store.markets import ground

Line = dict[str, Any]
Damage = Callable[[Element, Element], None]


def leave_out(parent: Element, element: Element) -> None:
    """Without the element."""
    parent.remove(element)


def empty(_parent: Element, element: Element) -> None:
    """Nothing in it."""
    element.clear()


def repeat(parent: Element, element: Element) -> None:
    """Twice."""
    parent.insert(list(parent).index(element), element)


def garble(text: str) -> Damage:
    """Something else in it."""

    def garbling(_parent: Element, element: Element) -> None:
        if not len(element):
            element.text = text

    return garbling


@pytest.mark.parametrize(
    "damage",
    [
        leave_out,
        empty,
        repeat,
        garble("0"),
        garble("\u0660\u0661"),
        garble("-1"),
        garble("x" * 5000),
        garble(","),
    ],
)
def test_a_damaged_record_is_read_or_refused(
    reference: bytes, read: Callable[[bytes], list[Line]], damage: Damage
) -> None:
    known, taken, refused = ground(lawbook()), 0, 0
    places = sum(1 for _ in fromstring(reference).iter()) - 1
    for place in range(places):
        message = fromstring(reference)
        parent, element = [(parent, child) for parent in message.iter() for child in parent][place]
        damage(parent, element)
        try:
            for line in read(tostring(message)):
                assert isinstance(read_row(orjson.dumps(line), known), ProductRow)
                taken += 1
        except (BadRecord, BadInput, BadRow):
            refused += 1
    assert taken
    assert refused or damage is repeat
