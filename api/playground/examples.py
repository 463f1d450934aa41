"""The saved examples: files that are read by people, run by tests and shown in the playground."""

from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """One document with its title and the sentence that says what it shows."""

    name: str
    title: str
    sentence: str
    document: str


def read_examples(folder: Path = EXAMPLES) -> tuple[Example, ...]:
    """All examples in the order of their file names. Raises ValueError for one without title or sentence."""
    return tuple(_read(path) for path in sorted(folder.glob("*.graphql")))


def _read(path: Path) -> Example:
    document = path.read_text(encoding="utf-8")
    title, *sentence = _opening_comment(document)
    if not title or not sentence:
        raise ValueError(f"{path.name} must begin with a comment: a title, then a sentence.")
    return Example(path.stem.partition("-")[2], title, " ".join(sentence), document)


def _opening_comment(document: str) -> list[str]:
    lines = []
    for line in document.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return lines or [""]
