"""The United States: no federal sales tax; states tax for themselves, and prices are shown without.

Sales tax   Built-in tables for some states, state and usual local part together, as a stand-in for a tax
            provider (policy.tax.sales_tax): TX 8.25, CA 7.25 (a carrier's delivery is exempt), MN 6.875,
            CO 2.9, NY 4 and New York City 8.875; none in OR, MT, NH, DE; local ones only in AK
Fees        Minn. Stat. 168E (0.50 from 100 dollars); C.R.S. 43-4-218 (0.28); both spare small sellers
Alcohol     23 U.S.C. 158: 21
"""

from collections.abc import Sequence

from regions.alternatives import Alternative
from regions.charges import Charge, ChargePart, Order
from regions.claims import Rule
from regions.dates import span
from regions.item import Item
from regions.kinds import DIGITAL, AlcoholType, Fulfilment, Kind
from regions.money import money
from regions.policy import Imprint, Tariff
from regions.rates import rate
from regions.region import Contact, Law, Storefront
from regions.restrictions import AlcoholAges
from regions.taxes import FOODS, Special, TaxTable, Territory, sales_tax
from regions.ways import express
from regions.words import N_

CLOTHING = frozenset({Kind.CLOTHING, Kind.CHILDREN_CLOTHING})
NOTHING = rate("0")
ZONES = {
    "America/Anchorage": "AK",
    "America/Boise": "ID",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO MT NM UT WY",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Phoenix": "AZ",
    "Pacific/Honolulu": "HI",
}

MN_FEE = Rule(
    code="MN_DELIVERY_FEE",
    title=N_("Road Improvement and Food Delivery Fee"),
    explanation=N_("Minnesota asks for a fee on retail deliveries of 100 dollars and more."),
    legal_basis="Minn. Stat. 168E",
    span=span("2024-07-01"),
)
CO_FEE = Rule(
    code="CO_DELIVERY_FEE",
    title=N_("Retail Delivery Fee"),
    explanation=N_("Colorado asks for a fee on each retail delivery with a taxable good."),
    legal_basis="C.R.S. 43-4-218",
    span=span("2022-07-01"),
)
MN_FROM = money(100, "USD").minor
CLOTHING_LIMIT = money(110, "USD").minor


def cheap(_item: Item, price: int) -> bool:
    """Clothing that costs less than 110 dollars apiece, free of tax in New York."""
    return price < CLOTHING_LIMIT


def new_york(percentage: str) -> TaxTable:
    """New York's table with one combined rate."""
    return sales_tax(
        rate(percentage),
        FOODS | {Kind.EBOOK, Kind.AUDIOBOOK_DOWNLOAD},
        specials=(Special(cheap, (("SALES_TAX", NOTHING),), CLOTHING),),
        legal_basis="N.Y. Tax Law 1105, 1115",
    )


def is_sold_there(order: Order, state: str, flag: str) -> bool:
    """Whether a fee of this state concerns the order: a delivery by a seller with business in the country."""
    at_home = order.seller.country == "US" or "US" in order.seller.registrations
    delivered = order.fulfilment in (Fulfilment.SHIP, Fulfilment.LOCKER)
    return at_home and delivered and order.destination.subdivision == state and order.flags[flag]


def minnesota_fee(order: Order) -> Sequence[ChargePart]:
    """Fifty cents, once, from 100 dollars of taxable goods and clothing on."""
    if not is_sold_there(order, "MN", "us_mn_delivery_fee"):
        return ()
    counted = [
        line.total for line in order.lines if line.shipped and (line.taxed or line.item.kind in CLOTHING)
    ]
    return (ChargePart(money("0.50", "USD")),) if order.local(sum(counted)) >= MN_FROM else ()


def colorado_fee(order: Order) -> Sequence[ChargePart]:
    """Twenty-eight cents, once, for an order with a taxable good."""
    if not is_sold_there(order, "CO", "us_co_delivery_fee"):
        return ()
    taxable = any(line.shipped and line.taxed for line in order.lines)
    return (ChargePart(money("0.28", "USD")),) if taxable else ()


LAW = Law(
    country="US",
    currency="USD",
    timezone="America/New_York",
    timezones={state: zone for zone, states in ZONES.items() for state in states.split()},
    tax=sales_tax(NOTHING),
    tax_rule=Rule(
        code="US_SALES_TAX",
        title=N_("Sales tax"),
        explanation=N_("The state to which the goods are sent decides the tax."),
        legal_basis="South Dakota v. Wayfair (2018)",
    ),
    states={
        "AK": sales_tax(NOTHING, legal_basis="No state tax"),
        "CA": sales_tax(
            rate("7.25"), FOODS | DIGITAL, shipping_taxed=False, legal_basis="Cal. Rev. & Tax. Code 6051"
        ),
        "CO": sales_tax(rate("2.9"), FOODS, shipping_taxed=False, legal_basis="C.R.S. 39-26-106"),
        "DE": sales_tax(NOTHING, legal_basis="No state tax"),
        "MN": sales_tax(rate("6.875"), FOODS | CLOTHING, legal_basis="Minn. Stat. 297A"),
        "MT": sales_tax(NOTHING, legal_basis="No state tax"),
        "NH": sales_tax(NOTHING, legal_basis="No state tax"),
        "NY": new_york("4"),
        "OR": sales_tax(NOTHING, legal_basis="No state tax"),
        "TX": sales_tax(rate("8.25"), FOODS, legal_basis="Tex. Tax Code 151.051"),
    },
    territories=(
        Territory(
            code="US-NYC",
            name=N_("New York City"),
            within="NY",
            postcodes=("100", "101", "102", "103", "104", "111", "112", "113", "114", "116"),
            tax=new_york("8.875"),
        ),
    ),
    charges=(
        Charge("MN_DELIVERY_FEE", MN_FEE, minnesota_fee),
        Charge("CO_DELIVERY_FEE", CO_FEE, colorado_fee),
    ),
    alcohol=AlcoholAges(
        Rule(
            code="ALCOHOL_AGE",
            title=N_("Age for alcohol"),
            explanation=N_("Alcohol isn't sold to buyers under {age}."),
            legal_basis="23 U.S.C. 158",
        ),
        dict.fromkeys(AlcoholType, 21),
    ),
    alternatives=(
        Alternative(
            "us_mn_delivery_fee",
            True,
            N_("The seller has sales of more than a million dollars in Minnesota."),
            "Minn. Stat. 168E.03",
        ),
        Alternative(
            "us_co_delivery_fee",
            True,
            N_("The seller has sales of more than half a million dollars in Colorado."),
            "C.R.S. 43-4-218",
        ),
    ),
    tax_note={"en": "plus tax"},
)

SHOP = Storefront(
    code="US",
    name=N_("United States"),
    country="US",
    currency="USD",
    languages=("en", "es"),
    prices_include_tax=False,
    shipping=Tariff(fee=money("4.99", "USD"), free_from=money(35, "USD")),
    contact=Contact("+1 212 555 0123", "Mon-Fri 08:00-20:00 ET", "service@us.comptoir.example"),
    imprint=Imprint(
        "Comptoir Inc.",
        ("100 Broadway", "New York, NY 10005"),
    ),
    delivers_to=("US",),
    delivery=(express(money("14.99", "USD")),),
)
