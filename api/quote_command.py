"""``comptoir quote`` and ``comptoir aftersales``: the law book at the command line."""

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from locales import phrases
from locales.phrases import Phrases
from regions.answer import to_json
from regions.case import Case
from regions.claims import Param
from regions.engine import quote
from regions.lawbook import BrokenRegion, LawBook, lawbook
from regions.question import read_cases
from regions.reading import BadInput
from regions.returned import answer_aftersale, read_aftersales

BAD_INPUT = 2


def run_quote(path: str) -> int:
    """Print the quote of the case (or list of cases) in a file; ``-`` is standard input.

    The exit code: 0, or 2 with one sentence on standard error if anything in the whole list can't be read.
    """
    return _run(path, lambda asked, book: [_answer(case, book) for case in read_cases(asked, book)])


def run_aftersales(path: str) -> int:
    """The same for what comes after the sale: withdrawal, refund and guarantee."""
    return _run(path, lambda asked, book: [answer_aftersale(sale, book) for sale in read_aftersales(asked)])


def _run(path: str, answer: Callable[[Any, LawBook], list[dict[str, Any]]]) -> int:
    try:
        asked = load_json(path)
        answers = answer(asked, lawbook())
    except (BadInput, BrokenRegion) as error:
        print(" ".join(str(error).splitlines()), file=sys.stderr)
        return BAD_INPUT
    told = answers if isinstance(asked, list) else answers[0]
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


def load_json(path: str) -> Any:
    """The JSON in a file or on standard input. BadInput if it can't be read or names a field twice."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except BadInput:
        raise
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("", f"{path} can't be read: {error}") from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        raise BadInput("", f"{path} isn't JSON: {error}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields are each told once."""
    told = dict(pairs)
    if len(told) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(twice, "is told twice")
    return told


def _refuse_constant(name: str) -> Any:
    raise BadInput("", f"{name} is not a JSON value")


def _answer(case: Case, book: LawBook) -> dict[str, Any]:
    said = phrases(case.language, case.storefront.country)
    return to_json(quote(case, book, traced=True), case.language, partial(_say, said))


def _say(said: Phrases, message: str, params: Mapping[str, Param]) -> str:
    return said.say(message, **params)
