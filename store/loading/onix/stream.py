"""A message as a stream of records: one record in memory at a time, entities and foreign files refused."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from store.loading.onix.blocks import Block
from store.loading.onix.standard import standard

ROOTS = ("ONIXMessage", "ONIXmessage")
RELEASES = ("3.0", "3.1")


class BrokenMessage(Exception):
    """A message that can't be read, or not to its end; says what is wrong with it."""


def records(source: BinaryIO) -> Iterator[Block]:
    """The header and the products of a message, in order, with reference names whichever tags it has.

    A block is let go when the next one is asked for; whoever wants it longer holds it. Raises BrokenMessage
    where the message isn't ONIX 3, isn't well-formed, or declares entities.
    """
    try:
        yield from _children(source)
    except ParseError as error:
        raise BrokenMessage(f"isn't well-formed XML: {error}") from error
    except DefusedXmlException as error:
        raise BrokenMessage("declares entities, which isn't read") from error


def _children(source: BinaryIO) -> Iterator[Block]:
    root: Element | None = None
    depth = 0
    for event, element in iterparse(source, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if root is None:
            root = element
            _require_onix(root)
        elif event == "end" and depth == 1:
            _rename(element)
            if element.tag in ("Header", "Product"):
                yield Block(element)
            root.clear()


def _require_onix(root: Element) -> None:
    name, release = _local(root.tag), root.get("release")
    if name not in ROOTS:
        raise BrokenMessage(f"is {name}, not an ONIXMessage")
    if release not in RELEASES:
        raise BrokenMessage(f"is of ONIX release {release or 'unknown'}; 3.0 and 3.1 are read")


def _rename(block: Element) -> None:
    """Give every element in a block its reference name."""
    names = standard().names
    for element in block.iter():
        local = _local(element.tag)
        element.tag = names.get(local, local)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
