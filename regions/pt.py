"""Portugal.

Book prices   Decreto-Lei 176/96, last amended by DL 94/2021: 90 to 100 % for 24 months; audiobooks too
VAT           CIVA art. 18; Madeira and the Azores have rates of their own (postcodes 90-94, 95-99)
Consumers     DL 24/2014 arts 10, 17 (withdrawal), 5 (4) (order button); DL 84/2021 art. 12 (guarantee)
"""

from datetime import date

from regions import eu, eu_consumer
from regions.ages import at_least
from regions.alternatives import BY_STATUTE, audiobook_rate, audiobook_rate_flag, rates_by_statute
from regions.claims import Rule
from regions.dates import span
from regions.kinds import Condition, Kind
from regions.money import eur
from regions.policy import Event, Imprint, Tariff
from regions.pricelaw import Concession, Freedom, PriceLaw, Sale, Share, during, in_condition
from regions.rates import Rate, Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import TaxTable, Territory, vat
from regions.ways import express
from regions.words import N_

BOOK_PRICE = Rule(
    code="PT_BOOK_PRICE",
    title=N_("Book price"),
    explanation=N_("A new book may be sold at most 10 % below the price that its publisher set: {price}."),
    legal_basis="Decreto-Lei 176/96 art. 4",
    span=span("1996-12-01"),
)
LONGER = date(2022, 2, 7)  # since then 24 months instead of 18 (DL 94/2021)


def is_no_longer_bound(sale: Sale) -> bool:
    """Some months after the edition, or after the import of an imported book."""
    months = 24 if sale.day >= LONGER else 18
    return at_least(sale.item.imported_on or sale.item.edition, months, sale.day)


PRICE_LAW = PriceLaw(
    rule=BOOK_PRICE,
    kinds=frozenset({Kind.BOOK, Kind.EBOOK, Kind.AUDIOBOOK_DISC, Kind.AUDIOBOOK_DOWNLOAD}),
    share=Share(90),
    freedoms=(
        Freedom(is_no_longer_bound, N_("The price is free when the edition is old enough.")),
        Freedom(
            in_condition(Condition.USED, Condition.ANTIQUE, Condition.OUT_OF_CATALOGUE),
            N_("Used, antique and out-of-catalogue books are free."),
        ),
        Freedom(
            lambda sale: sale.item.adopted_schoolbook or sale.item.school_level is not None,
            N_("School textbooks have a regime of their own."),
        ),
    ),
    concessions=(
        Concession(Share(80), during(Event.BOOK_FAIR), N_("At a book fair: up to 20 per cent cheaper.")),
    ),
)


PUBLICATIONS = frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.SHEET_MUSIC, Kind.AUDIOBOOK_DISC})


def table(standard: int, middle: int, reduced: Steps[Rate]) -> TaxTable:
    """The rates of one part of the country."""
    return vat(
        rate(standard),
        {
            frozenset({Kind.BOOK, Kind.EBOOK, Kind.STAPLE_FOOD}): reduced,
            frozenset({Kind.FOOD}): rate(middle),
        },
        choices={
            audiobook_rate_flag("PT"): {frozenset({Kind.AUDIOBOOK_DOWNLOAD}): reduced},
            BY_STATUTE: {PUBLICATIONS: reduced},
        },
        legal_basis="CIVA art. 18",
    )


LAW = Law(
    country="PT",
    currency="EUR",
    timezone="Europe/Lisbon",
    tax=table(23, 13, rate("6")),
    tax_rule=Rule("PT_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "CIVA art. 18"),
    territories=(
        Territory(
            code="PT-MADEIRA",
            name="Madeira",
            postcodes=("90", "91", "92", "93", "94"),
            subdivisions=frozenset({"30"}),
            tax=table(22, 12, then(rate("5"), ("2024-10-01", "4"))),
        ),
        Territory(
            code="PT-AZORES",
            name=N_("Azores"),
            postcodes=("95", "96", "97", "98", "99"),
            subdivisions=frozenset({"20"}),
            timezone="Atlantic/Azores",
            tax=table(16, 9, rate("4")),
        ),
    ),
    prices=(PRICE_LAW,),
    charges=(eu.DUTY,),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(basis="Decreto-Lei 50/2013 art. 3"),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(
        audiobook_rate("PT", True, "CIVA list I no. 2.1; tax authority, 2021"),
        rates_by_statute("CIVA list I no. 2.1"),
    ),
    tax_note={"pt": "IVA incluído, portes não incluídos"},
    rights=eu_consumer.rights(
        "pt",
        months=36,
        withdrawal="Decreto-Lei 24/2014 arts 10, 17",
        uninformed="Decreto-Lei 24/2014 art. 10 (2), (3)",
        button="Decreto-Lei 24/2014 art. 5 (4)",
    ),
)

SHOP = Storefront(
    code="PT",
    name=N_("Portugal"),
    country="PT",
    currency="EUR",
    languages=("pt", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("3.50"), free_from=eur(30)),
    contact=Contact("+351 21 123 4567", "Mo-Fr 09:00-18:00", "apoio@pt.comptoir.example"),
    imprint=Imprint(
        "Comptoir Portugal, Lda.",
        ("Rua Augusta 10", "1100-053 Lisboa"),
        "PT123456789",
    ),
    delivers_to=("PT", "ES"),
    delivery=(express(eur("6.90")),),
)
