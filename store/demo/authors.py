"""Who wrote, composed or drew what is sold."""

from functools import cache

from store.demo.sources import Line, read

LATIN = ("de", "en", "fr", "it")
"""Languages in which a usual Latin name is given outright; others fall back to it."""


def contributors(author: str | None) -> list[Line]:
    """The contributors of a product by the key of its author in `authors.jsonl`; nobody without one."""
    return [_by_key()[author]] if author else []


@cache
def _by_key() -> dict[str, Line]:
    return {
        line["key"]: {
            "role": line.get("role", "AUTHOR"),
            "name": dict.fromkeys(LATIN, line["name"]["en"]) | line["name"],
        }
        for line in read("authors")
    }
