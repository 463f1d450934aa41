"""France.

Book prices   Loi 81-766 (Lang) art. 1, amended by Loi 2021-1901 (Darcos): exact when shipped, 95-100 % when
              fetched from a shop that retails books; e-books exact (Loi 2011-590)
Delivery      Arrêté du 4 avril 2023: 3.00 euros for new books under 35.00, more than nothing above; for each
              order. CJEU C-366/24 doubts the rule: the flag fr_delivery_minimum switches it off
VAT           CGI arts 278, 278-0 bis; delivery is shared by net value; Corsica and overseas bear other rates
Prior price   Code de la consommation L112-1-1
Consumers     Code de la consommation L221-18, L221-28 (withdrawal), L221-21 (function), L221-14 (button),
              L217-3 (guarantee), L111-7-2 (reviews); soldes: Code de commerce L310-3
"""

from datetime import date

from regions import eu, eu_consumer
from regions.ages import more_than
from regions.alternatives import (
    BY_STATUTE,
    Alternative,
    audiobooks_bound,
    audiobooks_bound_flag,
    rates_by_statute,
)
from regions.charges import DeliveryFloor, Order
from regions.claims import Rule
from regions.dates import span
from regions.item import Item
from regions.kinds import BuyerKind, Condition, Fulfilment, Kind
from regions.money import Money, eur
from regions.policy import Event, Imprint, ShippingSplit, Tariff
from regions.pricelaw import EXACT, Concession, Freedom, PriceLaw, Sale, Share, audiobook_unless, in_condition
from regions.rates import rate, then
from regions.reference import PriorPriceLaw
from regions.region import Contact, Law, Storefront
from regions.restrictions import GiftLaw
from regions.sales import french_soldes
from regions.taxes import FOODS, TaxTable, Territory, vat
from regions.ways import express, locker
from regions.words import N_

BOOK_PRICE = Rule(
    code="FR_BOOK_PRICE",
    title=N_("Fixed book price"),
    explanation=N_("A new book costs what its publisher says, everywhere and for everyone: {price}."),
    legal_basis="Loi 81-766 art. 1",
    span=span("1982-01-01"),
)
DELIVERY_MINIMUM = Rule(
    code="FR_BOOK_DELIVERY",
    title=N_("Minimum delivery charge for books"),
    explanation=N_("Delivery of new books costs at least {amount}."),
    legal_basis="Loi 81-766 art. 1; arrêté du 4 avril 2023",
    span=span("2014-07-10"),
)
GIFT = Rule(
    code="FR_BOOK_GIFT",
    title=N_("Gifts with books"),
    explanation=N_("Only the publisher may add a gift to a book."),
    legal_basis="Loi 81-766 art. 6",
)

SHIPPED_EXACT_SINCE = date(2014, 7, 10)
MINIMUM_SINCE = date(2023, 10, 7)
MINIMUM = eur("3.00")
MINIMUM_BELOW = eur("35.00")
MORE_THAN_NOTHING = eur("0.01")
INSTITUTIONS = (BuyerKind.LIBRARY_PUBLIC, BuyerKind.LIBRARY_SCIENTIFIC, BuyerKind.SCHOOL)


def is_collected(sale: Sale | Order) -> bool:
    """Fetched at the counter of a shop that retails books, or of any shop if the shop reads the law so."""
    if sale.fulfilment is Fulfilment.BOOKSHOP_COUNTER:
        return True
    anywhere = not sale.flags["fr_bookshop_pickup_requires_counter"]
    return anywhere and sale.fulfilment is Fulfilment.STORE_COUNTER


def may_be_rebated(sale: Sale) -> bool:
    """Print fetched at the counter; before July 2014 every printed book."""
    if sale.item.kind is not Kind.BOOK:
        return False
    return is_collected(sale) or sale.day < SHIPPED_EXACT_SINCE


def is_old_stock(sale: Sale) -> bool:
    """Print, its edition or import over two years old, last supplied over six months ago (art. 5)."""
    item = sale.item
    since = item.imported_on or item.edition
    old = more_than(since, 24, sale.day) and more_than(item.last_supply_on, 6, sale.day)
    return item.kind is Kind.BOOK and old


def is_institution(sale: Sale) -> bool:
    """A library or school that buys printed books; the law on e-books knows no rebate."""
    return sale.item.kind is Kind.BOOK and sale.buyer.kind in INSTITUTIONS


PRICE_LAW = PriceLaw(
    rule=BOOK_PRICE,
    kinds=frozenset({Kind.BOOK, Kind.EBOOK, Kind.AUDIOBOOK_DISC}),
    share=EXACT,
    freedoms=(
        Freedom(audiobook_unless(audiobooks_bound_flag("FR")), N_("Audiobooks aren't taken for books.")),
        Freedom(in_condition(Condition.USED, Condition.ANTIQUE), N_("Second-hand books are free.")),
        Freedom(is_old_stock, N_("Old stock is free: 2 years old, not supplied for 6 months."), "art. 5"),
    ),
    concessions=(
        Concession(Share(91), is_institution, N_("Libraries and schools: up to 9 per cent cheaper.")),
        Concession(
            Share(95), may_be_rebated, N_("Fetched from a bookshop: up to 5 per cent cheaper."), "art. 1"
        ),
    ),
)


def least_delivery_charge(order: Order) -> Money | None:
    """What delivery of books costs at least. Only new books count towards the limit."""
    if is_collected(order) or (order.fulfilment is Fulfilment.LOCKER and order.flags["fr_locker_exempt"]):
        return None
    books = [line for line in order.lines if line.item.kind is Kind.BOOK and line.shipped]
    new = [line for line in books if line.item.condition is Condition.NEW]
    if not books or (not new and order.flags["fr_used_only_order_exempt"]):
        return None
    if order.day < MINIMUM_SINCE or not order.flags["fr_delivery_minimum"]:
        return MORE_THAN_NOTHING
    value = order.local(sum(line.total for line in new))
    given_away = bool(new) and not value
    return MORE_THAN_NOTHING if given_away or value >= MINIMUM_BELOW.minor else MINIMUM


STANDARD = then(rate("19.6"), ("2014-01-01", "20"))


def table(standard: str, reduced: str, press: str) -> TaxTable:
    """The rates of one part of the country: the same goods everywhere are the reduced ones."""
    normal = STANDARD if standard == "20" else rate(standard)
    return vat(
        normal,
        {
            frozenset({Kind.BOOK, Kind.EBOOK}) | FOODS: rate(reduced),
            frozenset({Kind.AUDIOBOOK_DOWNLOAD}): normal.change("2020-01-01", rate(reduced)),
        },
        choices={
            BY_STATUTE: {
                frozenset({Kind.MAGAZINE, Kind.NEWSPAPER}): rate(press),
                frozenset({Kind.SHEET_MUSIC, Kind.MAP, Kind.AUDIOBOOK_DISC}): rate(reduced),
            }
        },
        legal_basis="CGI arts 278, 278-0 bis",
    )


OVERSEAS = table("8.5", "2.1", "1.05")

REVIEWS = Rule(
    code="FR_REVIEW_NOTICE",
    title=N_("Reviews"),
    explanation=N_(
        "Each review tells its date. Who is refused is told why; reporting one is free of charge."
    ),
    legal_basis="Code de la consommation L111-7-2, D111-17",
    span=span("2018-01-01"),
)


def perishable(item: Item) -> bool:
    """Perishable goods threatened by rapid decay."""
    return item.perishable or item.near_expiry_marked


LAW = Law(
    country="FR",
    currency="EUR",
    timezone="Europe/Paris",
    tax=table("20", "5.5", "2.1"),
    tax_rule=Rule("FR_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "CGI arts 278, 278-0 bis"),
    territories=(
        Territory(
            code="FR-ANTILLES",
            name=N_("Guadeloupe and Martinique"),
            postcodes=("971", "972"),
            subdivisions=frozenset({"971", "972", "GP", "MQ"}),
            tax=OVERSEAS,
            timezone="America/Martinique",
        ),
        Territory(
            code="FR-REUNION",
            name="Réunion",
            postcodes=("974",),
            subdivisions=frozenset({"974", "RE"}),
            tax=OVERSEAS,
            timezone="Indian/Reunion",
        ),
        Territory(
            code="FR-OUTSIDE",
            name=N_("French Guiana, Mayotte and other overseas territories"),
            postcodes=("973", "975", "976", "977", "978", "986", "987", "988"),
            subdivisions=frozenset({"973", "976", "GF", "YT", "PM", "BL", "MF", "WF", "PF", "NC"}),
            outside=True,
        ),
        Territory(
            code="FR-CORSICA",
            name=N_("Corsica"),
            postcodes=("20",),
            subdivisions=frozenset({"20R", "2A", "2B"}),
            tax=table("20", "2.1", "2.1"),
        ),
    ),
    prices=(PRICE_LAW,),
    delivery=(DeliveryFloor(DELIVERY_MINIMUM, least_delivery_charge),),
    charges=(eu.DUTY,),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(basis="Code de la santé publique L3342-1"),
    gifts=GiftLaw(GIFT, percent=0, waived_by=Event.PUBLISHER_PROMOTION),
    prior_price=PriorPriceLaw(
        Rule(
            "FR_PRIOR_PRICE",
            eu.PRIOR_PRICE.rule.title,
            eu.PRIOR_PRICE.rule.explanation,
            "Code de la consommation L112-1-1",
            span=eu.PRIOR_PRICE.rule.span,
        ),
        series=True,
        exempt=perishable,
    ),
    unit_prices=True,
    shipping_splits=(ShippingSplit.NET, ShippingSplit.GROSS),
    alternatives=(
        audiobooks_bound("FR", "Loi 81-766 art. 1: discs; downloads are outside Loi 2011-590"),
        rates_by_statute("CGI arts 278-0 bis A 3°; 281 quater, 298 septies: the press"),
        Alternative(
            "fr_delivery_minimum",
            True,
            N_("The minimum of 3 euros is kept; without it delivery of new books still isn't free."),
            "Arrêté du 4 avril 2023; CJEU C-366/24",
        ),
        Alternative(
            "fr_used_only_order_exempt",
            True,
            N_("Orders of second-hand books alone need no minimum delivery charge."),
            "Médiateur du livre",
        ),
        Alternative(
            "fr_locker_exempt",
            False,
            N_("Collecting from a locker needs no minimum delivery charge."),
            "Médiateur du livre, 12 February 2025",
        ),
        Alternative(
            "fr_bookshop_pickup_requires_counter",
            True,
            N_("Only the counter of a shop that retails books counts as collecting from a bookshop."),
            "Loi 81-766 art. 1",
        ),
    ),
    tax_note={"fr": "TTC, hors frais de livraison"},
    rights=eu_consumer.rights(
        "fr",
        withdrawal="Code de la consommation L221-18, L221-28",
        uninformed="Code de la consommation L221-20",
        function="Code de la consommation L221-21; ordonnance 2026-2",
        button="Code de la consommation L221-14",
        more_notices=(REVIEWS,),
    ),
    sales_periods=french_soldes,
)

SHOP = Storefront(
    code="FR",
    name=N_("France"),
    country="FR",
    currency="EUR",
    languages=("fr", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("3.00"), free_from=eur(35)),
    contact=Contact("+33 1 70 18 12 34", "Lun-Ven 08:00-19:00", "service@fr.comptoir.example"),
    imprint=Imprint(
        "Comptoir France SAS",
        ("10 rue de la Paix", "75002 Paris"),
        "FR12345678901",
        "RCS Paris 345 678 901",
    ),
    delivers_to=("FR", "BE"),
    delivery=(express(eur("7.90")), locker(eur("2.50"), eur(35), "FR")),
)
