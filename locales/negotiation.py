"""Which of the languages on offer a visitor gets.

Sources: RFC 9110, 12.5.4 (Accept-Language); RFC 4647, 3.4 (lookup: a longer wish is served by a shorter tag).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from locales.tags import canonical, is_tag, truncations

ANY = "*"
SHOP_DEFAULT = "en"
"""The language that everything falls back to in the end."""

_LONGEST_HEADER = 2000
_MOST_WISHES = 50
_QUALITY = re.compile(r"[qQ][ \t]*=[ \t]*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What a header says: languages by falling preference, and those that it rules out (`q=0`)."""

    wanted: tuple[str, ...]
    refused: frozenset[str]


def accept_language(header: str) -> tuple[str, ...]:
    """The languages that an Accept-Language header asks for, most wanted first; `*` is kept as it is.

    A header is a stranger's text: parts that are malformed are passed over, never an error; what comes
    after 2,000 characters or 50 wishes is not read. Wishes of `q=0` are left out.
    """
    return _read(header).wanted


def choose(wanted: Sequence[str] | str, offered: Sequence[str]) -> str | None:
    """The offered language that serves the wishes best, spelt as offered; None if none does.

    `wanted` is a list of tags by falling preference, or the text of an Accept-Language header. Each wish
    in turn takes the tag itself, else a shorter one (`de-AT` falls to `de`), else a more special one of
    the same language and script (`pt` takes `pt-BR`). `*` takes the first one on offer that isn't refused.
    """
    wishes = _read(wanted) if isinstance(wanted, str) else _Wishes(tuple(wanted), frozenset())
    open_to = {tag.lower(): tag for tag in reversed(offered) if not _is_refused(tag.lower(), wishes.refused)}
    first = next((tag for tag in offered if tag.lower() in open_to), None)
    for wish in wishes.wanted:
        found = first if wish == ANY else _look_up(wish.lower(), open_to)
        if found is not None:
            return found
    return None


def chain(
    language: str, region_languages: Sequence[str], shop_default: str = SHOP_DEFAULT
) -> tuple[str, ...]:
    """The languages in which a text is looked for, in this order, without repetition.

    The language and its shorter forms (`de-AT`, `de`), the region's default (the first of its languages),
    the shop's default; last, rather than nothing, the region's other languages.
    """
    tags = (language, *region_languages[:1], shop_default, *region_languages[1:])
    return tuple(dict.fromkeys(step for tag in tags for step in truncations(canonical(tag))))


@lru_cache(maxsize=1024)
def _read(header: str) -> _Wishes:
    weighed = list(_weigh(header[:_LONGEST_HEADER].split(",")[:_MOST_WISHES]))
    weighed.sort(key=lambda wish: -wish[1])
    wanted = dict.fromkeys(tag for tag, quality in weighed if quality > 0)
    return _Wishes(tuple(wanted), frozenset(tag.lower() for tag, quality in weighed if quality == 0))


def _weigh(parts: Iterable[str]) -> Iterable[tuple[str, int]]:
    """Each readable wish with its quality in thousandths."""
    for part in parts:
        tag, *parameters = (piece.strip(" \t") for piece in part.split(";"))
        qualities = [_QUALITY.fullmatch(parameter) for parameter in parameters]
        if (tag == ANY or is_tag(tag)) and len(qualities) <= 1 and None not in qualities:
            quality = next((match[1] for match in qualities if match), "1")
            yield (tag if tag == ANY else canonical(tag)), _thousandths(quality)


def _thousandths(quality: str) -> int:
    whole, _, fraction = quality.partition(".")
    return int(whole) * 1000 + int(f"{fraction:0<3}")


def _is_refused(tag: str, refused: frozenset[str]) -> bool:
    return not refused.isdisjoint(truncations(tag))


def _look_up(wish: str, open_to: dict[str, str]) -> str | None:
    for shorter in truncations(wish):
        if shorter in open_to:
            return open_to[shorter]
    language, script = _language_and_script(wish)
    for tag, offered in open_to.items():
        other_language, other_script = _language_and_script(tag)
        if language == other_language and (not script or not other_script or script == other_script):
            return offered
    return None


def _language_and_script(tag: str) -> tuple[str, str]:
    language, *rest = tag.split("-")
    return language, rest[0] if rest and len(rest[0]) == 4 and rest[0].isalpha() else ""
