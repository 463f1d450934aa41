"""Spain.

Book prices   Ley 10/2007 arts 9-11: 95 to 100 % of the price that the publisher or importer set; a bundle
              that makes other goods cheaper beside a book is doubtful (art. 9 (8))
VAT           Ley 37/1992 arts 90, 91; the Canary Islands, Ceuta and Melilla lie outside its area
Consumers     RDL 1/2007 arts 102, 103 (withdrawal), 98 (2) (order button), 120 (guarantee)
"""

from regions import eu, eu_consumer
from regions.ages import at_least, more_than
from regions.alternatives import (
    BY_STATUTE,
    Alternative,
    audiobook_rate,
    audiobook_rate_flag,
    audiobooks_bound,
    audiobooks_bound_flag,
    rates_by_statute,
)
from regions.claims import Rule
from regions.dates import span
from regions.kinds import AUDIOBOOKS, BuyerKind, Condition, Kind, SchoolLevel
from regions.money import eur
from regions.policy import Event, Imprint, Tariff
from regions.pricelaw import (
    Concession,
    Freedom,
    PriceLaw,
    Sale,
    Share,
    audiobook_unless,
    during,
    in_condition,
    sold_to,
    written_in,
)
from regions.rates import rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import Territory, vat
from regions.ways import express
from regions.words import N_

BOOK_PRICE = Rule(
    code="ES_BOOK_PRICE",
    title=N_("Book price"),
    explanation=N_("A new book may be sold at most 5 % below the price that its publisher set: {price}."),
    legal_basis="Ley 10/2007 art. 9 (3)",
    span=span("2007-06-24"),
)
SCHOOL_LEVELS = frozenset({SchoolLevel.PRIMARY, SchoolLevel.LOWER_SECONDARY})


def speaks_a_spanish_language(sale: Sale) -> bool:
    """Castilian, or one of the languages that are official beside it (art. 1.3)."""
    return written_in(sale.item, "es", "ca", "gl", "eu", "oc")


def is_old_stock(sale: Sale) -> bool:
    """More than two years after the last edition, and offered for six months at least."""
    item = sale.item
    return more_than(item.edition, 24, sale.day) and at_least(item.offered_since, 6, sale.day)


PRICE_LAW = PriceLaw(
    rule=BOOK_PRICE,
    kinds=frozenset({Kind.BOOK, Kind.EBOOK}) | AUDIOBOOKS,
    share=Share(95),
    covers=speaks_a_spanish_language,
    outside=N_("The law speaks of books in Castilian and the other official languages of Spain."),
    freedoms=(
        Freedom(audiobook_unless(audiobooks_bound_flag("ES")), N_("Audiobooks aren't taken for books.")),
        Freedom(
            in_condition(Condition.USED, Condition.ANTIQUE, Condition.OUT_OF_CATALOGUE),
            N_("Used, antique and out-of-catalogue books are free."),
            "art. 10.1",
        ),
        Freedom(
            lambda sale: sale.item.school_level in SCHOOL_LEVELS,
            N_("Textbooks for primary and compulsory secondary school are free."),
            "art. 10.1 g",
        ),
        Freedom(is_old_stock, N_("Old stock is free: 2 years old, offered for 6 months."), "art. 10"),
    ),
    concessions=(
        Concession(
            Share(90),
            during(Event.BOOK_DAY),
            N_("On the Day of the Book: up to 10 per cent cheaper."),
            "art. 11",
        ),
        Concession(
            Share(90), during(Event.BOOK_FAIR), N_("At a book fair: up to 10 per cent cheaper."), "art. 11"
        ),
        Concession(
            Share(85),
            sold_to(BuyerKind.LIBRARY_PUBLIC, BuyerKind.LIBRARY_SCIENTIFIC, BuyerKind.SCHOOL),
            N_("Libraries, schools and universities may be granted 15 %."),
            "art. 11",
        ),
    ),
)
STANDARD = then(rate("18"), ("2012-09-01", "21"))
BOOKS = rate("4")
ELECTRONIC = STANDARD.change("2020-04-23", BOOKS)
PRINTED_MATTER = frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.SHEET_MUSIC, Kind.MAP})
NET_FLAG = "canary_price_without_vat"

LAW = Law(
    country="ES",
    currency="EUR",
    timezone="Europe/Madrid",
    tax=vat(
        STANDARD,
        {
            frozenset({Kind.BOOK, Kind.STAPLE_FOOD}): BOOKS,
            frozenset({Kind.EBOOK}): ELECTRONIC,
            frozenset({Kind.FOOD}): rate("10"),
        },
        choices={
            audiobook_rate_flag("ES"): {frozenset({Kind.AUDIOBOOK_DOWNLOAD}): ELECTRONIC},
            BY_STATUTE: {PRINTED_MATTER | {Kind.AUDIOBOOK_DISC}: BOOKS},
        },
        legal_basis="Ley 37/1992 arts 90, 91",
    ),
    tax_rule=Rule("ES_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "Ley 37/1992 arts 90, 91"),
    territories=(
        Territory(
            code="ES-CANARIAS",
            name=N_("Canary Islands"),
            postcodes=("35", "38"),
            subdivisions=frozenset({"CN", "GC", "TF"}),
            timezone="Atlantic/Canary",
            outside=True,
            net_flag=NET_FLAG,
        ),
        Territory(
            code="ES-CEUTA",
            name="Ceuta",
            postcodes=("51",),
            subdivisions=frozenset({"CE"}),
            outside=True,
            net_flag=NET_FLAG,
        ),
        Territory(
            code="ES-MELILLA",
            name="Melilla",
            postcodes=("52",),
            subdivisions=frozenset({"ML"}),
            outside=True,
            net_flag=NET_FLAG,
        ),
    ),
    prices=(PRICE_LAW,),
    charges=(eu.DUTY,),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(basis="18 in all autonomous communities"),
    bait=Rule(
        code="ES_BOOK_AS_BAIT",
        title=N_("Books as bait"),
        explanation=N_("Books may not be used to draw buyers to goods of another nature."),
        legal_basis="Ley 10/2007 art. 9 (8)",
    ),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(
        audiobooks_bound("ES", "Ley 10/2007 art. 2"),
        audiobook_rate("ES", True, "Ley 37/1992 art. 91 Dos.1.2.º; DGT V2206-24"),
        rates_by_statute("Ley 37/1992 art. 91 Dos.1.2.º"),
        Alternative(
            NET_FLAG,
            True,
            N_("On the Canary Islands, in Ceuta and Melilla the price is charged without the tax inside it."),
            "Ley 37/1992 art. 3",
        ),
    ),
    tax_note={"es": "IVA incluido, gastos de envío no incluidos"},
    rights=eu_consumer.rights(
        "es",
        months=36,
        withdrawal="RDL 1/2007 arts 102, 103, 104",
        uninformed="RDL 1/2007 art. 105",
        button="RDL 1/2007 art. 98 (2)",
    ),
)

SHOP = Storefront(
    code="ES",
    name=N_("Spain"),
    country="ES",
    currency="EUR",
    languages=("es", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("3.50"), free_from=eur(29)),
    contact=Contact("+34 910 123 456", "Mo-Fr 09:00-19:00", "servicio@es.comptoir.example"),
    imprint=Imprint(
        "Comptoir España S.L.",
        ("Calle de Alcalá 10", "28014 Madrid"),
        "ESB12345678",
    ),
    delivers_to=("ES", "PT"),
    delivery=(express(eur("6.95")),),
)
