"""The saved examples: files that are read by people, run by tests and shown in the playground.

Beside an example that needs variables lies a file of JSON: `after` names the example that has to run before
it, `variables` says what they are. `{"$answer": [name, ...path]}` is taken from an earlier example's answer
(with `$only` some fields of it, with `$else` a value where it is null), `{"$region": {...}}` has a value for
each region, and `"$fresh"` is new each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson

EXAMPLES = Path(__file__).parent / "examples"


class Who(StrEnum):
    """Who asks an example: the folder that it lies in, or the one above for anybody."""

    ANYBODY = "anybody"
    VISITOR = "visitor"
    """Nobody yet, in a shop that has the demo's people."""
    CUSTOMER = "customer"
    """The demo's customer."""
    STAFF = "staff"
    """The demo's staff, at the staff's endpoint."""


@dataclass(frozen=True, slots=True)
class Example:
    """One document with its title and the sentence that says what it shows, and what it needs."""

    name: str
    title: str
    sentence: str
    document: str
    who: Who = Who.ANYBODY
    after: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)


def read_examples(folder: Path = EXAMPLES) -> tuple[Example, ...]:
    """All examples in the order of their file names. Raises ValueError for one without title or sentence."""
    return tuple(
        _read(path, folder) for path in sorted(folder.rglob("*.graphql"), key=lambda path: path.name)
    )


def _read(path: Path, folder: Path) -> Example:
    document = path.read_text(encoding="utf-8")
    title, *sentence = _opening_comment(document)
    if not title or not sentence:
        raise ValueError(f"{path.name} must begin with a comment: a title, then a sentence.")
    who = Who.ANYBODY if path.parent == folder else Who(path.parent.name)
    beside = path.with_suffix(".json")
    needs = orjson.loads(beside.read_bytes()) if beside.is_file() else {}
    return Example(path.stem.partition("-")[2], title, " ".join(sentence), document, who, **needs)


def _opening_comment(document: str) -> list[str]:
    lines = []
    for line in document.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return lines or [""]
