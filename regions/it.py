"""Italy.

Book prices   Legge 128/2011 (Levi), as amended by Legge 15/2020: 95 to 100 % of the cover price; print only
VAT           DPR 633/1972, table A
Consumers     Codice del consumo arts 52, 54 (withdrawal), 51 (2) (order button), 133 (guarantee)
"""

from regions import eu, eu_consumer
from regions.ages import at_least
from regions.alternatives import BY_STATUTE, audiobook_rate, audiobook_rate_flag, rates_by_statute
from regions.claims import Rule
from regions.dates import span
from regions.kinds import BuyerKind, Condition, Kind
from regions.money import eur
from regions.policy import Event, Imprint, Tariff
from regions.pricelaw import Concession, Freedom, PriceLaw, Sale, Share, during, in_condition, sold_to
from regions.rates import Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import Territory, vat
from regions.ways import express
from regions.words import N_

BOOK_PRICE = Rule(
    code="IT_BOOK_PRICE",
    title=N_("Book price"),
    explanation=N_("A new book may be sold at most 5 % below the price that its publisher set: {price}."),
    legal_basis="Legge 128/2011 art. 2; Legge 15/2020 art. 8",
    span=span("2020-03-25"),
)
DECEMBER = 12


def is_old_stock(sale: Sale) -> bool:
    """Published for twenty months at least, and not bought by the shop for six."""
    item = sale.item
    return at_least(item.edition, 20, sale.day) and at_least(item.last_supply_on, 6, sale.day)


def in_publishers_month(sale: Sale) -> bool:
    """A publisher's promotion: never in December, never for titles of the last six months."""
    authorised = Event.PUBLISHER_PROMOTION in sale.events and sale.day.month != DECEMBER
    return authorised and at_least(sale.item.edition, 6, sale.day)


PRICE_LAW = PriceLaw(
    rule=BOOK_PRICE,
    kinds=frozenset({Kind.BOOK}),
    share=Share(95),
    freedoms=(
        Freedom(
            in_condition(Condition.USED, Condition.ANTIQUE, Condition.OUT_OF_CATALOGUE),
            N_("Used, antique and out-of-catalogue books are free."),
        ),
        Freedom(is_old_stock, N_("Old stock is free: 20 months old, not bought for 6 months.")),
        Freedom(
            sold_to(BuyerKind.LIBRARY_PUBLIC, BuyerKind.LIBRARY_SCIENTIFIC),
            N_("Libraries are free."),
        ),
    ),
    concessions=(
        Concession(
            Share(85),
            lambda sale: sale.item.adopted_schoolbook,
            N_("School books in use may be 15 per cent cheaper."),
        ),
        Concession(Share(80), in_publishers_month, N_("In a publisher's month: up to 20 per cent cheaper.")),
        Concession(
            Share(85),
            during(Event.SHOP_PROMOTION),
            N_("In the shop's yearly promotion: up to 15 per cent cheaper."),
        ),
    ),
)

STANDARD = then(rate("21"), ("2013-10-01", "22"))
REDUCED = rate("4")
ELECTRONIC = STANDARD.change("2015-01-01", REDUCED)
PRINTED_MATTER = frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.SHEET_MUSIC, Kind.MAP})

LAW = Law(
    country="IT",
    currency="EUR",
    timezone="Europe/Rome",
    tax=vat(
        STANDARD,
        {
            frozenset({Kind.BOOK, Kind.STAPLE_FOOD}): REDUCED,
            frozenset({Kind.EBOOK}): ELECTRONIC,
            frozenset({Kind.FOOD}): rate("10"),
        },
        choices={
            audiobook_rate_flag("IT"): {frozenset({Kind.AUDIOBOOK_DOWNLOAD}): ELECTRONIC},
            BY_STATUTE: {PRINTED_MATTER: REDUCED},
        },
        legal_basis="DPR 633/1972 art. 16",
    ),
    tax_rule=Rule("IT_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "DPR 633/1972 art. 16"),
    territories=(
        Territory(code="IT-LIVIGNO", name="Livigno", postcodes=("23041",), outside=True),
        Territory(code="IT-CAMPIONE", name="Campione d'Italia", postcodes=("22061",), outside=True),
    ),
    prices=(PRICE_LAW,),
    charges=(eu.DUTY,),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(basis="Legge 125/2001 art. 14-ter"),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(
        audiobook_rate("IT", True, "Legge 190/2014 art. 1 (667)"),
        rates_by_statute("DPR 633/1972, table A part II no. 18"),
    ),
    cash_steps=Steps((1,)).change("2018-01-01", 5),
    tax_note={"it": "IVA inclusa, spese di spedizione escluse"},
    rights=eu_consumer.rights(
        "it",
        withdrawal="Codice del consumo arts 52, 54, 59",
        uninformed="Codice del consumo art. 53",
        button="Codice del consumo art. 51 (2)",
    ),
)

SHOP = Storefront(
    code="IT",
    name=N_("Italy"),
    country="IT",
    currency="EUR",
    languages=("it", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("3.90"), free_from=eur(35)),
    contact=Contact("+39 02 30301234", "Mo-Fr 09:00-19:00", "servizio@it.comptoir.example"),
    imprint=Imprint(
        "Comptoir Italia S.r.l.",
        ("Via Dante 10", "20121 Milano MI"),
        "IT12345678901",
        "REA MI-1234567",
    ),
    delivers_to=("IT",),
    delivery=(express(eur("7.90")),),
)
