"""The words of a review: plain text in one form of Unicode, and what in them has to be looked at."""

import re
import unicodedata
from hashlib import sha256

LONGEST_TITLE = 120
LONGEST_BODY = 5_000
"""Characters, counted after tidying."""
SHORTEST_COMPARED = 40
"""Letters; two people may well say “Great book!”."""

JOINERS = "\u200c\u200d"
"""Invisible, but scripts and emoji need them."""
UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Categories of Unicode: controls, invisible marks, halves of characters, private ones."""

LINK = re.compile(
    r"\w+://|\bwww\.|\b[\w-]+\.(?:com|net|org|info|biz|shop|store|online|xyz|io)\b|\b[\w-]+\.[a-z]{2}/"
)
"""“It was good.It came late” is no link, so the ends of countries need a path behind them."""
DISGUISED_DOT = re.compile(r"\s?[\[({]\s?(?:dot|punkt|point|punto|ponto|punt|kropka|τελεία)\s?[\])}]\s?")
"""“example (dot) com”, in the languages of our shops."""
MAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\.\w+")
NUMBER = re.compile(r"\+?\d(?:[\s()./-]{0,2}\d){7,14}")
BOOK_NUMBER = re.compile(r"97[89]\d{10}|\d{8}")
"""An ISBN or a date written in digits is no telephone."""


def tidy_line(text: str) -> str:
    """A title: one line, without anything invisible."""
    return " ".join(_visible(text).split())


def tidy_text(text: str) -> str:
    """A body: composed characters, nothing invisible, at most one empty line between two lines."""
    lines = [" ".join(line.split()) for line in _visible(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def has_link(text: str) -> bool:
    """Whether somebody is sent elsewhere."""
    return LINK.search(_undisguised(text)) is not None


def has_contact(text: str) -> bool:
    """Whether there is an e-mail address or what may be a telephone number."""
    plain = _undisguised(text)
    numbers = (re.sub(r"\D", "", found) for found in NUMBER.findall(plain))
    return MAIL.search(plain) is not None or any(not BOOK_NUMBER.fullmatch(number) for number in numbers)


def digest_of(body: str) -> str | None:
    """By which the same text is known again in other capitals and punctuation; None for a short one."""
    letters = "".join(character for character in _plain(body) if character.isalnum())
    return sha256(letters.encode()).hexdigest() if len(letters) >= SHORTEST_COMPARED else None


def _visible(text: str) -> str:
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        character
        for character in lines.replace("\t", " ")
        if character == "\n" or character in JOINERS or unicodedata.category(character) not in UNWANTED
    )


def _undisguised(text: str) -> str:
    return DISGUISED_DOT.sub(".", _plain(text))


def _plain(text: str) -> str:
    """As it is compared: in small letters, and full-width ones as the usual ones."""
    return unicodedata.normalize("NFKC", text).casefold()
