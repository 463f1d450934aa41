"""Printing the fact sheet of a region, and checking that the region keeps the contract."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from json import JSONDecodeError
from typing import Any

import orjson

from api.commands.console import Refused
from api.conformance import region_faults
from locales import phrases
from regions.lawbook import BrokenRegion, LawBook, lawbook
from regions.region import Law, Storefront
from regions.sheet import fact_sheet


def print_sheet(code: str, on: str | None, as_json: bool, language: str) -> None:
    """The sheet of a storefront or country on a day, as JSON or as indented text."""
    try:
        law, shop = _find(lawbook(), code.upper())
    except BrokenRegion as error:
        raise Refused(str(error)) from error
    sheet = fact_sheet(law, shop, _day(on), phrases(language).say)
    if as_json:
        sys.stdout.write(orjson.dumps(sheet, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(sheet))


def check_region(code: str) -> None:
    """Print what is wrong with a region. Raises Refused with the number of faults if there are any."""
    try:
        found = region_faults(code.upper(), datetime.now(UTC).date())
    except BrokenRegion as error:
        raise Refused(str(error)) from error
    except JSONDecodeError as error:
        raise Refused(f"{code.upper()}: its examples aren't JSON: {error}") from error
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    if found:
        raise Refused(f"{code.upper()} breaks the contract in {len(found)} places.")


def _find(book: LawBook, code: str) -> tuple[Law, Storefront | None]:
    shop = book.storefronts.get(code)
    law = book.laws.get(shop.country if shop is not None else code)
    if law is None:
        raise Refused(f"{code} is no installed region; there are {', '.join(sorted(book.laws))}.")
    return law, shop


def _day(on: str | None) -> date:
    if on is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise Refused(f'"{on}" is not a day such as 2027-01-10.') from None


def _lines(value: Any, depth: int = 0) -> Iterator[str]:
    """JSON as indented text: names with their values, and a dash before each entry of a list."""
    indent = "  " * depth
    for name, part in value.items() if isinstance(value, dict) else (("-", entry) for entry in value):
        label = name if name == "-" else f"{name.replace('_', ' ') if name.islower() else name}:"
        if isinstance(part, dict | list) and part:
            yield f"{indent}{label}"
            yield from _lines(part, depth + 1)
        elif part not in (None, [], {}):
            yield f"{indent}{label} {'yes' if part is True else 'no' if part is False else part}"
