"""Reads the hand-written JSON Lines files that lie beside this module."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from importlib.resources import files
from typing import Any

Line = dict[str, Any]
"""One line of a source file or of the load format: plain JSON."""


def read(name: str) -> Iterator[Line]:
    """The lines of `<name>.jsonl`, in the order of the file."""
    with files(__package__).joinpath(f"{name}.jsonl").open(encoding="utf-8") as source:
        for line in source:
            yield json.loads(line)


def stable(key: str, below: int) -> int:
    """A number from 0 to `below` - 1 that depends on `key` alone: the only dice of the demo data."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) % below


def image(sku: str, titles: dict[str, str]) -> Line:
    """The picture of a product: an address that leads nowhere (RFC 2606), and its words."""
    return {"url": f"https://images.comptoir.example/{sku}.jpg", "alt": titles}
