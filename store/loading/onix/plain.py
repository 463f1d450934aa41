"""Texts with markup, as plain text: paragraphs stay, tags go."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element

BREAKING = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr"}
)
SILENT = frozenset({"script", "style"})
HTML = frozenset({"02", "05"})
"""HTML and XHTML (list 34)."""


def plain_text(text: Element) -> str:
    """What a `Text` says: its XHTML, or the HTML that is written in it, without tags."""
    if len(text):
        return _paragraphs("".join(_said(text)))
    written = text.text or ""
    if text.get("textformat") in HTML or "</p>" in written or "<br" in written:
        parser = _Stripper()
        parser.feed(written)
        parser.close()
        written = "".join(parser.said)
    return _paragraphs(written)


def _said(text: Element) -> list[str]:
    """What is said in it, in order, however deep; line breaks only where an element makes one."""
    found: list[str] = []
    left: list[Element | str] = [text]
    while left:
        each = left.pop()
        if isinstance(each, str):
            found.append(each)
            continue
        broken = "\n" if each.tag in BREAKING else ""
        inner: list[Element | str] = [broken, (each.text or "").replace("\n", " ")]
        for child in each:
            inner += [child, (child.tail or "").replace("\n", " ")]
        left += [broken, *reversed(inner)]
    return found


def _paragraphs(written: str) -> str:
    """Each line with its blanks put straight; empty ones are left out."""
    return "\n".join(line for each in written.split("\n") if (line := " ".join(each.split())))


class _Stripper(HTMLParser):
    """Collects what is said between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        self._silent += tag in SILENT
        if tag in BREAKING:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        if tag in BREAKING:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)
