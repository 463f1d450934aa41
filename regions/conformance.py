"""The contract that every region keeps, and the kit that tries it on one.

``faults`` says in sentences what is wrong; an empty list is a region that may be opened. It looks at the
facts (currency, rates, spans), at the words, at the region's own worked examples, and quotes many baskets to
see that the arithmetic holds. The baskets are drawn from the region's code, so a run can be repeated.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from regions.answer import to_json
from regions.case import Case, Line, Promotion
from regions.engine import quote
from regions.facts import Binding, Destination, Item, Kind, Seller
from regions.lawbook import LawBook
from regions.money import exponent, is_currency, to_decimal
from regions.question import read_case
from regions.quoted import Quote
from regions.rates import of, percent
from regions.reading import BadInput
from regions.region import Law, Storefront
from regions.rules import messages_of, rules_of
from regions.taxes import TaxTable

Knows = Callable[[str, str], bool]
"""Whether a language has words for a message id."""

HIGHEST_RATE = percent(50)
BASKETS = 200


def faults(
    code: str, book: LawBook, examples: Sequence[Mapping[str, Any]] | None, today: date, knows: Knows
) -> list[str]:
    """What keeps the region from being opened, a sentence each.

    ``examples`` are its own worked examples: ``{"id", "case", "expect"}``, an expectation being a path into
    the answer (``lines.0.total``) with its value. None: they are tried elsewhere.
    """
    shop = book.storefronts.get(code)
    law = book.laws.get(shop.country if shop is not None else code)
    if law is None:
        return [f"{code}: no law and no storefront of this code is installed"]
    found = [*_of_law(law, today), *_of_words(law, shop, knows)]
    if examples is not None:
        found += _of_examples(examples, book)
    if shop is not None:
        found += [*_of_shop(shop), *_of_baskets(shop, law, book, today)]
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
    if len(set(shop.languages)) < len(shop.languages):
        yield "a language is listed twice"
    if not shop.contact.phone.startswith("+"):
        yield "the contact's phone number isn't an international one (+49 ...)"
    if shop.country not in shop.delivers_to:
        yield f"it doesn't deliver to its own country {shop.country}"


def _of_words(law: Law, shop: Storefront | None, knows: Knows) -> Iterator[str]:
    """Every explanation in every language of the shop; English is what the messages are written in."""
    languages = [language for language in (shop.languages if shop is not None else ()) if language != "en"]
    for message in sorted(set(messages_of(law)) | ({shop.name} if shop is not None else set())):
        missing = [language for language in languages if not knows(language, message)]
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


def _of_baskets(shop: Storefront, law: Law, book: LawBook, today: date) -> Iterator[str]:
    """Quote baskets drawn at random: totals add up, taxes sum, nothing is negative, twice is the same."""
    random = Random(shop.code)  # noqa: S311  (repeatable, and nothing is kept secret by it)
    for number in range(BASKETS):
        case = _basket(random, shop, law, today)
        try:
            answer = quote(case, book)
            wrong = _wrong_with(answer) or ("quoting twice differs" if quote(case, book) != answer else None)
        except Exception as error:  # a rule of the region may raise anything
            wrong = f"it can't be quoted: {error!r}"
        if wrong is not None:
            yield f"basket {number}: {wrong}"
            return


def _basket(random: Random, shop: Storefront, law: Law, today: date) -> Case:
    unit = 10 ** exponent(shop.currency)
    lines = tuple(
        Line(f"sku{at}", random.randint(1, 12), price, _item(random, price, shop, law, today))
        for at, price in enumerate(random.randint(unit, 90 * unit) for _ in range(random.randint(1, 5)))
    )
    promotions = (
        Promotion(code="PERCENT", percent=of(percent(random.randint(1, 60)).value)),
        Promotion(code="AMOUNT", amount=random.randint(1, 20 * unit)),
        Promotion(code="DELIVERY", free_shipping=True),
    )
    seller = Seller(shop.country, frozenset({"OSS"}))
    state = next(iter(law.states), None)
    return Case(
        storefront=shop,
        placed_at=today - timedelta(days=random.randint(0, 700)),
        destination=Destination(law.country, state),
        seller=seller,
        dispatch_from=seller.country,
        lines=lines,
        promotions=tuple(promotion for promotion in promotions if random.random() < 0.5),
        language=shop.languages[0],
    )


def _item(random: Random, price: int, shop: Storefront, law: Law, today: date) -> Item:
    published = today - timedelta(days=random.randint(0, 1500))
    bound = Binding(law.country, to_decimal(price, shop.currency), shop.currency)
    return Item(
        kind=random.choice(list(Kind)),
        languages=(shop.languages[0],),
        first_published=published,
        last_supply_on=today - timedelta(days=random.randint(0, 700)),
        bindings=(bound,) if random.random() < 0.5 else (),
        resale_contract=random.random() < 0.3,
    )


def _wrong_with(answer: Quote) -> str | None:
    """The first of the properties that an answer breaks."""
    goods = sum(line.total for line in answer.lines)
    charged = sum(surcharge.amount for surcharge in answer.surcharges)
    on_top = answer.total - goods - answer.shipping.fee - charged
    checks = {
        "a line's total isn't its list total less its discount": all(
            line.total == line.list_total - line.discount for line in answer.lines
        ),
        "a line is negative": all(line.total >= 0 and line.discount >= 0 for line in answer.lines),
        "the delivery fee is negative": answer.shipping.fee >= 0,
        "delivery costs less than the law's floor": answer.shipping.fee >= (answer.shipping.floor or 0),
        "the total isn't goods, delivery, surcharges and taxes": on_top in (0, answer.tax_total),
        "the taxes don't sum to their total": sum(tax.tax for tax in answer.taxes) == answer.tax_total,
        "a tax isn't what is between net and gross": all(
            tax.net + tax.tax == tax.gross for tax in answer.taxes
        ),
    }
    return next((fault for fault, kept in checks.items() if not kept), None)
