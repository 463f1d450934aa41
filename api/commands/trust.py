"""Making a manifest of trusted documents: those that skip checking, and may be the only ones that are run."""

import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import orjson

from api.commands.console import Refused, say
from schema.build import build_schema

SUFFIXES = frozenset({".graphql", ".gql"})


def write_manifest(places: Iterable[Path], out: Path | None) -> None:
    """Write the documents in files and folders, by the SHA-256 of each, to a file or standard output.

    Raises Refused naming the first document that the schema doesn't allow.
    """
    manifest = read_documents(files_in(places))
    written = orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"
    if out is None:
        sys.stdout.write(written)
    else:
        out.write_text(written, encoding="utf-8")
        say(f"Wrote {len(manifest)} documents to {out}")


def files_in(places: Iterable[Path]) -> list[Path]:
    """The documents' files: those that are named, and all below the folders that are named."""
    found = []
    for place in places:
        inside = (path for path in place.rglob("*") if path.suffix in SUFFIXES)
        found += sorted(inside) if place.is_dir() else [place]
    return found


def read_documents(files: Iterable[Path]) -> dict[str, str]:
    """Texts by their SHA-256. Raises Refused naming the file that isn't valid."""
    schema = build_schema()
    manifest = {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        prepared = schema.prepare(text)
        if prepared.document is None or prepared.errors:
            raise Refused(f"{file}: {prepared.errors[0].message}")
        manifest[sha256(text.encode()).hexdigest()] = text
    return manifest
