"""What letters are written on: a subject and paragraphs, in the words and figures of one reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from locales import Phrases, format_money

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and paragraphs; a paragraph may have several lines."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The letter as plain text."""
        return "\n\n".join(self.paragraphs) + "\n"

    def html(self, language: str) -> str:
        """The letter as a page of its own, without anything from outside."""
        body = "".join(f"<p>{escape(each).replace(chr(10), '<br>')}</p>" for each in self.paragraphs)
        head = f'<meta charset="utf-8"><title>{escape(self.subject)}</title>'
        return f'<!doctype html><html lang="{escape(language)}"><head>{head}</head><body>{body}</body></html>'


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one letter is written: its words, and how amounts are written there."""

    words: Phrases
    language: str
    country: str

    def money(self, minor: int, currency: str) -> str:
        """An amount as the reader writes it."""
        return format_money(minor, currency, self.language, self.country)

    def say(self, message: str, **params: Any) -> str:
        """A phrase in the reader's language."""
        return self.words.say(message, **params)


Writer = Callable[[Desk, Payload], Letter]
