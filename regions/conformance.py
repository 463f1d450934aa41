"""The contract that every region keeps, and the kit that tries it on one.

``faults`` says in sentences what is wrong; an empty list is a region that may be opened. It looks at the
facts (currency, languages, rates, spans), at the words, at the region's own worked examples, and has many
baskets quoted (``regions.trials``) to see that arithmetic and law hold.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from regions.answer import to_json
from regions.engine import quote
from regions.lawbook import LawBook
from regions.money import is_currency
from regions.question import read_case
from regions.rates import percent
from regions.reading import BadInput
from regions.region import Law, Storefront
from regions.rules import messages_of, rules_of
from regions.taxes import TaxTable
from regions.trials import try_baskets

Knows = Callable[[str, str], bool]
"""Whether a language has words for a message id."""

Speaks = Callable[[str], bool]
"""Whether a tag names a language that anybody speaks."""

HIGHEST_RATE = percent(50)


def faults(
    code: str,
    book: LawBook,
    examples: Sequence[Mapping[str, Any]] | None,
    today: date,
    knows: Knows,
    speaks: Speaks,
) -> list[str]:
    """What keeps the region from being opened, a sentence each.

    ``examples`` are its own worked examples: ``{"id", "case", "expect"}``, an expectation being a path into
    the answer (``lines.0.total``) with its value. None: they are tried elsewhere.
    """
    shop = book.storefronts.get(code)
    law = book.laws.get(shop.country if shop is not None else code)
    if law is None:
        return [f"{code}: no law and no storefront of this code is installed"]
    found = [*_of_law(law, today), *_of_words(law, shop, knows, speaks)]
    if examples is not None:
        found += _of_examples(examples, book)
    if shop is not None:
        found += [*_of_shop(shop), *try_baskets(shop, law, book, today)]
    return [f"{code}: {fault}" for fault in found]


def _of_law(law: Law, today: date) -> Iterator[str]:
    if not is_currency(law.currency):
        yield f"{law.currency!r} is not a currency code"
    for zone in (law.timezone, *law.timezones.values()):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            yield f"{zone!r} is not a time zone"
    for table in law.tax_tables:
        yield from _of_rates(table)
    for rule in rules_of(law):
        if rule.span.since is not None and rule.span.until is not None and rule.span.since >= rule.span.until:
            yield f"rule {rule.code} ends before it begins"
        if today in rule.span and not rule.legal_basis:
            yield f"rule {rule.code} names no legal basis"


def _of_rates(table: TaxTable) -> Iterator[str]:
    """Rates within bounds, and their days in order: so that each day has exactly one."""
    for name, steps in table.all_parts:
        if list(steps.days) != sorted(set(steps.days)) or len(steps.values) != len(steps.days) + 1:
            yield f"the rates of {name} are not in the order of their days"
        for rate in steps.values:
            if not 0 <= rate.value <= HIGHEST_RATE.value:
                yield f"a rate of {rate.text} is out of bounds"


def _of_shop(shop: Storefront) -> Iterator[str]:
    if not is_currency(shop.currency):
        yield f"{shop.currency!r} is not a currency code"
    if len(set(shop.languages)) < len(shop.languages):
        yield "a language is listed twice"
    if not shop.contact.phone.startswith("+"):
        yield "the contact's phone number isn't an international one (+49 ...)"
    if shop.country not in shop.delivers_to:
        yield f"it doesn't deliver to its own country {shop.country}"


def _of_words(law: Law, shop: Storefront | None, knows: Knows, speaks: Speaks) -> Iterator[str]:
    """Every explanation, and the words that a law prescribes, in every language of the shop.

    Messages are written in English, so that English has them all.
    """
    languages = shop.languages if shop is not None else ()
    for language in languages:
        if not speaks(language):
            yield f"{language!r} is no language"
        elif law.rights.order_button and language not in law.rights.order_button:
            yield f"the order button has no label in {language}"
    others = [language for language in languages if language != "en"]
    for message in sorted(set(messages_of(law)) | ({shop.name} if shop is not None else set())):
        missing = [language for language in others if not knows(language, message)]
        if missing:
            yield f'"{message}" is not said in {", ".join(missing)}'


def _of_examples(examples: Sequence[Mapping[str, Any]], book: LawBook) -> Iterator[str]:
    if not examples:
        yield "it ships no worked examples"
    for example in examples:
        name = example.get("id", "an example without an id")
        try:
            answer = to_json(quote(read_case(example.get("case"), book), book))
            for path, expected in example.get("expect", {}).items():
                told = _at(answer, path)
                if told != expected:
                    yield f"example {name}: {path} is {told!r}, not {expected!r}"
        except (BadInput, LookupError, TypeError, ValueError) as error:
            yield f"example {name} can't be tried: {error}"


def _at(answer: Any, path: str) -> Any:
    for step in path.split("."):
        answer = answer[int(step)] if step.isdigit() else answer[step]
    return answer
