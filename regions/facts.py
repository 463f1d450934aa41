"""Facts of a good, read from JSON and written back: the vocabulary of ``facts``, strictly.

This is also the one place from which other rooms import what a fact is.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from regions.countries import CODES
from regions.item import (
    AgeRating,
    Binding,
    Buyer,
    Destination,
    Item,
    NetContent,
    PastPrice,
    ProductSafety,
    Seller,
    Special,
)
from regions.kinds import (
    DIGITAL,
    UNSHIPPED,
    AlcoholType,
    Beverage,
    BindingMode,
    BuyerKind,
    Condition,
    ContentUnit,
    Fulfilment,
    Kind,
    Packaging,
    RatingScheme,
    SchoolBudget,
    SchoolLevel,
    SpecialType,
    Voucher,
)
from regions.reading import (
    MOST_COPIES,
    BadInput,
    Fields,
    ascending,
    boolean,
    choice,
    day,
    decimal,
    entries,
    pattern,
    positive,
    refuse_unless,
    text,
    whole,
)

__all__ = [
    "DIGITAL",
    "FACTS",
    "UNSHIPPED",
    "AgeRating",
    "AlcoholType",
    "BadInput",
    "Binding",
    "BindingMode",
    "Buyer",
    "BuyerKind",
    "Condition",
    "ContentUnit",
    "Destination",
    "Fulfilment",
    "Item",
    "Kind",
    "NetContent",
    "PastPrice",
    "RatingScheme",
    "SchoolBudget",
    "SchoolLevel",
    "Seller",
    "Voucher",
    "country",
    "item_from_json",
    "item_to_json",
]

FLAGS: Final = (
    "comic", "dated_content", "adopted_schoolbook", "harmful_to_minors", "resale_contract",
    "sealed", "perishable", "near_expiry_marked", "personalised", "lecture_price",
    "reusable",
)  # fmt: skip
DAYS: Final = (
    "first_published", "edition_on", "imported_on", "reprinted_on", "last_supply_on", "offered_since",
)  # fmt: skip
PLAIN: Final = (
    "school_level", "alcohol_type", "packaging", "beverage", "deposit", "eco_fee", "hs_code", "voucher_kind",
    "weee_number",
)  # fmt: skip
FACTS: Final = frozenset(
    {
        "kind", "condition", "languages", "mainly_for_market", "school_level", "bindings", "age_rating",
        "alcohol_type", "deposit", "eco_fee", "net_content", "hs_code", "price_history", "voucher",
        "voucher_kind", "product_safety", "weee_number", "packaging", "beverage", "containers", *FLAGS, *DAYS,
    }
)  # fmt: skip

SPECIALS: Final = {
    SpecialType.SERIES: "skus",
    SpecialType.VOLUME: "copies",
    SpecialType.SUBSCRIPTION: "until",
}

language = pattern(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", 'a language tag such as "de"')
currency = pattern(r"[A-Z]{3}", 'a currency code such as "EUR"')
hs_code = pattern(r"\d{4}(\.?\d{2}){1,3}", 'six to ten digits such as "4901.99"')
_age = pattern(r"(\d|1[0-8])", '"0" to "18" or "UNRATED"')


def country(value: Any, path: str) -> str:
    """An ISO 3166-1 code of two capital letters."""
    if not isinstance(value, str) or value not in CODES:
        raise BadInput(path, 'expected a country code such as "DE"')
    return value


def item_from_json(value: Any, path: str = "facts") -> Item:
    """The item that a JSON object of facts describes. BadInput names the path of what can't be read."""
    fields = Fields(value, path, FACTS)
    plain: dict[str, Any] = {name: fields.read(name, day, None) for name in DAYS}
    plain.update((name, fields.read(name, boolean, False)) for name in FLAGS)
    item = Item(
        kind=fields.read("kind", choice(Kind)),
        condition=fields.read("condition", choice(Condition), Condition.NEW),
        languages=fields.items("languages", language),
        mainly_for_market=frozenset(fields.items("mainly_for_market", country)),
        **plain,
        school_level=fields.read("school_level", choice(SchoolLevel), None),
        bindings=fields.items("bindings", _binding),
        age_rating=fields.read("age_rating", _age_rating, None),
        alcohol_type=fields.read("alcohol_type", choice(AlcoholType), None),
        packaging=fields.read("packaging", choice(Packaging), None),
        beverage=fields.read("beverage", choice(Beverage), None),
        containers=fields.read("containers", whole(1, MOST_COPIES), 1),
        deposit=fields.read("deposit", decimal, None),
        eco_fee=fields.read("eco_fee", decimal, None),
        net_content=fields.read("net_content", _net_content, None),
        hs_code=fields.read("hs_code", hs_code, None),
        price_history=fields.read("price_history", _price_history, ()),
        voucher=fields.read("voucher", choice(Voucher), Voucher.MULTI_PURPOSE),
        voucher_kind=fields.read("voucher_kind", choice(Kind), None),
        product_safety=fields.read("product_safety", _product_safety, None),
        weee_number=fields.read("weee_number", text, None),
    )
    if item.kind is Kind.GIFT_CARD and item.voucher is Voucher.SINGLE_PURPOSE:
        refuse_unless(item.voucher_kind is not None, fields.at("voucher_kind"), "is required")
    return item


def _binding(value: Any, path: str) -> Binding:
    fields = Fields(value, path, Binding.__slots__)
    return Binding(
        territory=fields.read("territory", country),
        price=fields.read("price", decimal),
        currency=fields.read("currency", currency, None),
        valid_from=fields.read("valid_from", day, None),
        lifted_on=fields.read("lifted_on", day, None),
        mode=fields.read("mode", choice(BindingMode), None),
        special=fields.read("special", _special, None),
    )


def _special(value: Any, path: str) -> Special:
    """A special price's case; each type asks for its own field."""
    fields = Fields(value, path, ("type", *SPECIALS.values()))
    kind = fields.read("type", choice(SpecialType))
    for name in SPECIALS.values():
        told, meant = name in fields, name == SPECIALS[kind]
        refuse_unless(told == meant, fields.at(name), "is required" if meant else f"doesn't go with {kind}")
    return Special(
        kind,
        fields.items("skus", text),
        fields.read("copies", whole(2, MOST_COPIES), 1),
        fields.read("until", day, None),
    )


def _age_rating(value: Any, path: str) -> AgeRating:
    fields = Fields(value, path, ("scheme", "value"))
    age = fields.raw("value")
    if age != "UNRATED":
        age = _age(age, fields.at("value"))
    return AgeRating(fields.read("scheme", choice(RatingScheme)), None if age == "UNRATED" else int(age))


def _net_content(value: Any, path: str) -> NetContent:
    fields = Fields(value, path, ("value", "unit", "loose"))
    return NetContent(
        value=fields.read("value", positive),
        unit=fields.read("unit", choice(ContentUnit)),
        loose=fields.read("loose", boolean, False),
    )


def _product_safety(value: Any, path: str) -> ProductSafety:
    fields = Fields(value, path, ProductSafety.__slots__)
    return ProductSafety(
        manufacturer=fields.read("manufacturer", text),
        address=fields.read("address", text),
        contact=fields.read("contact", text),
        outside_union=fields.read("outside_union", boolean, False),
        responsible=fields.read("responsible", text, None),
    )


def _price_history(value: Any, path: str) -> tuple[PastPrice, ...]:
    history = entries(value, path, _past_price)
    ascending([past.since for past in history], path)
    return history


def _past_price(value: Any, path: str) -> PastPrice:
    fields = Fields(value, path, ("from", "price"))
    return PastPrice(fields.read("from", day), fields.read("price", decimal))


def item_to_json(item: Item) -> dict[str, Any]:
    """The facts as JSON: only what was told, readable again by ``item_from_json``."""
    told: dict[str, Any] = {"kind": item.kind.value}
    if item.condition is not Condition.NEW:
        told["condition"] = item.condition.value
    for name in (*DAYS, *FLAGS, *PLAIN):
        _tell(told, name, getattr(item, name))
    _tell(told, "containers", item.containers if item.containers > 1 else None)
    _tell(told, "languages", list(item.languages))
    _tell(told, "mainly_for_market", sorted(item.mainly_for_market))
    _tell(told, "bindings", [_told(binding) for binding in item.bindings])
    if item.age_rating:
        age = item.age_rating.age
        value = "UNRATED" if age is None else str(age)
        told["age_rating"] = {"scheme": item.age_rating.scheme.value, "value": value}
    if item.net_content:
        told["net_content"] = _told(item.net_content)
    if item.product_safety:
        told["product_safety"] = _told(item.product_safety)
    history = [{"from": past.since.isoformat(), "price": str(past.price)} for past in item.price_history]
    _tell(told, "price_history", history)
    if item.voucher is not Voucher.MULTI_PURPOSE:
        told["voucher"] = item.voucher.value
    return told


def _told(value: Binding | NetContent | ProductSafety) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in value.__slots__:
        _tell(told, name, getattr(value, name))
    return told


def _told_special(special: Special) -> dict[str, Any]:
    field = SPECIALS[special.type]
    told: dict[str, Any] = {"type": special.type.value}
    value = getattr(special, field)
    _tell(told, field, list(value) if isinstance(value, tuple) else value)
    return told


def _tell(told: dict[str, Any], name: str, value: Any) -> None:
    """Write a fact down unless it wasn't told."""
    if value is None or value is False or value == []:
        return
    if isinstance(value, date):
        value = value.isoformat()
    elif isinstance(value, Decimal):
        value = str(value)
    elif isinstance(value, StrEnum):
        value = value.value
    elif isinstance(value, Special):
        value = _told_special(value)
    told[name] = value
