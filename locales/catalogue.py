"""Keeping the phrase books: what `comptoir messages extract | update | check` do.

Message ids are the literal arguments of the markers below, in the rooms named below. `messages.pot` lists
them; each language has a messages.po with the same ids. Nothing compiled is kept beside them.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from locales.books import CATALOGUE

ROOT = Path(__file__).parent.parent
ROOMS = ("api", "locales", "regions", "schema", "store")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "P_": (1, 2)}
"""The markers: `N_("text")` marks an id where it is named, `P_("one", "many")` one with plural forms."""

TEMPLATE = "messages.pot"
SOURCE_LANGUAGE = "en"
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_DATED = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By')
_CONTACT = "Comptoir <phrases@comptoir.example>"


def extract(root: Path = ROOT, rooms: tuple[str, ...] = ROOMS) -> Catalog:
    """All message ids that the rooms under a root use, with the files that use them."""
    found = _new_catalogue(None)
    for room in rooms:
        for file, _, message_id, comments, _ in extract_from_dir(
            root / room, [("**.py", "python")], {}, KEYWORDS, ("NOTE:",)
        ):
            found.add(message_id, None, [(f"{room}/{file}", 0)], auto_comments=comments)
    return found


def write_template(folder: Path, found: Catalog) -> None:
    """Write messages.pot."""
    (folder / TEMPLATE).write_bytes(_text_of(found))


def update(folder: Path, found: Catalog) -> None:
    """Write messages.pot, and bring every language in line with it: new ids empty, unused ones dropped.

    English is filled in: there, an id's translation is the id. No translation is ever guessed.
    """
    write_template(folder, found)
    for path in sorted(folder.glob(f"*/{CATALOGUE}")):
        catalogue = _read(path)
        # Babel puts the template's own messages into the catalogue: without a copy, what is written into one
        # language would show up in the next.
        catalogue.update(deepcopy(found), no_fuzzy_matching=True, update_header_comment=True)
        catalogue.obsolete.clear()
        if _language_of(path) == SOURCE_LANGUAGE:
            _fill_in(catalogue)
        path.write_bytes(_text_of(catalogue))


def add_language(folder: Path, language: str, found: Catalog) -> Path:
    """Write an empty phrase book for a language and return its path. FileExistsError if there is one."""
    path = folder / language.replace("-", "_") / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        catalogue = _new_catalogue(language)
        catalogue.update(deepcopy(found), no_fuzzy_matching=True)
        file.write(_text_of(catalogue))
    return path


def check(folder: Path, found: Catalog) -> list[str]:
    """What is wrong with the phrase books, one sentence each; an empty list when all is well.

    Every id is translated into every language, none is fuzzy or left over, places and plural forms agree,
    and messages.pot is what the source says now.
    """
    faults = []
    template = folder / TEMPLATE
    if not template.is_file() or _ids(read_po(BytesIO(template.read_bytes()))) != _ids(found):
        faults.append(f"{TEMPLATE}: not up to date; run `comptoir messages update`")
    faults += [f"source: {fault}" for fault in _faults_of_ids(found)]
    for path in sorted(folder.glob(f"*/{CATALOGUE}")):
        language = _language_of(path)
        faults += [f"{language}: {fault}" for fault in _faults(language, _read(path), found)]
    return faults


def _faults_of_ids(found: Catalog) -> Iterator[str]:
    for message in found:
        for text in _key(message) if message.id else ():
            if message.python_format:
                yield f"{text!r} has a % that tools take for a place; write per cent"
            if "{" in _PLACE.sub("", text) or "}" in _PLACE.sub("", text):
                yield f"{text!r} has braces that are no place; a place is {{lower_case}}"


def _faults(language: str, catalogue: Catalog, found: Catalog) -> Iterator[str]:
    wanted, present = _ids(found), _ids(catalogue)
    expected = get_plural(language)
    if (catalogue.num_plurals, catalogue.plural_expr) != (expected.num_plurals, expected.plural_expr):
        yield f"its plural rule should be `{expected}`"
    for message_id in sorted(wanted - present):
        yield f"lacks {message_id[0]!r}"
    for message_id in sorted(present - wanted):
        yield f"has {message_id[0]!r}, which nothing uses"
    for message in catalogue:
        if message.id:
            yield from (
                f"{_key(message)[0]!r} {fault}" for fault in _faults_of(message, catalogue.num_plurals)
            )


def _faults_of(message: Message, plurals: int) -> Iterator[str]:
    if message.fuzzy:
        yield "is fuzzy"
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if len(forms) != (plurals if message.pluralizable else 1):
        yield f"has {len(forms)} forms"
    if not all(forms):
        yield "is not translated"
        return
    places = {place for text in _key(message) for place in _PLACE.findall(text)}
    for form in forms:
        used = set(_PLACE.findall(form)) | ({"count"} if message.pluralizable else set())
        if used != places | ({"count"} if message.pluralizable else set()):
            yield f"has other places in {form!r}"
        if form.strip() != form or form.count("{") != form.count("}"):
            yield f"has stray spaces or braces in {form!r}"


def _ids(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {_key(message) for message in catalogue if message.id}


def _key(message: Message) -> tuple[str, ...]:
    """The id, and that of the plural if it has one."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _fill_in(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            message.string = message.id


def _new_catalogue(language: str | None) -> Catalog:
    return Catalog(
        locale=language.replace("-", "_") if language else None,
        project="comptoir",
        version="1",
        header_comment="# The words of Comptoir. Message ids are English; `{named}` places stay as they are.",
        last_translator=_CONTACT,
        language_team=_CONTACT,
        msgid_bugs_address=_CONTACT,
        fuzzy=False,
    )


def _read(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), locale=_language_of(path).replace("-", "_"))


def _text_of(catalogue: Catalog) -> bytes:
    """The file's text: sorted by id, without line numbers and dates, so that it changes only in substance."""
    text = BytesIO()
    write_po(text, catalogue, width=110, sort_output=True, include_lineno=False)
    lines = text.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_DATED))


def _language_of(path: Path) -> str:
    return path.parts[-3].replace("_", "-")
