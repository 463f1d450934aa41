"""Reading a case from JSON, strictly: the vocabulary of the quote's question.

Every refusal is a ``BadInput`` that names the path. Amounts are decimal strings and become minor units of the
storefront's currency here, so that nothing later has to ask.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from regions.case import Case, Line
from regions.countries import EU, SUBDIVISION_REQUIRED
from regions.facts import country, item_from_json, language
from regions.item import Buyer, Destination, Item, Seller
from regions.kinds import BuyerKind, Fulfilment, SchoolBudget
from regions.lawbook import LawBook
from regions.money import is_currency
from regions.policy import Policy
from regions.reading import (
    MOST_COPIES,
    BadInput,
    Fields,
    boolean,
    choice,
    day,
    entries,
    positive,
    refuse_unless,
    text,
    whole,
)
from regions.region import Storefront
from regions.terms import minor_in, read_policy, read_promotion, read_tenders, to_minor

CASE = frozenset(
    {
        "storefront", "placed_at", "language", "deliver_to", "seller", "dispatch_from", "fulfilment",
        "parcels", "delivery", "buyer", "lines", "promotions", "policy", "exchange_rates", "tenders",
        "order_button",
    }
)  # fmt: skip
SCHEMES = frozenset({"OSS", "IOSS"})
_INSTANT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)\Z", re.ASCII)
_POSTCODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{0,11}\Z", re.ASCII)
_SUBDIVISION = re.compile(r"[A-Z0-9]{1,3}\Z", re.ASCII)


def read_cases(value: Any, book: LawBook) -> list[Case]:
    """One case or a list of cases."""
    if isinstance(value, list):
        return list(entries(value, "", lambda case, path: read_case(case, book, path)))
    return [read_case(value, book)]


def read_case(value: Any, book: LawBook, path: str = "") -> Case:
    """The case that a JSON object asks about."""
    fields = Fields(value, path, CASE)
    storefront = fields.read("storefront", lambda code, at: _storefront(code, at, book))
    currency = storefront.currency
    flags = {choice.flag for law in book.laws.values() for choice in law.alternatives}
    seller = fields.read("seller", lambda told, at: _seller(told, at, storefront), _seller_of(storefront))
    fields.read("parcels", whole(1, MOST_COPIES), 1)
    return Case(
        storefront=storefront,
        placed_at=fields.read("placed_at", read_moment),
        destination=fields.read("deliver_to", read_destination, Destination(storefront.country)),
        seller=seller,
        dispatch_from=fields.read("dispatch_from", _dispatch_from, seller.country),
        lines=_lines(fields, currency),
        fulfilment=fields.read("fulfilment", choice(Fulfilment), Fulfilment.SHIP),
        buyer=fields.read("buyer", read_buyer, Buyer()),
        promotions=fields.items("promotions", lambda told, at: read_promotion(told, at, currency)),
        policy=fields.read("policy", lambda told, at: read_policy(told, at, currency, flags), Policy()),
        tenders=read_tenders(fields, currency),
        exchange_rates=fields.read("exchange_rates", _exchange_rates, {}),
        age_check_at_door=fields.read("delivery", _age_check, False),
        language=fields.read("language", language, storefront.languages[0]),
        order_button=fields.read("order_button", text, None),
    )


def _storefront(value: Any, path: str, book: LawBook) -> Storefront:
    shop = book.storefronts.get(value) if isinstance(value, str) else None
    if shop is None:
        raise BadInput(path, f"expected one of {', '.join(sorted(book.storefronts))}")
    return shop


def read_moment(value: Any, path: str) -> date | datetime:
    """A calendar day, or an instant with its offset."""
    if not isinstance(value, str) or "T" not in value:
        return day(value, path)
    try:
        return datetime.fromisoformat(value if _INSTANT.match(value) else "")
    except ValueError:
        expected = f'"{value}" is not a date or an instant such as 2026-11-21T12:00:00+01:00'
        raise BadInput(path, expected) from None


def read_destination(value: Any, path: str) -> Destination:
    """A country, and within it a subdivision (with or without the country's code) and a postcode."""
    fields = Fields(value, path, ("country", "subdivision", "postcode"))
    code = fields.read("country", country)
    return Destination(
        code,
        fields.read("subdivision", lambda told, at: _subdivision(told, at, code), None),
        fields.read("postcode", _postcode, None),
    )


def _subdivision(value: Any, path: str, code: str) -> str:
    part = text(value, path).removeprefix(f"{code}-")
    known = SUBDIVISION_REQUIRED.get(code)
    valid = part in known if known is not None else _SUBDIVISION.match(part) is not None
    refuse_unless(valid, path, f'"{value}" is not a subdivision of {code}')
    return part


def _postcode(value: Any, path: str) -> str:
    refuse_unless(_POSTCODE.match(text(value, path)) is not None, path, f'"{value}" is not a postcode')
    return str(value).replace(" ", "").upper()


def _seller_of(storefront: Storefront) -> Seller:
    return Seller(storefront.country, _usual_registrations(storefront.country))


def _usual_registrations(code: str) -> frozenset[str]:
    """A seller in the European Union is in the one-stop shop unless it tells otherwise."""
    return frozenset({"OSS"}) if code in EU else frozenset()


def _seller(value: Any, path: str, storefront: Storefront) -> Seller:
    fields = Fields(value, path, ("country", "registrations"))
    code = fields.read("country", country, storefront.country)
    if "registrations" not in fields:
        return Seller(code, _usual_registrations(code))
    return Seller(code, frozenset(fields.items("registrations", _registration)))


def _registration(value: Any, path: str) -> str:
    return value if isinstance(value, str) and value in SCHEMES else country(value, path)


def _dispatch_from(value: Any, path: str) -> str:
    return Fields(value, path, ("country",)).read("country", country)


def _age_check(value: Any, path: str) -> bool:
    return Fields(value, path, ("age_check_at_door",)).read("age_check_at_door", boolean, False)


def read_buyer(value: Any, path: str) -> Buyer:
    """Who buys."""
    fields = Fields(value, path, ("kind", "age", "age_verified", "budget"))
    return Buyer(
        kind=fields.read("kind", choice(BuyerKind), BuyerKind.CONSUMER),
        age=fields.read("age", whole(0, 150), None),
        age_verified=fields.read("age_verified", boolean, False),
        budget=fields.read("budget", choice(SchoolBudget), SchoolBudget.PUBLIC),
    )


def _exchange_rates(value: Any, path: str) -> dict[str, Decimal]:
    refuse_unless(isinstance(value, dict), path, "expected an object of currencies and rates")
    fields = Fields(value, path, value)
    for code in value:
        refuse_unless(is_currency(code), fields.at(code), "unknown field: not a currency code")
    return {code: fields.read(code, positive) for code in value}


def _lines(fields: Fields, currency: str) -> tuple[Line, ...]:
    lines = fields.items("lines", lambda value, path: _line(value, path, currency))
    refuse_unless(bool(lines), fields.at("lines"), "a case needs one line at least")
    return lines


def _line(value: Any, path: str, currency: str) -> Line:
    fields = Fields(value, path, ("sku", "quantity", "price", "facts"))
    line = Line(
        sku=fields.read("sku", text),
        quantity=fields.read("quantity", whole(1, MOST_COPIES)),
        price=fields.read("price", minor_in(currency)),
        item=fields.read("facts", item_from_json),
    )
    _check_amounts(line.item, fields.at("facts"), currency)
    return line


def _check_amounts(item: Item, path: str, currency: str) -> None:
    """Refuse amounts among the facts that the storefront's currency can't express."""
    for name, amount in (("deposit", item.deposit), ("eco_fee", item.eco_fee)):
        if amount is not None:
            to_minor(amount, currency, f"{path}.{name}")
    for at, past in enumerate(item.price_history):
        to_minor(past.price, currency, f"{path}.price_history[{at}].price")
    for at, binding in enumerate(item.bindings):
        to_minor(binding.price, binding.currency or currency, f"{path}.bindings[{at}].price")
