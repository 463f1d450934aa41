"""Where the phrase books are: our own beside this file, and those that installed markets bring.

A market's distribution (entry-point group `comptoir.regions`) brings its words in a folder `locales` of its
top package, laid out as ours: `de/LC_MESSAGES/messages.po`. It may add phrases to a language and whole
languages; it can't reword ours.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from locales.po import Book, read_po
from locales.tags import canonical, is_tag

OWN = Path(__file__).parent
GROUP = "comptoir.regions"
CATALOGUE = "LC_MESSAGES/messages.po"


@lru_cache(maxsize=1)
def folders() -> tuple[Path, ...]:
    """The folders that hold phrase books, our own first."""
    packages = sorted({entry.module.partition(".")[0] for entry in entry_points(group=GROUP)})
    return tuple(dict.fromkeys((OWN, *(folder for package in packages for folder in _brought_by(package)))))


def _brought_by(package: str) -> Iterator[Path]:
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / "locales").is_dir():
            yield Path(place) / "locales"


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages in which we have words, as tags, sorted."""
    paths = (path for folder in folders() for path in folder.glob(f"*/{CATALOGUE}"))
    tags = (path.parts[-3].replace("_", "-") for path in paths)
    return tuple(sorted({canonical(tag) for tag in tags if is_tag(tag)}))


@lru_cache(maxsize=64)
def book(language: str) -> Book:
    """All phrases of a language of ours; read at first use. KeyError for a language that isn't there."""
    paths = (folder / language.replace("-", "_") / CATALOGUE for folder in folders())
    found = [read_po(path.read_text(encoding="utf-8")) for path in paths if path.is_file()]
    if not found:
        raise KeyError(language)
    forms = {message_id: words for part in reversed(found) for message_id, words in part.forms.items()}
    return Book(forms, found[0].plural)


def has_words(language: str, message_id: str) -> bool:
    """Whether a language of ours has its own words for a message; English always has, ids being English."""
    if language == "en":
        return True
    return language in languages() and all(book(language).forms.get(message_id, ("",)))
