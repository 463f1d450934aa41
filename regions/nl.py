"""The Netherlands.

Book prices   Wet op de vaste boekenprijs arts 1-14: exact, for Dutch and Frisian text on paper, scores too
Deposit       Besluit beheer verpakkingen 2014: plastic bottles of water and soft drinks from a litre on 0.25
              euros, below it 0.15 since July 2021; cans 0.15 since April 2023, of beer, too
VAT           Wet op de omzetbelasting 1968 art. 9, table I
Consumers     BW 6:230o, 6:230p (withdrawal), 6:230v (3) (order button), 7:17 (conformity: expected life)
"""

from decimal import Decimal

from regions import eu, eu_consumer
from regions.ages import at_least, more_than
from regions.alternatives import BY_STATUTE, rates_by_statute
from regions.claims import Rule
from regions.countries import EEA
from regions.dates import span
from regions.deposits import CANS, PLASTIC, Deposit, deposit_rule
from regions.kinds import Beverage, BuyerKind, Condition, Kind, Packaging
from regions.money import eur
from regions.policy import Event, Imprint, Tariff
from regions.pricelaw import (
    EXACT,
    Concession,
    Freedom,
    PriceLaw,
    Sale,
    Share,
    Test,
    during,
    in_condition,
    written_in,
)
from regions.rates import rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import FOODS, vat
from regions.ways import express
from regions.words import N_

BOOK_PRICE = Rule(
    code="NL_BOOK_PRICE",
    title=N_("Fixed book price"),
    explanation=N_("A new book costs what its publisher says, everywhere and for everyone: {price}."),
    legal_basis="Wet op de vaste boekenprijs art. 6 (1)",
    span=span("2005-01-01"),
)


def speaks_dutch(sale: Sale) -> bool:
    """Dutch or Frisian text (art. 1 (b))."""
    return written_in(sale.item, "nl", "fy")


def sold_from_elsewhere_in_the_eea(sale: Sale) -> bool:
    """By a seller that is established in another state of the European Economic Area (art. 6 (5))."""
    return sale.seller.country in EEA - {"NL"}


def is_cleared_out(sale: Sale) -> bool:
    """A notified clear-out: older than two years, and not bought by the shop for twelve months."""
    old = more_than(sale.item.edition, 24, sale.day) and at_least(sale.item.last_supply_on, 12, sale.day)
    return old and Event.CLEARANCE in sale.events


def at_least_copies(copies: int) -> Test:
    """An order of that many copies of one title."""
    return lambda sale: sale.copies >= copies


PRICE_LAW = PriceLaw(
    rule=BOOK_PRICE,
    kinds=frozenset({Kind.BOOK, Kind.SHEET_MUSIC}),
    share=EXACT,
    covers=speaks_dutch,
    outside=N_("Only books in Dutch or Frisian are bound."),
    lifting_after=12,
    freedoms=(
        Freedom(
            sold_from_elsewhere_in_the_eea,
            N_("Sellers established elsewhere in the European Economic Area are free."),
            "art. 6 (5)",
        ),
        Freedom(
            in_condition(Condition.USED, Condition.ANTIQUE), N_("Second-hand books are free."), "art. 1 (b)"
        ),
        Freedom(
            in_condition(Condition.DAMAGED_MARKED), N_("Defective copies that are marked as such are free.")
        ),
        Freedom(
            lambda sale: sale.item.adopted_schoolbook or sale.item.school_level is not None,
            N_("School books are free."),
            "art. 1 (b)",
        ),
        Freedom(during(Event.CLOSING_DOWN), N_("A closing-down sale is free.")),
        Freedom(is_cleared_out, N_("A notified clear-out of old stock is free.")),
        Freedom(
            lambda sale: sale.buyer.kind is BuyerKind.BOOKTRADE_STAFF and sale.copies == 1,
            N_("One copy for the book trade's own staff is free."),
        ),
        Freedom(at_least_copies(100), N_("From 100 copies on the price is free.")),
    ),
    concessions=(
        Concession(Share(90), at_least_copies(30), N_("From 30 copies on: up to 10 per cent cheaper.")),
        Concession(Share(95), at_least_copies(10), N_("From 10 copies on: up to 5 per cent cheaper.")),
        Concession(
            Share(95),
            lambda sale: Event.LOYALTY_YEAR in sale.events and sale.books >= 2,
            N_("Two or more books in a loyalty year: up to 5 per cent cheaper."),
        ),
    ),
)

STANDARD = then(rate("19"), ("2012-10-01", "21"))
REDUCED = then(rate("6"), ("2019-01-01", "9"))
STRONG = frozenset({Beverage.WINE, Beverage.SPARKLING_WINE, Beverage.SPIRITS})
SPARED = STRONG | {Beverage.JUICE, Beverage.MILK, Beverage.INFANT, Beverage.SYRUP}


def deposit(
    since: str, amount: str, packagings: frozenset[Packaging], *spared: Beverage, least: int = 0
) -> Deposit:
    """One step: on containers from so many litres on, none on `SPARED` and what else is spared."""
    rule = deposit_rule("NL", "Besluit beheer verpakkingen 2014 arts 12-15", span(since))
    return Deposit(rule, eur(amount), packagings, SPARED.union(spared), Decimal(least))


DEPOSITS = (
    deposit("2006-01-01", "0.25", PLASTIC, Beverage.BEER, least=1),
    deposit("2021-07-01", "0.15", PLASTIC, Beverage.BEER),
    deposit("2023-04-01", "0.15", CANS),
)

LAW = Law(
    country="NL",
    currency="EUR",
    timezone="Europe/Amsterdam",
    tax=vat(
        STANDARD,
        {
            frozenset({Kind.BOOK, Kind.SHEET_MUSIC}) | FOODS: REDUCED,
            frozenset({Kind.EBOOK, Kind.AUDIOBOOK_DOWNLOAD}): then(STANDARD, ("2020-01-01", "9")),
        },
        choices={BY_STATUTE: {frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.AUDIOBOOK_DISC}): REDUCED}},
        legal_basis="Wet OB 1968 art. 9",
    ),
    tax_rule=Rule("NL_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "Wet OB 1968 art. 9"),
    prices=(PRICE_LAW,),
    charges=(eu.DUTY,),
    deposits=DEPOSITS,
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(basis="Alcoholwet art. 20"),
    third_party=Rule(
        code="NL_THIRD_PARTY",
        title=N_("Sponsors of books"),
        explanation=N_("A sponsor may not pay part of a fixed book price."),
        legal_basis="Wet op de vaste boekenprijs art. 6 (4)",
    ),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(rates_by_statute("Wet OB 1968 table I (a) no. 30"),),
    cash_steps=eu.FIVE_CENTS,
    tax_note={"nl": "incl. btw, excl. verzendkosten"},
    rights=eu_consumer.rights(
        "nl", withdrawal="BW 6:230o, 6:230p", uninformed="BW 6:230o (2)", button="BW 6:230v (3)"
    ),
)

SHOP = Storefront(
    code="NL",
    name=N_("Netherlands"),
    country="NL",
    currency="EUR",
    languages=("nl", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("2.99"), free_from=eur(20)),
    contact=Contact("+31 20 800 1234", "Mo-Fr 08:30-20:00", "service@nl.comptoir.example"),
    imprint=Imprint(
        "Comptoir Nederland B.V.",
        ("Damrak 10", "1012 LG Amsterdam"),
        "NL123456789B01",
        "KvK 12345678",
    ),
    delivers_to=("NL", "BE"),
    delivery=(express(eur("6.99")),),
)
