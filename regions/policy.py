"""The merchant's policy: what the law leaves to the shop, from tariffs to the way in which tax is rounded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from regions.kinds import Fulfilment, Kind
from regions.money import Money
from regions.promise import STANDARD, Carrier
from regions.rates import Rate

STANDARD_CODE = "standard"
"""The way of delivery that every shop has."""


class Basis(StrEnum):
    """On which value of the goods a threshold is counted."""

    AFTER_DISCOUNTS = "AFTER_DISCOUNTS"
    BEFORE_DISCOUNTS = "BEFORE_DISCOUNTS"


class Shown(StrEnum):
    """Whether prices are shown with tax (GROSS) or without (NET)."""

    GROSS = "GROSS"
    NET = "NET"


class ShippingSplit(StrEnum):
    """The key by which the delivery fee is divided among tax rates."""

    GROSS = "GROSS"
    NET = "NET"
    STANDARD_RATE = "STANDARD_RATE"


class Rounding(StrEnum):
    """Where tax is rounded: once for each rate, or on each line."""

    RATE_GROUP = "RATE_GROUP"
    LINE = "LINE"


class RoundingMode(StrEnum):
    """How tax is rounded."""

    HALF_UP = "HALF_UP"
    DOWN = "DOWN"


class CrossBorder(StrEnum):
    """What stays when the tax inside a price changes at a border: the shown price, or the net one."""

    GROSS_KEPT = "GROSS_KEPT"
    NET_KEPT = "NET_KEPT"


class Event(StrEnum):
    """Occasions on which some price laws give more room, if the shop is entitled to them."""

    BOOK_DAY = "BOOK_DAY"
    BOOK_FAIR = "BOOK_FAIR"
    PUBLISHER_PROMOTION = "PUBLISHER_PROMOTION"
    SHOP_PROMOTION = "SHOP_PROMOTION"
    SALE_PERIOD = "SALE_PERIOD"
    CLOSING_DOWN = "CLOSING_DOWN"
    CLEARANCE = "CLEARANCE"
    LOYALTY_YEAR = "LOYALTY_YEAR"


class Check(StrEnum):
    """Data that the law asks a shop to have before it sells, and that a policy has orders checked for."""

    PRODUCT_SAFETY = "PRODUCT_SAFETY"
    PRODUCER_REGISTRATION = "PRODUCER_REGISTRATION"


@dataclass(frozen=True, slots=True)
class Offer:
    """A delivery fee, and the value of goods from which (inclusive) it is waived."""

    fee: Money
    free_from: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What a shop asks for delivery. Of several offers the customer's best one counts."""

    fee: Money
    free_from: Money | None = None
    basis: Basis = Basis.AFTER_DISCOUNTS
    free_with_kinds: frozenset[Kind] = frozenset()
    offers: tuple[Offer, ...] = ()
    max_fee: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMethod:
    """A way of delivery beside the standard one: its own tariff, carrier and hand-over.

    ``name`` is a message id; ``names`` are the merchant's own words by language, which come first.
    ``countries`` are those that it serves; none: all that the shop delivers to.
    """

    code: str
    name: str
    tariff: Tariff
    carrier: Carrier = STANDARD
    fulfilment: Fulfilment = Fulfilment.SHIP
    names: Mapping[str, str] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()

    def serves(self, country: str) -> bool:
        """Whether it can be chosen for goods that go there."""
        return not self.countries or country in self.countries


@dataclass(frozen=True, slots=True)
class Goodwill:
    """For how many days after the receipt a shop takes goods back, whatever the law asks for; 0: it doesn't.

    The buyer gets back what the goods cost. Downloads have days of their own.
    """

    days: int = 30
    digital_days: int = 7


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who sells, as invoices say it: name, address, number for taxes, and a register if there is one."""

    name: str
    address: tuple[str, ...]
    tax_number: str | None = None
    register: str | None = None


@dataclass(frozen=True, slots=True)
class SalesTax:
    """A sales tax rate as a tax provider would tell it, in place of the built-in tables."""

    rate: Rate
    shipping_taxable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxPolicy:
    """The shop's choices about tax; None leaves the choice to the region."""

    prices: Shown | None = None
    shipping_split: ShippingSplit | None = None
    rounding: Rounding | None = None
    mode: RoundingMode | None = None
    cross_border: CrossBorder | None = None
    sales_tax: SalesTax | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a shop overlays on its storefront.

    ``flags`` choose among the lawful alternatives of a region; goods that lack what ``checks`` ask for aren't
    sold.
    """

    shipping: Tariff | None = None
    delivery: tuple[DeliveryMethod, ...] | None = None
    returns: Goodwill | None = None
    imprint: Imprint | None = None
    tax: TaxPolicy = field(default_factory=TaxPolicy)
    authorised_events: frozenset[Event] = frozenset()
    flags: Mapping[str, bool] = field(default_factory=dict)
    checks: frozenset[Check] = frozenset()
