"""Belgium: two laws on book prices, told apart by the language of the book.

Book prices   Dutch: decree of the Flemish Community of 23 December 2016, 90 to 100 % for 6 months
              French: decree of the French Community of 19 October 2017, 95 to 100 % for 24 months
VAT           Code de la TVA / Btw-wetboek, royal decree no. 20
Consumers     CEL / WER VI.47, VI.53 (withdrawal), VI.46 (order button)
"""

from regions import eu, eu_consumer
from regions.ages import at_least
from regions.alternatives import BY_STATUTE, audiobooks_bound, audiobooks_bound_flag, rates_by_statute
from regions.claims import Rule
from regions.dates import span
from regions.kinds import AUDIOBOOKS, BuyerKind, Condition, Kind
from regions.money import eur
from regions.policy import Imprint, Tariff
from regions.pricelaw import (
    Concession,
    Freedom,
    PriceLaw,
    Sale,
    Share,
    audiobook_unless,
    in_condition,
    sold_to,
    written_in,
)
from regions.rates import Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import FOODS, vat
from regions.ways import express
from regions.words import N_

BOOKS = frozenset({Kind.BOOK, Kind.EBOOK}) | AUDIOBOOKS
DUTCH_BOOK_PRICE = Rule(
    code="BE_NL_BOOK_PRICE",
    title=N_("Book price"),
    explanation=N_("A new book may be sold at most 10 % below the price that its publisher set: {price}."),
    legal_basis="Decreet van 23 december 2016",
    span=span("2017-07-01"),
)
FRENCH_BOOK_PRICE = Rule(
    code="BE_FR_BOOK_PRICE",
    title=N_("Book price"),
    explanation=N_("A new book may be sold at most 5 % below the price that its publisher set: {price}."),
    legal_basis="Décret du 19 octobre 2017",
    span=span("2018-01-01"),
)


def is_dutch(sale: Sale) -> bool:
    """Almost exclusively Dutch text: told, and told alone."""
    return sale.item.languages != () and all(tag.split("-")[0] == "nl" for tag in sale.item.languages)


def is_french(sale: Sale) -> bool:
    """French text; a book whose language nobody told is taken for French, whose law is the stricter one."""
    return written_in(sale.item, "fr")


def french_months(sale: Sale) -> int:
    """How long a French book is bound: dated ones 6 months, comics 12, others 24."""
    if sale.item.dated_content:
        return 6
    return 12 if sale.item.comic else 24


def is_textbook_for_a_school(sale: Sale) -> bool:
    """A textbook that a school buys."""
    textbook = sale.item.adopted_schoolbook or sale.item.school_level is not None
    return textbook and sale.buyer.kind is BuyerKind.SCHOOL


OLD = N_("The price is free when the edition is old enough.")
SECOND_HAND = Freedom(
    in_condition(Condition.USED, Condition.ANTIQUE, Condition.DAMAGED_MARKED),
    N_("Used and damaged copies are free."),
)
AUDIO = Freedom(audiobook_unless(audiobooks_bound_flag("BE")), N_("Audiobooks aren't taken for books."))
INSTITUTIONS = sold_to(BuyerKind.LIBRARY_PUBLIC, BuyerKind.LIBRARY_SCIENTIFIC, BuyerKind.SCHOOL)

DUTCH = PriceLaw(
    rule=DUTCH_BOOK_PRICE,
    kinds=BOOKS,
    share=Share(90),
    covers=is_dutch,
    outside=N_("The Flemish decree speaks of books in Dutch."),
    freedoms=(AUDIO, SECOND_HAND, Freedom(lambda sale: at_least(sale.item.edition, 6, sale.day), OLD)),
    concessions=(Concession(Share(75), INSTITUTIONS, N_("Libraries and schools may be granted 25 %.")),),
)
FRENCH = PriceLaw(
    rule=FRENCH_BOOK_PRICE,
    kinds=BOOKS,
    share=Share(95),
    covers=is_french,
    outside=N_("The French Community's decree speaks of books in French."),
    freedoms=(
        AUDIO,
        SECOND_HAND,
        Freedom(lambda sale: at_least(sale.item.edition, french_months(sale), sale.day), OLD),
    ),
    concessions=(
        Concession(
            Share(75), is_textbook_for_a_school, N_("Textbooks for schools: up to 25 per cent cheaper.")
        ),
        Concession(Share(85), INSTITUTIONS, N_("Libraries and schools may be granted 15 %.")),
    ),
    capped_by="FR",
    capped_in=span("2021-01-01"),
)

LAW = Law(
    country="BE",
    currency="EUR",
    timezone="Europe/Brussels",
    tax=vat(
        rate("21"),
        {
            frozenset({Kind.BOOK}) | FOODS: rate("6"),
            frozenset({Kind.EBOOK, Kind.AUDIOBOOK_DOWNLOAD}): then(rate("21"), ("2019-04-01", "6")),
        },
        choices={
            BY_STATUTE: {
                frozenset({Kind.MAGAZINE, Kind.SHEET_MUSIC, Kind.MAP}): rate("6"),
                frozenset({Kind.NEWSPAPER}): rate("0"),
            }
        },
        legal_basis="Royal decree no. 20, table A",
    ),
    tax_rule=Rule("BE_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "Royal decree no. 20"),
    prices=(DUTCH, FRENCH),
    charges=(eu.DUTY,),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(beer=16, wine=16, spirits=18, basis="Law of 10 December 2009"),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(
        rates_by_statute("Royal decree no. 20, table A, XIX; table C, I: newspapers"),
        audiobooks_bound("BE"),
    ),
    cash_steps=Steps((1,)).change("2019-12-01", 5),
    tax_note={
        "nl": "incl. btw, excl. verzendkosten",
        "fr": "TVAC, hors frais de livraison",
        "de": "inkl. MwSt., zzgl. Versandkosten",
    },
    rights=eu_consumer.rights(
        "nl", "fr", "de", withdrawal="CDE VI.47, VI.53", uninformed="CDE VI.48", button="CDE VI.46"
    ),
)

SHOP = Storefront(
    code="BE",
    name=N_("Belgium"),
    country="BE",
    currency="EUR",
    languages=("nl", "fr", "de"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("2.99"), free_from=eur(25)),
    contact=Contact("+32 2 808 12 34", "Mo-Fr 09:00-19:00", "service@be.comptoir.example"),
    imprint=Imprint(
        "Comptoir België bv",
        ("Nieuwstraat 10", "1000 Brussel"),
        "BE 0123.456.789",
    ),
    delivers_to=("BE", "NL", "FR"),
    delivery=(express(eur("7.50")),),
)
