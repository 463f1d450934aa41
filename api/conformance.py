"""The conformance kit with everything that is installed: for ``comptoir regions check``, and for the tests of
a region that comes as a distribution of its own::

    from api.conformance import region_faults

    def test_the_region_keeps_the_contract():
        assert region_faults("LU", date(2026, 11, 21)) == []
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Any

from locales import has_words, is_tag, language_name
from regions.conformance import faults
from regions.lawbook import GROUP, lawbook

EXAMPLES = "examples.json"


def region_faults(code: str, today: date) -> list[str]:
    """What keeps an installed region from being opened, a sentence each; empty if nothing does.

    Our own regions' examples are tried by our own tests; a plug-in ships its in ``examples.json`` beside its
    module. Raises BrokenRegion if the law book can't be read at all.
    """
    return faults(code, lawbook(), shipped_examples(code), today, has_words, is_language)


def shipped_examples(code: str) -> Sequence[Mapping[str, Any]] | None:
    """The worked examples that a plug-in brings; None for a region of our own."""
    plug = next(iter(entry_points(group=GROUP, name=code)), None)
    if plug is None:
        return None
    try:
        text = (files(plug.module.partition(".")[0]) / EXAMPLES).read_text("utf-8")
    except (FileNotFoundError, TypeError):  # no such file; or a lone module, which can't hold one
        return []
    examples: list[dict[str, Any]] = json.loads(text)
    return examples


def is_language(tag: str) -> bool:
    """Whether a tag names a language that CLDR has a name for."""
    return is_tag(tag) and language_name(tag, "en") != tag
