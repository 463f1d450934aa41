"""Austria.

Book prices   BPrBG 2023 §§ 2, 4, 7, 8: a minimum price for German-language books and scores; 5 % below it at
              the most, and this may not be advertised (§ 7 (2)); holders of a Hörerschein 20 %
VAT           UStG § 10; listed staples 4.9 % since 1 July 2026; Jungholz and Mittelberg bear 19 %
Deposit       Pfandverordnung für Einweggetränkeverpackungen (BGBl. II 283/2023): 0.25 euros on cans and
              plastic bottles since 2025; older stock could be sold without until the end of that year
Minors        Youth protection acts of the Länder: 16 for beer and wine, 18 for spirits
Consumers     FAGG §§ 11, 18 (withdrawal), 8 (2) (order button); VGG § 10 (guarantee)
"""

from datetime import date

from regions import eu, eu_consumer
from regions.ages import more_than
from regions.alternatives import BY_STATUTE, Alternative, rates_by_statute
from regions.claims import Rule
from regions.dates import span
from regions.deposits import CANS_AND_PLASTIC, Deposit, deposit_rule
from regions.kinds import Beverage, BuyerKind, Condition, Kind
from regions.money import eur
from regions.policy import Event, Imprint, Tariff
from regions.pricelaw import Concession, Freedom, PriceLaw, Sale, Share, in_condition, sold_to, written_in
from regions.rates import Rate, Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import TaxTable, Territory, vat
from regions.ways import express
from regions.words import N_

BOOK_PRICE = Rule(
    code="AT_BOOK_PRICE",
    title=N_("Minimum book price"),
    explanation=N_(
        "A new book may not be sold more than 5 % below the price that its publisher set: {price}."
    ),
    legal_basis="BPrBG 2023 §§ 4, 7",
    span=span("2023-01-01"),
)

USED_ARE_FREE = "at_used_books_free"


def speaks_german(sale: Sale) -> bool:
    """Books and scores in German."""
    return written_in(sale.item, "de")


def is_used(sale: Sale) -> bool:
    """A second-hand copy; the law doesn't speak of them, and the shop may choose the careful reading."""
    return sale.item.condition in (Condition.USED, Condition.ANTIQUE) and sale.flags[USED_ARE_FREE]


def is_for_a_lecture(sale: Sale) -> bool:
    """A title with a published price for students (Hörerschein), one copy for a student's own use."""
    return sale.buyer.kind is BuyerKind.STUDENT and sale.item.lecture_price and sale.copies == 1


def is_announced_clearance(sale: Sale) -> bool:
    """Old stock, announced as such: more than 24 months on the market, 6 since the last supply."""
    old = more_than(sale.item.edition, 24, sale.day) and more_than(sale.item.last_supply_on, 6, sale.day)
    return old and Event.CLEARANCE in sale.events


PRICE_LAW = PriceLaw(
    rule=BOOK_PRICE,
    kinds=frozenset({Kind.BOOK, Kind.EBOOK, Kind.SHEET_MUSIC}),
    share=Share(95, None),
    covers=speaks_german,
    outside=N_("Only books in German are bound."),
    freedoms=(
        Freedom(is_used, N_("Second-hand books are free.")),
        Freedom(
            in_condition(Condition.DAMAGED_MARKED),
            N_("Defective copies that are marked as such are free."),
            "§ 8 (1) no. 3",
        ),
        Freedom(sold_to(BuyerKind.BOOKTRADE_STAFF), N_("The book trade's staff is free."), "§ 8 (2) no. 1"),
        Freedom(sold_to(BuyerKind.AUTHOR), N_("Authors are free."), "§ 8 (2) no. 2"),
        Freedom(is_announced_clearance, N_("An announced clearance of old stock is free."), "§ 7 (3)"),
    ),
    concessions=(
        Concession(
            Share(90, None),
            sold_to(BuyerKind.LIBRARY_PUBLIC),
            N_("Libraries may be granted 10 %."),
            "§ 8 (1) no. 1",
        ),
        Concession(
            Share(80, None),
            is_for_a_lecture,
            N_("Students who attend the lecturer's course: up to 20 per cent cheaper."),
            "§ 8 (1) no. 2",
        ),
    ),
)

REDUCED = rate("10")
STAPLES = then(REDUCED, ("2026-07-01", "4.9"))
PRINT = frozenset({Kind.BOOK, Kind.SHEET_MUSIC})
ELECTRONIC = frozenset({Kind.EBOOK, Kind.AUDIOBOOK_DOWNLOAD})


def table(standard: Steps[Rate]) -> TaxTable:
    """The rates with their standard one, which differs in two valleys open to Germany only."""
    return vat(
        standard,
        {
            PRINT | {Kind.FOOD}: REDUCED,
            ELECTRONIC: standard.change("2020-01-01", REDUCED),
            frozenset({Kind.STAPLE_FOOD}): STAPLES,
        },
        choices={BY_STATUTE: {frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.MAP}): REDUCED}},
        legal_basis="UStG § 10",
    )


DEPOSIT = Deposit(
    rule=deposit_rule("AT", "AWG 2002 § 14c; BGBl. II 283/2023", span("2025-01-01")),
    amount=eur("0.25"),
    packagings=CANS_AND_PLASTIC,
    spared=frozenset({Beverage.MILK, Beverage.SYRUP, Beverage.INFANT}),
    firm_since=date(2026, 1, 1),
)

LAW = Law(
    country="AT",
    currency="EUR",
    timezone="Europe/Vienna",
    tax=table(rate("20")),
    tax_rule=Rule("AT_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "UStG § 10"),
    territories=(
        Territory(
            code="AT-ENCLAVES",
            name=N_("Jungholz and Mittelberg"),
            postcodes=("6691", "6991", "6992", "6993"),
            tax=table(rate("19")),
        ),
    ),
    prices=(PRICE_LAW,),
    charges=(eu.DUTY,),
    deposits=(DEPOSIT,),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(beer=16, wine=16, spirits=18, basis="Jugendschutzgesetze der Länder"),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(
        rates_by_statute("UStG § 10 (2), annex 1 no. 33"),
        Alternative(USED_ARE_FREE, True, N_("Second-hand books are free."), "BPrBG 2023 § 2 doesn't say"),
    ),
    tax_note={"de": "inkl. USt., zzgl. Versandkosten"},
    rights=eu_consumer.rights(
        "de", withdrawal="FAGG §§ 11, 18", uninformed="FAGG § 12", button="FAGG § 8 (2)"
    ),
)

SHOP = Storefront(
    code="AT",
    name=N_("Austria"),
    country="AT",
    currency="EUR",
    languages=("de", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("3.99"), free_from=eur(39)),
    contact=Contact("+43 1 3058 1234", "Mo-Fr 08:00-19:00", "service@at.comptoir.example"),
    imprint=Imprint(
        "Comptoir Österreich GmbH",
        ("Graben 10", "1010 Wien"),
        "ATU12345678",
        "FN 123456 a, Handelsgericht Wien",
    ),
    delivers_to=("AT", "DE"),
    delivery=(express(eur("8.99")),),
)
