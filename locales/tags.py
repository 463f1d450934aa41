"""Language tags (BCP 47, RFC 5646): are they well-formed, and how are they written."""

import re

LONGEST = 100
"""Characters; the RFC asks for 35 at least. What is longer is not looked at."""

_IRREGULAR = (
    "i-ami|i-bnn|i-default|i-enochian|i-hak|i-klingon|i-lux|i-mingo|i-navajo|i-pwn|i-tao|i-tay|i-tsu"
    "|en-gb-oed|sgn-be-fr|sgn-be-nl|sgn-ch-de"
)
"""The registered tags of old that the grammar has no room for."""

_WELL_FORMED = re.compile(
    rf"""(?:
        (?:[a-z]{{2,3}}(?:-[a-z]{{3}}){{0,3}} | [a-z]{{4}} | [a-z]{{5,8}})  # language
        (?:-[a-z]{{4}})?                                                    # script
        (?:-(?:[a-z]{{2}}|[0-9]{{3}}))?                                     # region
        (?:-(?:[a-z0-9]{{5,8}}|[0-9][a-z0-9]{{3}}))*                        # variants
        (?:-[a-wy-z0-9](?:-[a-z0-9]{{2,8}})+)*                              # extensions
        (?:-x(?:-[a-z0-9]{{1,8}})+)?                                        # private use
        | x(?:-[a-z0-9]{{1,8}})+
        | {_IRREGULAR}
    )""",
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)


def is_tag(text: str) -> bool:
    """Whether the text is a well-formed language tag, known to us or not: `de`, `zh-Hant-TW`, `tlh`.

    Well-formed is a matter of grammar. A tag that nobody serves is still one; `de_AT` and `*` are not.
    """
    return len(text) <= LONGEST and _WELL_FORMED.fullmatch(text) is not None


def canonical(tag: str) -> str:
    """The tag in the usual spelling (RFC 5646, 2.1.1): `ZH-hant-tw` is `zh-Hant-TW`."""
    first, *rest = tag.lower().split("-")
    written = [first]
    for position, subtag in enumerate(rest):
        if len(subtag) == 1:
            return "-".join([*written, *rest[position:]])
        written.append(_spell(subtag))
    return "-".join(written)


def _spell(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag


def truncations(tag: str) -> tuple[str, ...]:
    """The tag and what remains when its last subtags are dropped (RFC 4647, 3.4), nearest first.

    `zh-Hant-TW` gives `zh-Hant-TW`, `zh-Hant`, `zh`. A single letter, which only opens an extension, is
    dropped together with what follows it.
    """
    subtags = tag.split("-")
    return tuple("-".join(subtags[:end]) for end in range(len(subtags), 0, -1) if len(subtags[end - 1]) > 1)
