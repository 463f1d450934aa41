"""The facts that rules need to know, and nothing else.

An ``Item`` is one good as the law sees it. Its vocabulary is the one of ``facts`` in the quote's question,
name for name; the catalogue keeps exactly this. Amounts are exact decimals in major units: in the currency of
the storefront, a binding's in its own.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regions.kinds import (
    AlcoholType,
    Beverage,
    BindingMode,
    BuyerKind,
    Condition,
    ContentUnit,
    Kind,
    Packaging,
    RatingScheme,
    SchoolBudget,
    SchoolLevel,
    SpecialType,
    Voucher,
)


@dataclass(frozen=True, slots=True)
class Special:
    """When a special price holds (BuchPrG § 5 (4)): in an order of the whole series, from so many copies on,
    or until the last day of a subscription.
    """

    type: SpecialType
    skus: tuple[str, ...] = ()
    copies: int = 1
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """A price that a publisher or importer published for one territory, tax included.

    ``special``: it holds in that case only, and then in place of the ordinary price.
    """

    territory: str
    price: Decimal
    currency: str | None = None
    valid_from: date | None = None
    lifted_on: date | None = None
    mode: BindingMode | None = None
    special: Special | None = None


@dataclass(frozen=True, slots=True)
class AgeRating:
    """A film's or game's rating: the scheme, and an age in years (None: unrated)."""

    scheme: RatingScheme
    age: int | None


@dataclass(frozen=True, slots=True)
class NetContent:
    """How much is in the package; ``loose`` if it is sold by weight without one."""

    value: Decimal
    unit: ContentUnit
    loose: bool = False


@dataclass(frozen=True, slots=True)
class ProductSafety:
    """Who answers for a product's safety: its maker with address and electronic address, and somebody in the
    Union (``responsible``) if the maker is ``outside_union``.
    """

    manufacturer: str
    address: str
    contact: str
    outside_union: bool = False
    responsible: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether somebody in the Union answers for it."""
        return not self.outside_union or self.responsible is not None


@dataclass(frozen=True, slots=True)
class PastPrice:
    """A price and the day since which it was asked."""

    since: date
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One good: everything that any rule may ask about it.

    ``containers`` are the cans or bottles of one sold unit, among which its net content is divided.
    """

    kind: Kind
    condition: Condition = Condition.NEW
    languages: tuple[str, ...] = ()
    mainly_for_market: frozenset[str] = frozenset()
    first_published: date | None = None
    edition_on: date | None = None
    imported_on: date | None = None
    reprinted_on: date | None = None
    last_supply_on: date | None = None
    offered_since: date | None = None
    comic: bool = False
    dated_content: bool = False
    adopted_schoolbook: bool = False
    harmful_to_minors: bool = False
    resale_contract: bool = False
    sealed: bool = False
    perishable: bool = False
    near_expiry_marked: bool = False
    personalised: bool = False
    lecture_price: bool = False
    school_level: SchoolLevel | None = None
    bindings: tuple[Binding, ...] = ()
    age_rating: AgeRating | None = None
    alcohol_type: AlcoholType | None = None
    packaging: Packaging | None = None
    beverage: Beverage | None = None
    reusable: bool = False
    containers: int = 1
    deposit: Decimal | None = None
    eco_fee: Decimal | None = None
    net_content: NetContent | None = None
    hs_code: str | None = None
    price_history: tuple[PastPrice, ...] = ()
    voucher: Voucher = Voucher.MULTI_PURPOSE
    voucher_kind: Kind | None = None
    product_safety: ProductSafety | None = None
    weee_number: str | None = None

    @property
    def edition(self) -> date | None:
        """When this edition came out: its own day, or that of the first one."""
        return self.edition_on or self.first_published

    @property
    def taxed_as(self) -> Kind:
        """The kind whose tax it bears: a single-purpose voucher's is that of the goods it stands for."""
        return self.voucher_kind or self.kind if self.kind is Kind.GIFT_CARD else self.kind

    @property
    def is_untaxed_voucher(self) -> bool:
        """A multi-purpose voucher: taxed when it is redeemed, not when it is sold."""
        return self.kind is Kind.GIFT_CARD and self.voucher is Voucher.MULTI_PURPOSE


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the goods go. ``subdivision`` is the part of ISO 3166-2 after the country: ``TX``."""

    country: str
    subdivision: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys. ``age`` in years, None if unknown; ``age_verified`` is the check at the order."""

    kind: BuyerKind = BuyerKind.CONSUMER
    age: int | None = None
    age_verified: bool = False
    budget: SchoolBudget = SchoolBudget.PUBLIC


@dataclass(frozen=True, slots=True)
class Seller:
    """Where the seller is established, and where else it is registered for tax (countries, OSS, IOSS)."""

    country: str
    registrations: frozenset[str] = frozenset()
