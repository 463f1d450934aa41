"""Germany.

Book prices   BuchPrG §§ 2, 3, 7, 8: exact, until the publisher lifts them
VAT           UStG § 12 (1), (2) nos. 1 and 14; publications harmful to minors bear the standard rate.
              The press and audiobooks on discs (annex 2 nos. 49, 50): see the flag kinds_by_statute
Delivery      no minimum; free delivery of books is lawful (BuchPrG § 7 (4) no. 3)
Minors        JuSchG §§ 9, 12 (3): alcohol; films and games without clearance for minors
Registration  ElektroG § 6 (2): electrical devices only of registered producers
Deposit       VerpackG § 31: 0.25 euros on one-way drinks packaging of 0.1 to 3 litres, not on cartons;
              since 2022 on all cans, and on plastic bottles of all but milk; on these, too, since 2024
Prior price   PAngV § 11; unit prices §§ 4, 5; deposit § 7
Consumers     BGB §§ 312g, 355 (withdrawal), 356a (its function), 312j (3) (order button), 438 (guarantee)
"""

from dataclasses import replace
from datetime import date

from regions import eu, eu_consumer
from regions.alternatives import BY_STATUTE, Alternative, rates_by_statute
from regions.claims import Rule
from regions.dates import span
from regions.deposits import CANS, CANS_AND_PLASTIC, PLASTIC, Deposit, deposit_rule
from regions.item import Item
from regions.kinds import Beverage, BuyerKind, Condition, Kind, Packaging, RatingScheme, SchoolBudget
from regions.money import eur
from regions.policy import Check, Event, Imprint, Tariff
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
from regions.rates import rate, then
from regions.reference import PriorPriceLaw
from regions.region import Contact, Law, Storefront
from regions.restrictions import DataDuty, GiftLaw, RatingLaw
from regions.taxes import FOODS, Special, Territory, vat
from regions.ways import express, locker
from regions.words import N_

BOUND = frozenset({Kind.BOOK, Kind.EBOOK, Kind.SHEET_MUSIC, Kind.MAP})

BOOK_PRICE = Rule(
    code="DE_BOOK_PRICE",
    title=N_("Fixed book price"),
    explanation=N_("A new book costs what its publisher says, everywhere and for everyone: {price}."),
    legal_basis="BuchPrG § 3",
    span=span("2002-10-01"),
)
CLASS_SET = Rule(
    code="DE_CLASS_SET",
    title=N_("Discount on class sets"),
    explanation=N_("The law grants schools {percent} per cent on this number of copies."),
    legal_basis="BuchPrG § 7 (3)",
    span=span("2002-10-01"),
)
GIFT = Rule(
    code="DE_BOOK_GIFT",
    title=N_("Gifts with books"),
    explanation=N_("A gift with books of a fixed price may be worth 2 per cent of that price at most."),
    legal_basis="BuchPrG § 7 (4) no. 1",
)


def speaks_german(sale: Sale) -> bool:
    """German books, and others that are mainly intended for sale in Germany (§ 2 (2))."""
    return written_in(sale.item, "de") or "DE" in sale.item.mainly_for_market


# Copies above which, and the percentage that is then due; in an order above 25,000 euros its value decides.
BY_COPIES = ((500, 13), (100, 12), (25, 10), (10, 8))
BY_VALUE = ((eur(50_000), 15), (eur(38_000), 14), (eur(25_000), 13))


def class_set(sale: Sale) -> int | None:
    """What is due to a school on a class set; from its own budget always the same (§ 7 (3) s. 2)."""
    if sale.buyer.kind is not BuyerKind.SCHOOL or sale.copies <= 10:
        return None
    if sale.buyer.budget is SchoolBudget.SCHOOL:
        return 12
    for value, percent in BY_VALUE:
        if sale.bound_value > value.minor:
            return percent
    return next(percent for copies, percent in BY_COPIES if sale.copies > copies)


PRICE_LAW = PriceLaw(
    rule=BOOK_PRICE,
    kinds=BOUND,
    share=EXACT,
    covers=speaks_german,
    outside=N_("A book in another language is bound only if it is mainly intended for sale in Germany."),
    lifting_after=18,
    lifting_strictly=True,
    turning_months=(),
    freedoms=(
        Freedom(
            in_condition(Condition.USED, Condition.ANTIQUE), N_("Second-hand books are free."), "§ 3 s. 2"
        ),
        Freedom(
            in_condition(Condition.DAMAGED_MARKED),
            N_("Defective copies that are marked as such are free."),
            "§ 7 (1) no. 4",
        ),
        Freedom(sold_to(BuyerKind.BOOKTRADE_STAFF), N_("The book trade's staff is free."), "§ 7 (1) no. 1"),
        Freedom(sold_to(BuyerKind.AUTHOR), N_("Authors are free."), "§ 7 (1) no. 2"),
        Freedom(sold_to(BuyerKind.TEACHER), N_("Inspection copies for teachers are free."), "§ 7 (1) no. 3"),
        Freedom(during(Event.CLOSING_DOWN), N_("A closing-down sale is free."), "§ 7 (1) no. 5"),
    ),
    concessions=(
        Concession(
            Share(95),
            sold_to(BuyerKind.LIBRARY_SCIENTIFIC),
            N_("Scientific libraries may be granted 5 %."),
            "§ 7 (2)",
        ),
        Concession(
            Share(90),
            sold_to(BuyerKind.LIBRARY_PUBLIC),
            N_("Public, school and church libraries may be granted 10 %."),
            "§ 7 (2)",
        ),
    ),
    due=Due(class_set, CLASS_SET),
)

STANDARD = then(rate("19"), ("2020-07-01", "16"), ("2021-01-01", "19"))
REDUCED = then(rate("7"), ("2020-07-01", "5"), ("2021-01-01", "7"))
ELECTRONIC = STANDARD.change("2019-12-18", REDUCED)
PUBLICATIONS = BOUND | {Kind.AUDIOBOOK_DISC, Kind.AUDIOBOOK_DOWNLOAD, Kind.MAGAZINE, Kind.NEWSPAPER}


def harmful_to_minors(item: Item, _price: int) -> bool:
    """Publications that may not be sold to minors lose the reduced rate."""
    return item.harmful_to_minors


VAT = vat(
    STANDARD,
    {
        frozenset({Kind.BOOK, Kind.SHEET_MUSIC, Kind.MAP}): REDUCED,
        frozenset({Kind.EBOOK, Kind.AUDIOBOOK_DOWNLOAD}): ELECTRONIC,
        FOODS: REDUCED,
    },
    specials=(Special(harmful_to_minors, (("VAT", STANDARD),), PUBLICATIONS),),
    choices={
        BY_STATUTE: {
            frozenset({Kind.MAGAZINE, Kind.NEWSPAPER}): REDUCED,
            frozenset({Kind.AUDIOBOOK_DISC}): STANDARD.change("2015-01-01", REDUCED),
        }
    },
    legal_basis="UStG § 12",
)


SPARED = frozenset(
    {
        Beverage.WINE, Beverage.SPARKLING_WINE, Beverage.SPIRITS, Beverage.JUICE, Beverage.MILK,
        Beverage.INFANT,
    }
)  # fmt: skip
ONE_WAY = CANS_AND_PLASTIC | {Packaging.GLASS_BOTTLE, Packaging.OTHER}
STOCK_SOLD_BY = date(2022, 7, 1)  # until then shops could sell what had come to them without a deposit


def deposit(since: str, packagings: frozenset[Packaging], *spared: Beverage) -> Deposit:
    """One step of § 31 (1) and (4): always 0.25 euros, on 0.1 to 3 litres."""
    firm = STOCK_SOLD_BY if since == "2022-01-01" else None
    rule = deposit_rule("DE", "VerpackG § 31", span(since))
    return Deposit(rule, eur("0.25"), packagings, frozenset(spared), firm_since=firm)


DEPOSITS = (
    deposit("2006-05-01", ONE_WAY, *SPARED),
    deposit("2022-01-01", CANS),
    deposit("2022-01-01", PLASTIC, Beverage.MILK, Beverage.INFANT),
    deposit("2024-01-01", PLASTIC, Beverage.INFANT),
)


def lacks_registration(item: Item) -> bool:
    """An electrical device without its producer's registration number."""
    return item.kind is Kind.ELECTRONICS and item.weee_number is None


REGISTRATION = DataDuty(
    Check.PRODUCER_REGISTRATION,
    "PRODUCER_REGISTRATION_MISSING",
    Rule(
        code="DE_WEEE_REGISTRATION",
        title=N_("Registered producers"),
        explanation=N_("Electrical devices are offered only if their producer is registered."),
        legal_basis="ElektroG § 6 (2)",
        span=span("2015-10-24"),
    ),
    lacks_registration,
)
ALCOHOL_BY_POST = "de_alcohol_age_by_post"


def near_expiry(item: Item) -> bool:
    """Perishable goods near their expiry, marked as such (PAngV § 11 (4) no. 2)."""
    return item.perishable and item.near_expiry_marked


LAW = Law(
    country="DE",
    currency="EUR",
    timezone="Europe/Berlin",
    tax=VAT,
    tax_rule=Rule("DE_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "UStG § 12"),
    territories=(
        Territory(code="DE-BUESINGEN", name=N_("Büsingen"), postcodes=("78266",), outside=True),
        Territory(code="DE-HELGOLAND", name=N_("Heligoland"), postcodes=("27498",), outside=True),
    ),
    prices=(PRICE_LAW,),
    charges=(eu.DUTY,),
    deposits=DEPOSITS,
    data_duties=(eu.PRODUCT_SAFETY, REGISTRATION),
    alcohol=replace(eu.alcohol(beer=16, wine=16, spirits=18, basis="JuSchG § 9"), flag=ALCOHOL_BY_POST),
    ratings=RatingLaw(
        Rule(
            code="DE_AGE_RATING",
            title=N_("Films and games without clearance for minors"),
            explanation=N_("Sent only after an age check at the order, and handed over only after another."),
            legal_basis="JuSchG § 12 (3)",
        ),
        frozenset({RatingScheme.FSK, RatingScheme.USK}),
    ),
    gifts=GiftLaw(GIFT, percent=2),
    third_party=Rule(
        code="DE_THIRD_PARTY",
        title=N_("Sponsors of books"),
        explanation=N_("A sponsor may not pay part of a fixed book price."),
        legal_basis="BuchPrG § 3; OLG Hamburg 5 U 164/11",
    ),
    prior_price=PriorPriceLaw(
        Rule(
            "DE_PRIOR_PRICE",
            eu.PRIOR_PRICE.rule.title,
            eu.PRIOR_PRICE.rule.explanation,
            "PAngV § 11",
            span=eu.PRIOR_PRICE.rule.span,
        ),
        series=True,
        exempt=near_expiry,
    ),
    unit_prices=True,
    alternatives=(
        rates_by_statute("UStG § 12 (2) no. 1, annex 2 nos. 49, 50"),
        Alternative(
            ALCOHOL_BY_POST,
            True,
            N_("The ages for alcohol hold for goods that are sent, too."),
            "JuSchG § 9; disputed for sales from a distance",
        ),
    ),
    tax_note={"de": "inkl. MwSt., zzgl. Versandkosten"},
    rights=eu_consumer.rights(
        "de",
        withdrawal="BGB §§ 312g, 355",
        uninformed="BGB § 356 (3)",
        function="BGB § 356a",
        button="BGB § 312j (3)",
    ),
)

SHOP = Storefront(
    code="DE",
    name=N_("Germany"),
    country="DE",
    currency="EUR",
    languages=("de", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("2.99"), free_from=eur(39)),
    contact=Contact("+49 30 23125 100", "Mo-Fr 08:00-20:00", "service@de.comptoir.example"),
    imprint=Imprint(
        "Comptoir Deutschland GmbH",
        ("Friedrichstraße 100", "10117 Berlin"),
        "DE123456789",
        "Amtsgericht Berlin, HRB 123456",
    ),
    delivers_to=("DE", "AT", "CH", "FR", "BE", "NL"),
    delivery=(express(eur("6.99")), locker(eur("1.99"), eur(29), "DE")),
)
