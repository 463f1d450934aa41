"""What the standard itself says: which tags are short for which, and which codes an element may hold.

Both are read from EDItEUR's schemas, which come with the package `onixcheck` and follow each issue of the
code lists; nothing of them is copied here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from onixcheck import schema

XSD = "{http://www.w3.org/2001/XMLSchema}"
CODE_LISTS = schema.O31_XSD_SHORT.replace("3.1_short", "CodeLists")
SHORT_TAGS = (schema.O31_XSD_SHORT, schema.O30_XSD_SHORT)


@dataclass(frozen=True, slots=True)
class Standard:
    """Releases 3.0 and 3.1 together."""

    names: Mapping[str, str]
    """Reference names by short tag."""
    lists: Mapping[str, str]
    """Numbers of the code lists by the reference name of the element that holds a code."""
    codes: Mapping[str, frozenset[str]]
    """Codes by number of the list."""

    def allows(self, name: str, code: str) -> bool:
        """Whether an element may hold a code; one that isn't coded may hold anything."""
        number = self.lists.get(name)
        return number is None or code in self.codes[number]


@cache
def standard() -> Standard:
    """The standard as the installed schemas have it; read once, in about half a second."""
    names: dict[str, str] = {}
    lists: dict[str, str] = {}
    for path in SHORT_TAGS:
        for short, name, number in _elements(fromstring(Path(path).read_bytes())):
            names.setdefault(short, name)
            if number:
                lists.setdefault(name, number)
    return Standard(names, lists, dict(_lists(fromstring(Path(CODE_LISTS).read_bytes()))))


def _elements(root: Element) -> Iterator[tuple[str, str, str | None]]:
    """Short tag, reference name and number of the code list of each element."""
    for element in root.findall(f"{XSD}element"):
        for attribute in element.iter(f"{XSD}attribute"):
            named = attribute.find(f".//{XSD}enumeration")
            if attribute.get("name") == "refname" and named is not None:
                yield element.get("name", ""), named.get("value", ""), _list_of(element)


def _list_of(element: Element) -> str | None:
    extension = element.find(f".//{XSD}extension")
    base = "" if extension is None else extension.get("base", "")
    number = base.removeprefix("List")
    return number if number != base and number.isdigit() else None


def _lists(root: Element) -> Iterator[tuple[str, frozenset[str]]]:
    for kind in root.findall(f"{XSD}simpleType"):
        number = kind.get("name", "").removeprefix("List")
        if number.isdigit():
            yield number, frozenset(code.get("value", "") for code in kind.iter(f"{XSD}enumeration"))
