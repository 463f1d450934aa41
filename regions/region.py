"""What a region is: two frozen values of facts and answers.

``Law`` follows the destination: wherever the seller sits, goods sent to Vienna are under Austrian law.
``Storefront`` is the default policy of one shop: currency, languages, tariff, contact. Two storefronts may
share a country, and a law needs no storefront.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from regions.alternatives import Alternative
from regions.charges import Charge, DeliveryFloor
from regions.claims import Rule
from regions.deposits import Deposit
from regions.item import Destination
from regions.policy import (
    DeliveryMethod,
    Goodwill,
    Imprint,
    Rounding,
    RoundingMode,
    ShippingSplit,
    Tariff,
    TaxPolicy,
)
from regions.pricelaw import PriceLaw
from regions.rates import Steps
from regions.reference import PriorPriceLaw
from regions.restrictions import AlcoholAges, Ban, DataDuty, GiftLaw, RatingLaw
from regions.rights import Rights
from regions.sales import SalesPeriod
from regions.taxes import TaxTable, Territory

EXACT_CASH: Steps[int] = Steps((1,))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Law:
    """What holds for goods that are sent to a country. Every rule has a code, a basis and a span of days.

    ``timezones`` are those of subdivisions (their largest city); ``states`` are the tax tables of a country
    whose subdivisions tax for themselves. ``cash_steps`` are minor units of the law's currency. ``deposits``
    are looked through in their order.
    ``third_party``: nobody else may pay part of a bound price; ``bait``: bound goods may not draw buyers to
    goods of another nature. ``shipping_splits`` and ``roundings`` are the lawful readings, the default first;
    ``reward_percent``: what a voucher for a later purchase may be worth beyond the room that a discount has,
    where the alternative ``reward_flag`` is on.
    """

    country: str
    currency: str
    timezone: str
    timezones: Mapping[str, str] = field(default_factory=dict)
    tax: TaxTable
    tax_rule: Rule
    states: Mapping[str, TaxTable] = field(default_factory=dict)
    territories: tuple[Territory, ...] = ()
    prices: tuple[PriceLaw, ...] = ()
    delivery: tuple[DeliveryFloor, ...] = ()
    charges: tuple[Charge, ...] = ()
    deposits: tuple[Deposit, ...] = ()
    alcohol: AlcoholAges | None = None
    ratings: RatingLaw | None = None
    bans: tuple[Ban, ...] = ()
    data_duties: tuple[DataDuty, ...] = ()
    gifts: GiftLaw | None = None
    reward_percent: int = 0
    reward_flag: str | None = None
    third_party: Rule | None = None
    bait: Rule | None = None
    prior_price: PriorPriceLaw | None = None
    unit_prices: bool = False
    cash_steps: Steps[int] = EXACT_CASH
    shipping_splits: tuple[ShippingSplit, ...] = (ShippingSplit.GROSS, ShippingSplit.NET)
    roundings: tuple[Rounding, ...] = (Rounding.RATE_GROUP, Rounding.LINE)
    rounding_mode: RoundingMode = RoundingMode.HALF_UP
    alternatives: tuple[Alternative, ...] = ()
    tax_note: Mapping[str, str] = field(default_factory=dict)
    rights: Rights = field(default_factory=Rights)
    sales_periods: Callable[[int], tuple[SalesPeriod, ...]] | None = None
    export: bool = False

    @property
    def tax_tables(self) -> tuple[TaxTable, ...]:
        """Its own table, those of its states, and those of its territories."""
        parts = (part.tax for part in self.territories if part.tax is not None)
        return (self.tax, *self.states.values(), *parts)

    def timezone_of(self, destination: Destination) -> str:
        """The zone whose calendar day decides what is in force."""
        territory = self.territory_of(destination)
        if territory is not None and territory.timezone is not None:
            return territory.timezone
        return self.timezones.get(destination.subdivision or "", self.timezone)

    def territory_of(self, destination: Destination) -> Territory | None:
        """The part of the country with rules of its own in which a place lies."""
        for territory in self.territories:
            if territory.has(destination.subdivision, destination.postcode):
                return territory
        return None


@lru_cache(maxsize=256)
def default_rates(law: Law) -> frozenset[str]:
    """The flags about rates that are on by default."""
    return frozenset(choice.flag for choice in rate_choices(law) if choice.default)


@lru_cache(maxsize=256)
def rate_choices(law: Law) -> tuple[Alternative, ...]:
    """The alternatives of a law that are about rates of tax."""
    flags = {flag for table in law.tax_tables for flag in table.choices}
    return tuple(choice for choice in law.alternatives if choice.flag in flags)


@dataclass(frozen=True, slots=True)
class Contact:
    """How a shopper reaches the shop: a local number without surcharge, hours in local time, and mail."""

    phone: str
    hours: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Storefront:
    """One shop: what its merchant starts from. ``name`` is a message id; the first language the default.

    ``shipping`` is the tariff of the standard delivery, ``delivery`` are the ways offered beside it;
    ``returns`` is what the shop takes back of its own accord, ``imprint`` who sells.
    """

    code: str
    name: str
    country: str
    currency: str
    languages: tuple[str, ...]
    prices_include_tax: bool
    shipping: Tariff
    contact: Contact
    delivers_to: tuple[str, ...]
    taxes: TaxPolicy = field(default_factory=TaxPolicy)
    delivery: tuple[DeliveryMethod, ...] = ()
    returns: Goodwill = field(default_factory=Goodwill)
    imprint: Imprint | None = None
