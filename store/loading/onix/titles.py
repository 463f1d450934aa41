"""Titles, names and texts of a record."""

from collections.abc import Iterator
from typing import Any

from store.loading.onix.blocks import BadRecord, Block
from store.loading.onix.languages import tag_of
from store.loading.onix.plain import plain_text

DISTINCTIVE, IN_ANOTHER_LANGUAGE = "01", "06"
PRODUCT_LEVEL = "01"
DESCRIPTIONS = ("03", "02")
"""The description, else the short one (list 153)."""
FOR_EVERYBODY = frozenset({"00", "03"})
"""Unrestricted, end customers (list 154)."""

ROLES = {
    "A01": "AUTHOR", "A02": "AUTHOR", "A03": "AUTHOR", "A04": "AUTHOR", "A05": "AUTHOR", "A14": "AUTHOR",
    "A31": "AUTHOR", "A38": "AUTHOR", "A45": "AUTHOR", "A06": "COMPOSER", "A07": "ILLUSTRATOR",
    "A12": "ILLUSTRATOR", "A35": "ILLUSTRATOR", "A08": "PHOTOGRAPHER", "A13": "PHOTOGRAPHER",
    "A39": "CARTOGRAPHER", "B01": "EDITOR", "B09": "EDITOR", "B11": "EDITOR", "B13": "EDITOR",
    "B21": "EDITOR", "B06": "TRANSLATOR", "B08": "TRANSLATOR", "B10": "TRANSLATOR", "C01": "EDITOR",
    "C02": "EDITOR", "D02": "DIRECTOR", "D03": "CONDUCTOR", "E01": "PERFORMER", "E03": "NARRATOR",
    "E05": "PERFORMER", "E06": "PERFORMER", "E07": "NARRATOR", "E08": "PERFORMER", "E99": "PERFORMER",
}  # fmt: skip
"""Ours by theirs (list 17); the others are CONTRIBUTOR."""

UNNUMBERED = 10**9
"""Behind all that have a place."""


def read_texts(record: Block, language: str) -> dict[str, dict[str, str]]:
    """Titles and descriptions by language, the record's own language first."""
    texts: dict[str, dict[str, str]] = {}
    for tag, title in _titles(record.need_block("DescriptiveDetail"), language):
        texts.setdefault(tag, {}).setdefault("title", title)
    collateral = record.block("CollateralDetail")
    for tag, description in _descriptions(collateral, language) if collateral else ():
        texts.setdefault(tag, {}).setdefault("description", description)
    return texts


def _titles(descriptive: Block, language: str) -> Iterator[tuple[str, str]]:
    """The distinctive title, then those in other languages that say which."""
    details = list(descriptive.blocks("TitleDetail"))
    own = next((detail for detail in details if detail.need("TitleType") == DISTINCTIVE), None)
    if own is None:
        raise BadRecord("MISSING_BLOCK", descriptive.at("TitleDetail"), "has no distinctive title (01)")
    yield _title(own, language)
    for detail in details:
        if detail.need("TitleType") == IN_ANOTHER_LANGUAGE:
            tag, title = _title(detail, "")
            if tag:
                yield tag, title


def _title(detail: Block, language: str) -> tuple[str, str]:
    """The title of the product itself, else that of its collection with its part; with its language."""
    elements = list(detail.blocks("TitleElement"))
    own = [each for each in elements if each.need("TitleElementLevel") == PRODUCT_LEVEL] or elements
    if not own:
        raise BadRecord("MISSING_BLOCK", detail.at("TitleElement"), "isn't there")
    title = ". ".join(_words(element) for element in own)
    for name in ("TitleText", "TitleWithoutPrefix"):
        said = own[0].element.find(name)
        if said is not None and (tag := tag_of(said.get("language"))):
            return tag, title
    return language, title


def _words(element: Block) -> str:
    title = element.text("TitleText")
    if title is None and (rest := element.text("TitleWithoutPrefix")):
        prefix = element.text("TitlePrefix") or ""
        title = prefix + rest if prefix.endswith(("'", "\u2019")) else f"{prefix} {rest}".strip()
    part, subtitle = element.text("PartNumber"), element.text("Subtitle")
    named = ", ".join(said for said in (title, part) if said)
    if not named:
        raise BadRecord("MISSING_VALUE", element.at("TitleText"), "isn't there or is empty")
    return f"{named}: {subtitle}" if subtitle else named


def _descriptions(collateral: Block, language: str) -> Iterator[tuple[str, str]]:
    contents = list(collateral.blocks("TextContent"))
    for wanted in DESCRIPTIONS:
        for content in contents:
            audiences = content.texts("ContentAudience")
            if content.need("TextType") == wanted and FOR_EVERYBODY & {*audiences}:
                for text in content.element.findall("Text"):
                    if said := plain_text(text):
                        yield tag_of(text.get("language")) or language, said


def read_contributors(descriptive: Block, language: str) -> list[dict[str, Any]]:
    """Who made it, in their order; those without a name are passed over."""
    people = sorted(descriptive.blocks("Contributor"), key=_place)
    return [
        {"role": ROLES.get(person.need("ContributorRole"), "CONTRIBUTOR"), "name": {language: name}}
        for person in people
        if (name := _name(person))
    ]


def _place(contributor: Block) -> int:
    number = contributor.whole("SequenceNumber")
    return UNNUMBERED if number is None else number


def _name(contributor: Block) -> str | None:
    """As it is written in a sentence."""
    if name := contributor.text("PersonName") or contributor.text("CorporateName"):
        return name
    parts = ("TitlesBeforeNames", "NamesBeforeKey", "PrefixToKey", "KeyNames", "NamesAfterKey", "SuffixToKey")
    if contributor.has("KeyNames"):
        return " ".join(said for part in parts if (said := contributor.text(part)))
    family, _, given = (contributor.text("PersonNameInverted") or "").partition(", ")
    return f"{given} {family}".strip() or None
