"""Where records are filed."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import orjson
import pytest

from store import demo
from store.loading.onix.blocks import Block
from store.loading.onix.subjects import SHELVES, BadTable, read_category, read_table, subject_table


@pytest.fixture
def filed() -> Callable[..., str]:
    """Files a book by its subjects: schemes and codes, a star behind the main one."""

    def filing(*subjects: tuple[str, str]) -> str:
        descriptive = Element("DescriptiveDetail")
        for scheme, code in subjects:
            subject = SubElement(descriptive, "Subject")
            if code.endswith("*"):
                SubElement(subject, "MainSubject")
            SubElement(subject, "SubjectSchemeIdentifier").text = scheme
            SubElement(subject, "SubjectCode").text = code.rstrip("*")
        return read_category(Block(descriptive), "BOOK", subject_table())

    return filing


@pytest.mark.parametrize(
    ("subjects", "category"),
    [
        ((("93", "FBA"),), "books/novels"),
        ((("93", "FFP"),), "books/crime"),
        ((("93", "FBA"), ("93", "DCF*")), "books/poetry"),
        ((("10", "FIC022000"), ("93", "QDTS")), "books/philosophy"),
        ((("10", "FIC022000"),), "books/crime"),
        ((("12", "HPCF"),), "books/philosophy"),
        ((("26", "2121"),), "books/crime"),
        ((("26", "1821"),), "books/school"),
        ((("93", "ZZ"), ("20", "tides; fog")), "books"),
        ((), "books"),
    ],
)
def test_the_longest_known_beginning_of_the_main_subject_decides(
    filed: Callable[..., str], subjects: tuple[tuple[str, str], ...], category: str
) -> None:
    assert filed(*subjects) == category


def test_our_table_leads_to_categories_of_the_demo_shops() -> None:
    known = {line["category"] for line in demo.lines() if "sku" not in line}
    ours: set[Any] = {path for scheme in subject_table().values() for path in scheme.values()}
    assert ours | set(SHELVES.values()) <= known


@pytest.mark.parametrize("written", [b"{", b"[]", b'{"93": "books"}', b'{"93": {"F": 1}}'])
def test_a_table_that_makes_no_sense_is_refused(written: bytes) -> None:
    with pytest.raises(BadTable, match=r"it isn't JSON|it must be like"):
        read_table(written)


def test_a_table_of_ones_own_is_read() -> None:
    table = {"93": {"F": "fiction"}}
    assert read_table(orjson.dumps(table)) == table
