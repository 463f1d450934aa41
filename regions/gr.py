"""Greece.

Book prices   L. 4549/2018 arts 34-37: 90 to 100 % of the publisher's price, never above it, for 18 months;
              a reprint adds 12 months in which 80 % is the least
VAT           L. 2859/2000; Leros, Lesbos, Kos, Samos and Chios bear rates that are 30 % lower
Consumers     L. 2251/1994 arts 3e, 3l (withdrawal), 3d (order button)
"""

from regions import eu, eu_consumer
from regions.ages import at_least
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
from regions.dates import add_months, span
from regions.kinds import AUDIOBOOKS, BuyerKind, Condition, Kind
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
)
from regions.rates import Rate, Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.restrictions import GiftLaw
from regions.taxes import FOODS, TaxTable, Territory, vat
from regions.ways import express
from regions.words import N_

BOOK_PRICE = Rule(
    code="GR_BOOK_PRICE",
    title=N_("Book price"),
    explanation=N_("A new book may be sold at most 10 % below the price that its publisher set: {price}."),
    legal_basis="L. 4549/2018 art. 35 (2)",
    span=span("2018-06-14"),
)
GIFT = Rule(
    code="GR_BOOK_GIFT",
    title=N_("Gifts with books"),
    explanation=N_("Only the publisher may add a gift to a book."),
    legal_basis="L. 4549/2018 art. 35",
)


def is_reprint(sale: Sale) -> bool:
    """Bound no longer as a first edition, but as a reprint, for twelve months (art. 35 (9)).

    They begin with the reprint, but not before the first edition's eighteen months are over.
    """
    first, printed = sale.item.first_published, sale.item.reprinted_on
    if first is None or printed is None:
        return False
    begun = max(add_months(first, 18), printed)
    return at_least(begun, 0, sale.day) and not at_least(begun, 12, sale.day)


def is_no_longer_bound(sale: Sale) -> bool:
    """Eighteen months after the first edition, unless a reprint binds it anew."""
    return at_least(sale.item.first_published, 18, sale.day) and not is_reprint(sale)


PRICE_LAW = PriceLaw(
    rule=BOOK_PRICE,
    kinds=frozenset({Kind.BOOK, Kind.EBOOK}) | AUDIOBOOKS,
    share=Share(90),
    freedoms=(
        Freedom(audiobook_unless(audiobooks_bound_flag("GR")), N_("Audiobooks aren't taken for books.")),
        Freedom(is_no_longer_bound, N_("The price is free when the edition is old enough."), "art. 34 (5)"),
        Freedom(
            in_condition(Condition.USED, Condition.ANTIQUE, Condition.DAMAGED_MARKED),
            N_("Used and damaged copies are free."),
            "art. 34 (4)",
        ),
        Freedom(sold_to(BuyerKind.AUTHOR), N_("Authors are free."), "art. 34 (6)"),
        Freedom(
            sold_to(BuyerKind.PUBLIC_BODY),
            N_("The state and bodies of public benefit are free."),
            "art. 34 (6)",
        ),
        Freedom(
            during(Event.SALE_PERIOD),
            N_("In the sale periods that the state sets prices are free."),
            "art. 37 (2)",
        ),
    ),
    concessions=(
        Concession(
            Share(80),
            is_reprint,
            N_("A reprint may be 20 per cent cheaper for twelve months."),
            "art. 35 (9)",
        ),
    ),
    turning_months=(0, 12, 18, 30),
)


STANDARD = then(rate("23"), ("2016-06-01", "24"))
EBOOK_RATE = "gr_ebook_reduced_rate"
PUBLICATIONS = frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.SHEET_MUSIC, Kind.AUDIOBOOK_DISC})


def table(standard: Steps[Rate], food: int, books: int) -> TaxTable:
    """The rates of one part of the country."""
    return vat(
        standard,
        {FOODS: rate(food), frozenset({Kind.BOOK}): rate(books)},
        choices={
            EBOOK_RATE: {frozenset({Kind.EBOOK}): rate(books)},
            audiobook_rate_flag("GR"): {frozenset({Kind.AUDIOBOOK_DOWNLOAD}): rate(books)},
            BY_STATUTE: {PUBLICATIONS: rate(books)},
        },
        legal_basis="L. 2859/2000 art. 21",
    )


LAW = Law(
    country="GR",
    currency="EUR",
    timezone="Europe/Athens",
    tax=table(STANDARD, 13, 6),
    tax_rule=Rule("GR_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "L. 2859/2000 art. 21"),
    territories=(
        Territory(
            code="GR-ISLANDS",
            name=N_("Leros, Lesbos, Kos, Samos and Chios"),
            postcodes=("811", "812", "813", "821", "822", "823", "831", "832", "853", "854"),
            tax=table(rate("17"), 9, 4),
        ),
    ),
    prices=(PRICE_LAW,),
    charges=(eu.DUTY,),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(basis="L. 3730/2008"),
    gifts=GiftLaw(GIFT, percent=0, waived_by=Event.PUBLISHER_PROMOTION),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(
        audiobooks_bound("GR"),
        Alternative(
            EBOOK_RATE, True, N_("E-books bear the same rate of tax as books."), "L. 2859/2000 annex III"
        ),
        audiobook_rate("GR", True, "L. 2859/2000 annex III; TEDB 2025: online publications of audio books"),
        rates_by_statute("L. 2859/2000 annex III"),
    ),
    tax_note={"el": "με ΦΠΑ, πλέον μεταφορικών"},
    rights=eu_consumer.rights(
        "el",
        withdrawal="L. 2251/1994 art. 3e",
        uninformed="L. 2251/1994 art. 3st",
        button="L. 2251/1994 art. 3d",
    ),
)

SHOP = Storefront(
    code="GR",
    name=N_("Greece"),
    country="GR",
    currency="EUR",
    languages=("el", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("3.50"), free_from=eur(35)),
    contact=Contact("+30 21 1123 4567", "Mo-Fr 09:00-17:00", "support@gr.comptoir.example"),
    imprint=Imprint(
        "Comptoir Ελλάς ΕΠΕ",
        ("Ερμού 10", "105 63 Αθήνα"),
        "EL123456789",
    ),
    delivers_to=("GR", "CY"),
    delivery=(express(eur("7.50")),),
)
