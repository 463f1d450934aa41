"""Reading the blocks of a record; what is missing or wrong is told with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from store.loading.onix.standard import standard


class BadRecord(Exception):
    """A record that isn't taken: a code, the place in the record, a sentence."""

    def __init__(self, code: str, path: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.path = path
        self.message = message


@dataclass(frozen=True, slots=True)
class Block:
    """A composite of a record, by reference names."""

    element: Element
    path: str = ""

    def at(self, name: str) -> str:
        """The path of what is called `name` in here."""
        return f"{self.path}/{name}" if self.path else name

    def blocks(self, name: str) -> Iterator["Block"]:
        """The composites of that name, in order."""
        for found in self.element.findall(name):
            yield Block(found, self.at(name))

    def block(self, name: str) -> "Block | None":
        """The first composite of that name."""
        return next(self.blocks(name), None)

    def need_block(self, name: str) -> "Block":
        """The composite of that name; BadRecord without it."""
        found = self.block(name)
        if found is None:
            raise BadRecord("MISSING_BLOCK", self.at(name), "isn't there")
        return found

    def has(self, name: str) -> bool:
        """Whether there is such an element, empty or not."""
        return self.element.find(name) is not None

    def texts(self, name: str) -> list[str]:
        """What stands in the elements of that name, blanks put straight; codes must be in their list."""
        found = [
            said
            for each in self.element.findall(name)
            if (said := " ".join("".join(each.itertext()).split()))
        ]
        for said in found:
            if not standard().allows(name, said):
                number = standard().lists[name]
                raise BadRecord("UNKNOWN_CODE", self.at(name), f'"{said}" isn\'t in ONIX code list {number}')
        return found

    def text(self, name: str) -> str | None:
        """What stands in the first element of that name, None without one or if it is empty."""
        found = self.texts(name)
        return found[0] if found else None

    def need(self, name: str) -> str:
        """What stands in the element of that name; BadRecord without it."""
        found = self.text(name)
        if found is None:
            raise BadRecord("MISSING_VALUE", self.at(name), "isn't there or is empty")
        return found

    def whole(self, name: str) -> int | None:
        """The whole number that stands there, of nine digits at the most; BadRecord if it isn't one."""
        written = self.text(name)
        if written is None:
            return None
        if not re.fullmatch(r"\d{1,9}", written, re.ASCII):
            raise self.wrong(name, f'"{written[:40]}" isn\'t a whole number')
        return int(written)

    def decimal(self, name: str) -> Decimal:
        """The number that stands there, such as 24.00; BadRecord without it or if it isn't one."""
        written = self.need(name)
        if not re.fullmatch(r"\d{1,12}(\.\d{1,12})?", written, re.ASCII):
            raise self.wrong(name, f'"{written[:40]}" isn\'t a number')
        return Decimal(written)

    def wrong(self, name: str, problem: str) -> BadRecord:
        """The refusal of a value."""
        return BadRecord("BAD_VALUE", self.at(name), problem)
