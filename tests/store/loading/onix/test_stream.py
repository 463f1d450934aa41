"""Messages as streams: both sets of tags, flat memory, and what is refused."""

import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any

import onixcheck
import pytest

from store.loading.onix.standard import standard
from store.loading.onix.stream import BrokenMessage, records

Line = dict[str, Any]


def test_reference_names_and_short_tags_say_the_same(
    reference: bytes, short: bytes, read: Callable[[bytes], list[Line]]
) -> None:
    assert b"<RecordReference>" not in short
    assert b"<a001>" not in reference
    assert read(short) == read(reference)


@pytest.mark.parametrize("sample", ["reference.xml", "short.xml"])
def test_the_samples_are_valid(sample: str) -> None:
    assert onixcheck.validate(str(Path(__file__).with_name(sample))) == []


def test_a_message_without_a_namespace_or_with_a_document_type_is_read(
    reference: bytes, read: Callable[[bytes], list[Line]]
) -> None:
    plain = reference.replace(b' xmlns="http://ns.editeur.org/onix/3.0/reference"', b"")
    typed = plain.replace(
        b"<ONIXMessage", b'<!DOCTYPE ONIXMessage SYSTEM "http://example.org/onix.dtd">\n<ONIXMessage'
    )
    assert read(plain) == read(typed) == read(reference)


def test_the_standard_knows_its_tags_and_lists() -> None:
    assert standard().names["x462"] == "PriceType"
    assert standard().lists["PriceType"] == "58"
    assert standard().allows("PriceType", "04")
    assert not standard().allows("PriceType", "99")
    assert standard().allows("TitleText", "99")


BOMB = b'<!DOCTYPE ONIXMessage [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>'
THIEF = b'<!DOCTYPE ONIXMessage [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (BOMB + b'<ONIXMessage release="3.0"><Product>&b;</Product></ONIXMessage>', "declares entities"),
        (THIEF + b'<ONIXMessage release="3.0"><Product>&a;</Product></ONIXMessage>', "declares entities"),
        (b'<ONIXMessage release="3.0"><Product>&eacute;</Product></ONIXMessage>', "undefined entity"),
        (b'<ONIXMessage release="2.1"/>', "is of ONIX release 2.1; 3.0 and 3.1 are read"),
        (b"<ONIXMessage/>", "is of ONIX release unknown"),
        (b"<html/>", "is html, not an ONIXMessage"),
        (b'{"sku": 1}', "isn't well-formed XML"),
        (b"", "no element found"),
    ],
)
def test_what_is_no_message_is_refused(message: bytes, said: str) -> None:
    with pytest.raises(BrokenMessage, match=said):
        list(records(BytesIO(message)))


class Message(RawIOBase):
    """A message of many records that are made as they are read."""

    def __init__(self, head: bytes, record: bytes, number: int) -> None:
        self.parts = self._parts(head, record, number)
        self.size = 0

    def _parts(self, head: bytes, record: bytes, number: int) -> Iterator[bytes]:
        yield head
        for _ in range(number):
            yield record
        yield b"</ONIXMessage>"

    def read(self, _size: int = -1) -> bytes:
        """The next part; nothing at the end."""
        part = next(self.parts, b"")
        self.size += len(part)
        return part


def test_a_large_message_needs_no_more_memory_than_a_small_one(reference: bytes) -> None:
    start = reference.index(b"<Product>")
    head, record = reference[:start], reference[start : reference.index(b"</Product>") + len(b"</Product>")]
    standard()
    peaks = []
    for number in (50, 2000):
        message = Message(head, record, number)
        tracemalloc.start()
        assert sum(block.element.tag == "Product" for block in records(message)) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert message.size > 8_000_000
    assert peaks[1] < peaks[0] + 200_000
