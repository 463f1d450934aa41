"""Reading the terms of a sale from JSON: the merchant's policy, promotions and tenders, strictly.

Amounts become minor units of the storefront's currency; one with more decimals than that has is refused.
"""

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from regions.case import REST, Bundle, Promotion, Tender, TenderType
from regions.kinds import Kind
from regions.money import Money, from_decimal
from regions.policy import (
    Basis,
    CrossBorder,
    Event,
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
from regions.rates import of
from regions.reading import (
    BadInput,
    Fields,
    boolean,
    choice,
    decimal,
    percentage,
    refuse_unless,
    text,
    whole,
)

BENEFITS = ("percent", "amount", "free_shipping", "bundle", "gift", "reward", "buy")
PROMOTION = frozenset({"code", "kinds", "skus", "min_basket", "pay", *BENEFITS})
MOST_COPIES = 1_000_000
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


def read_policy(value: Any, path: str, currency: str, flags: Collection[str]) -> Policy:
    """A merchant's policy. ``flags`` are those that some region publishes; others are refused."""
    fields = Fields(value, path, ("shipping", "tax", "authorised_events", "flags"))
    return Policy(
        shipping=fields.read("shipping", lambda told, at: read_tariff(told, at, currency), None),
        tax=fields.read("tax", _tax_policy, TaxPolicy()),
        authorised_events=frozenset(fields.items("authorised_events", choice(Event))),
        flags=fields.read("flags", lambda told, at: _flags(told, at, flags), {}),
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
