"""Reading the terms of a sale from JSON: the merchant's policy, promotions and tenders, strictly.

Amounts become minor units of the storefront's currency; one with more decimals than that has is refused.
"""

from collections.abc import Callable, Collection
from datetime import time
from decimal import Decimal
from typing import Any

from regions.case import REST, Bundle, Promotion, Tender, TenderType
from regions.facts import country
from regions.kinds import Fulfilment, Kind
from regions.money import Money, from_decimal
from regions.policy import (
    STANDARD_CODE,
    Basis,
    Check,
    CrossBorder,
    DeliveryMethod,
    Event,
    Goodwill,
    Imprint,
    Offer,
    Policy,
    Rounding,
    RoundingMode,
    SalesTax,
    ShippingSplit,
    Shown,
    Tariff,
    TaxPolicy,
)
from regions.promise import STANDARD, Carrier, Days
from regions.rates import of
from regions.reading import (
    MOST_COPIES,
    BadInput,
    Fields,
    boolean,
    choice,
    decimal,
    entries,
    pattern,
    percentage,
    refuse_unless,
    text,
    whole,
)

BENEFITS = ("percent", "amount", "free_shipping", "bundle", "gift", "reward", "buy")
QUOTED = frozenset({"shipping", "tax", "authorised_events", "flags", "checks"})
STORED = QUOTED | {"delivery", "returns", "imprint"}
"""What a shop keeps as its policy: a quote's question has no ways to choose from."""
PROMOTION = frozenset({"code", "kinds", "skus", "min_basket", "pay", *BENEFITS})
CARRIER = ("cut_off", "handling", "home", "near", "far")
CODE = pattern(r"[a-z][a-z0-9-]{0,31}", 'a code such as "express"')
CLOCK = pattern(r"([01]\d|2[0-3]):(00|15|30|45)", 'a time on a quarter of an hour, such as "16:00"')
LONGEST_WAY = 60
"""Working days."""
LONGEST_GOODWILL = 3650
MOST_ADDRESS_LINES = 6
# What a tender is worth to the seller if nobody tells: bought cards and goods taken in are money received.
USUALLY_PAID_FOR = frozenset({TenderType.GIFT_CARD, TenderType.TRADE_IN})


def minor_in(currency: str) -> Callable[[Any, str], int]:
    """A reader of decimal strings as minor units of a currency."""

    def reader(value: Any, path: str) -> int:
        return to_minor(decimal(value, path), currency, path)

    return reader


def to_minor(amount: Decimal, currency: str, path: str) -> int:
    """Minor units of an amount; BadInput if it has more decimals than the currency."""
    try:
        return from_decimal(amount, currency)
    except ValueError as error:
        raise BadInput(path, str(error)) from None


def money_in(currency: str) -> Callable[[Any, str], Money]:
    """A reader of decimal strings as money of a currency."""
    minor = minor_in(currency)
    return lambda value, path: Money(minor(value, path), currency)


def read_policy(
    value: Any, path: str, currency: str, flags: Collection[str], vocabulary: Collection[str] = QUOTED
) -> Policy:
    """A merchant's policy. ``flags`` are those that some region publishes; others are refused."""
    fields = Fields(value, path, vocabulary)
    return Policy(
        shipping=fields.read("shipping", lambda told, at: read_tariff(told, at, currency), None),
        delivery=fields.read("delivery", lambda told, at: _ways(told, at, currency), None),
        returns=fields.read("returns", _goodwill, None),
        imprint=fields.read("imprint", _imprint, None),
        tax=fields.read("tax", _tax_policy, TaxPolicy()),
        authorised_events=frozenset(fields.items("authorised_events", choice(Event))),
        flags=fields.read("flags", lambda told, at: _flags(told, at, flags), {}),
        checks=frozenset(fields.items("checks", choice(Check))),
    )


def read_tariff(value: Any, path: str, currency: str) -> Tariff:
    """A tariff as a whole: what is left out is a fee of nothing, no threshold, no kinds and no maximum.

    Told by offers alone, the first of them is the tariff's own.
    """
    fields = Fields(value, path, ("fee", "free_from", "basis", "free_with_kinds", "offers", "max_fee"))
    money = money_in(currency)
    offers = fields.items("offers", lambda told, at: _offer(told, at, currency))
    own = Offer(fields.read("fee", money, Money(0, currency)), fields.read("free_from", money, None))
    if offers and "fee" not in fields and "free_from" not in fields:
        own, offers = offers[0], offers[1:]
    return Tariff(
        fee=own.fee,
        free_from=own.free_from,
        basis=fields.read("basis", choice(Basis), Basis.AFTER_DISCOUNTS),
        free_with_kinds=frozenset(fields.items("free_with_kinds", choice(Kind))),
        offers=offers,
        max_fee=fields.read("max_fee", money, None),
    )


def _ways(value: Any, path: str, currency: str) -> tuple[DeliveryMethod, ...]:
    """The ways of delivery beside the standard one, each with a code of its own."""
    ways = entries(value, path, lambda told, at: _way(told, at, currency))
    codes = [STANDARD_CODE, *(way.code for way in ways)]
    refuse_unless(len(set(codes)) == len(codes), path, "each way needs a code of its own")
    return ways


def _way(value: Any, path: str, currency: str) -> DeliveryMethod:
    fields = Fields(value, path, ("code", "names", "tariff", "fulfilment", "countries", *CARRIER))
    names = fields.read("names", _names)
    return DeliveryMethod(
        code=fields.read("code", CODE),
        name=next(iter(names.values())),
        names=names,
        tariff=fields.read("tariff", lambda told, at: read_tariff(told, at, currency)),
        carrier=Carrier(
            cut_off=fields.read("cut_off", _quarter, STANDARD.cut_off),
            handling=fields.read("handling", whole(0, LONGEST_WAY), STANDARD.handling),
            home=fields.read("home", _days, STANDARD.home),
            near=fields.read("near", _days, STANDARD.near),
            far=fields.read("far", _days, STANDARD.far),
        ),
        fulfilment=fields.read("fulfilment", choice(Fulfilment), Fulfilment.SHIP),
        countries=frozenset(fields.items("countries", country)),
    )


def _names(value: Any, path: str) -> dict[str, str]:
    """What a way is called, by language; the first one serves where none fits."""
    refuse_unless(isinstance(value, dict) and bool(value), path, "expected names by language")
    return {tag: text(name, f"{path}.{tag}") for tag, name in value.items()}


def _quarter(value: Any, path: str) -> time:
    """A time of day on a quarter of an hour: answers are kept until the next one."""
    told = CLOCK(value, path)
    return time(int(told[:2]), int(told[3:]))


def _days(value: Any, path: str) -> Days:
    """The fewest and the most working days on the way."""
    told = entries(value, path, whole(0, LONGEST_WAY))
    refuse_unless(len(told) == 2 and told[0] <= told[1], path, "expected the fewest and the most days")
    return told[0], told[1]


def _goodwill(value: Any, path: str) -> Goodwill:
    fields = Fields(value, path, ("days", "digital_days"))
    days = whole(0, LONGEST_GOODWILL)
    return Goodwill(fields.read("days", days, 0), fields.read("digital_days", days, 0))


def _imprint(value: Any, path: str) -> Imprint:
    fields = Fields(value, path, ("name", "address", "tax_number", "register"))
    address = fields.items("address", text)
    refuse_unless(0 < len(address) <= MOST_ADDRESS_LINES, fields.at("address"), "has 1 to 6 lines")
    return Imprint(
        fields.read("name", text),
        address,
        fields.read("tax_number", text, None),
        fields.read("register", text, None),
    )


def _offer(value: Any, path: str, currency: str) -> Offer:
    fields = Fields(value, path, ("fee", "free_from"))
    money = money_in(currency)
    return Offer(fields.read("fee", money, Money(0, currency)), fields.read("free_from", money, None))


def _tax_policy(value: Any, path: str) -> TaxPolicy:
    names = ("prices", "shipping_split", "rounding", "mode", "cross_border", "sales_tax")
    fields = Fields(value, path, names)
    return TaxPolicy(
        prices=fields.read("prices", choice(Shown), None),
        shipping_split=fields.read("shipping_split", choice(ShippingSplit), None),
        rounding=fields.read("rounding", choice(Rounding), None),
        mode=fields.read("mode", choice(RoundingMode), None),
        cross_border=fields.read("cross_border", choice(CrossBorder), None),
        sales_tax=fields.read("sales_tax", _sales_tax, None),
    )


def _sales_tax(value: Any, path: str) -> SalesTax:
    fields = Fields(value, path, ("rate", "shipping_taxable"))
    rate = fields.read("rate", decimal)
    refuse_unless(rate <= 1, fields.at("rate"), 'is a share such as "0.0825", at most 1')
    return SalesTax(of(rate), fields.read("shipping_taxable", boolean, True))


def _flags(value: Any, path: str, known: Collection[str]) -> dict[str, bool]:
    fields = Fields(value, path, known)
    return {name: fields.read(name, boolean) for name in value if name in fields}


def read_promotion(value: Any, path: str, currency: str) -> Promotion:
    """A promotion with exactly one benefit."""
    fields = Fields(value, path, PROMOTION)
    minor = minor_in(currency)
    told = [name for name in BENEFITS if name in fields and fields.raw(name) is not False]
    refuse_unless(len(told) == 1, path, f"must have exactly one of {', '.join(BENEFITS)}")
    percent = fields.read("percent", percentage, None)
    buy = fields.read("buy", whole(2, MOST_COPIES), None)
    return Promotion(
        code=fields.read("code", text),
        percent=None if percent is None else of(percent / 100),
        amount=fields.read("amount", minor, None),
        free_shipping=fields.read("free_shipping", boolean, False),
        bundle=fields.read("bundle", lambda bundle, at: _bundle(bundle, at, currency), None),
        gift=fields.read("gift", lambda gift, at: _value(gift, at, currency), None),
        reward=fields.read("reward", lambda reward, at: _value(reward, at, currency), None),
        buy=buy,
        pay=fields.read("pay", whole(0, buy - 1)) if buy is not None else _no_pay(fields),
        kinds=frozenset(fields.items("kinds", choice(Kind))),
        skus=frozenset(fields.items("skus", text)),
        min_basket=fields.read("min_basket", minor, None),
    )


def _no_pay(fields: Fields) -> None:
    refuse_unless("pay" not in fields, fields.at("pay"), 'goes with "buy"')


def _value(value: Any, path: str, currency: str) -> int:
    fields = Fields(value, path, ("value",))
    return fields.read("value", minor_in(currency))


def _bundle(value: Any, path: str, currency: str) -> Bundle:
    fields = Fields(value, path, ("skus", "price"))
    skus = fields.items("skus", text)
    refuse_unless(len(skus) > 1, fields.at("skus"), "a bundle needs two goods at least")
    return Bundle(skus, fields.read("price", minor_in(currency)))


def read_tenders(fields: Fields, currency: str) -> tuple[Tender, ...]:
    """The means of payment in the order of their use; how the rest is paid comes last, if it is told."""
    tenders = fields.items("tenders", lambda value, path: _tender(value, path, currency))
    for at, tender in enumerate(tenders[:-1]):
        path = f"{fields.at('tenders')}[{at}]"
        refuse_unless(tender.type not in REST, path, f"{tender.type} pays the rest and comes last, once")
    return tenders


def _tender(value: Any, path: str, currency: str) -> Tender:
    fields = Fields(value, path, ("type", "amount", "consideration_received"))
    kind = fields.read("type", choice(TenderType))
    if kind in REST:
        for name in ("amount", "consideration_received"):
            refuse_unless(name not in fields, fields.at(name), f"{kind} pays the rest, whatever it is")
        return Tender(kind)
    paid_for = fields.read("consideration_received", boolean, kind in USUALLY_PAID_FOR)
    return Tender(kind, fields.read("amount", minor_in(currency)), paid_for)
