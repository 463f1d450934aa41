"""A question to the law book, read and checked: what is sold to whom, where, when, and on which terms.

Amounts are minor units of the storefront's currency.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from regions.item import Buyer, Destination, Item, Seller
from regions.kinds import Fulfilment, Kind
from regions.policy import Policy
from regions.rates import Rate
from regions.region import Storefront


class TenderType(StrEnum):
    """What is paid with. CASH and CARD pay the rest."""

    GIFT_CARD = "GIFT_CARD"
    CREDIT = "CREDIT"
    TRADE_IN = "TRADE_IN"
    THIRD_PARTY = "THIRD_PARTY"
    CASH = "CASH"
    CARD = "CARD"


REST = frozenset({TenderType.CASH, TenderType.CARD})


@dataclass(frozen=True, slots=True)
class Line:
    """Some copies of one good. ``price`` is the merchant's wish for one, as the storefront shows prices."""

    sku: str
    quantity: int
    price: int
    item: Item


@dataclass(frozen=True, slots=True)
class Bundle:
    """Goods that cost a price of their own if they are bought together, one of each."""

    skus: tuple[str, ...]
    price: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """A public promotion with exactly one benefit, and what it is aimed at. Rates are shares: 10 % is 1/10.

    ``gift`` is the value of a thing given away, ``reward`` that of a voucher for a later purchase.
    """

    code: str
    percent: Rate | None = None
    amount: int | None = None
    free_shipping: bool = False
    bundle: Bundle | None = None
    gift: int | None = None
    reward: int | None = None
    buy: int | None = None
    pay: int | None = None
    kinds: frozenset[Kind] = frozenset()
    skus: frozenset[str] = frozenset()
    min_basket: int | None = None

    def aims_at(self, sku: str, kind: Kind) -> bool:
        """Whether a good is among those that the promotion is for."""
        return (not self.kinds or kind in self.kinds) and (not self.skus or sku in self.skus)


@dataclass(frozen=True, slots=True)
class Tender:
    """A means of payment. ``paid_for`` says whether the seller received consideration for it."""

    type: TenderType
    amount: int = 0
    paid_for: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question. ``exchange_rates`` tell how much of a currency one unit of the storefront's buys.

    ``order_button``: the words on the button with which the order was placed, if they are to be checked.
    """

    storefront: Storefront
    placed_at: date | datetime
    destination: Destination
    seller: Seller
    dispatch_from: str
    lines: tuple[Line, ...]
    fulfilment: Fulfilment = Fulfilment.SHIP
    buyer: Buyer = field(default_factory=Buyer)
    promotions: tuple[Promotion, ...] = ()
    policy: Policy = field(default_factory=Policy)
    tenders: tuple[Tender, ...] = ()
    exchange_rates: Mapping[str, Decimal] = field(default_factory=dict)
    age_check_at_door: bool = False
    language: str = ""
    order_button: str | None = None
