"""Languages: ONIX has ISO 639-2/B (list 74), we have BCP 47."""

from babel.core import get_global

from locales import is_tag

NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "qar"})
"""Codes that say that there is none, or more than one."""


def tag_of(code: str | None) -> str | None:
    """The tag of an ISO 639-2 code: `ger` is `de`. None where it names no one language."""
    if code is None or code in NO_LANGUAGE:
        return None
    tag = get_global("language_aliases").get(code, code)
    return tag if is_tag(tag) else None
