"""The law book: what things cost, and why. Pure; no database, network, clock or framework.

``__all__`` is the surface that a region of another distribution is written with (docs/plug-in.md). ``API`` is
its version: it grows by one when a name goes or changes its meaning. Everything else is the law book's own;
``regions.lawbook`` reads the installed markets, ``regions.engine`` quotes.
"""

from regions import eu, eu_consumer
from regions.ages import at_least, more_than
from regions.alternatives import Alternative
from regions.charges import Charge, ChargePart, DeliveryFloor, Order
from regions.claims import Rank, Rule
from regions.dates import Span, span
from regions.deposits import Deposit, deposit_rule
from regions.item import Binding, Buyer, Destination, Item, Seller
from regions.kinds import (
    DIGITAL,
    AlcoholType,
    Beverage,
    BuyerKind,
    Condition,
    Fulfilment,
    Kind,
    Packaging,
    RatingScheme,
    SchoolLevel,
)
from regions.money import Money, eur, money
from regions.policy import (
    Basis,
    DeliveryMethod,
    Event,
    Imprint,
    Offer,
    Rounding,
    RoundingMode,
    ShippingSplit,
    Tariff,
    TaxPolicy,
)
from regions.pricelaw import (
    EXACT,
    Concession,
    Due,
    Freedom,
    PriceLaw,
    Sale,
    Share,
    during,
    in_condition,
    sold_to,
    written_in,
)
from regions.promise import Carrier
from regions.rates import Rate, Steps, percent, rate, then
from regions.reference import PriorPriceLaw
from regions.region import Contact, Law, Storefront
from regions.restrictions import AlcoholAges, Ban, GiftLaw, RatingLaw
from regions.rights import (
    EU_EXEMPTIONS,
    Exemption,
    NoReturn,
    Prolongation,
    Rights,
    Use,
    Withdrawal,
    WithdrawalFunction,
)
from regions.sales import SalesPeriod
from regions.taxes import FOODS, Special, TaxTable, Territory, sales_tax, vat
from regions.ways import express, locker
from regions.words import N_

API = 1

__all__ = [
    "API",
    "DIGITAL",
    "EU_EXEMPTIONS",
    "EXACT",
    "FOODS",
    "N_",
    "AlcoholAges",
    "AlcoholType",
    "Alternative",
    "Ban",
    "Basis",
    "Beverage",
    "Binding",
    "Buyer",
    "BuyerKind",
    "Carrier",
    "Charge",
    "ChargePart",
    "Concession",
    "Condition",
    "Contact",
    "DeliveryFloor",
    "DeliveryMethod",
    "Deposit",
    "Destination",
    "Due",
    "Event",
    "Exemption",
    "Freedom",
    "Fulfilment",
    "GiftLaw",
    "Imprint",
    "Item",
    "Kind",
    "Law",
    "Money",
    "NoReturn",
    "Offer",
    "Order",
    "Packaging",
    "PriceLaw",
    "PriorPriceLaw",
    "Prolongation",
    "Rank",
    "Rate",
    "RatingLaw",
    "RatingScheme",
    "Rights",
    "Rounding",
    "RoundingMode",
    "Rule",
    "Sale",
    "SalesPeriod",
    "SchoolLevel",
    "Seller",
    "Share",
    "ShippingSplit",
    "Span",
    "Special",
    "Steps",
    "Storefront",
    "Tariff",
    "TaxPolicy",
    "TaxTable",
    "Territory",
    "Use",
    "Withdrawal",
    "WithdrawalFunction",
    "at_least",
    "deposit_rule",
    "during",
    "eu",
    "eu_consumer",
    "eur",
    "express",
    "in_condition",
    "locker",
    "money",
    "more_than",
    "percent",
    "rate",
    "sales_tax",
    "sold_to",
    "span",
    "then",
    "vat",
    "written_in",
]
