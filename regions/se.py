"""Sweden.

Book prices   free
VAT           Mervärdesskattelag 2023:200 ch. 9; food 6 % from April 2026 to the end of 2027
Alcohol       Retail is the state's monopoly (alkohollag 2010:1622 ch. 5)
Consumers     Distansavtalslag 2005:59 ch. 2 (withdrawal); konsumentköplag 2022:260 (guarantee: three years)
"""

from regions import eu, eu_consumer
from regions.alternatives import BY_STATUTE, rates_by_statute
from regions.claims import Rule
from regions.kinds import Kind
from regions.money import money
from regions.policy import Imprint, Tariff
from regions.pricelaw import Sale
from regions.rates import Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.restrictions import Ban
from regions.taxes import FOODS, vat
from regions.ways import express
from regions.words import N_

MONOPOLY = Rule(
    code="SE_ALCOHOL_MONOPOLY",
    title=N_("Sale of alcohol"),
    explanation=N_("In Sweden only the state's own shops sell alcohol."),
    legal_basis="Alkohollag 2010:1622 ch. 5",
)


def is_alcohol_sold_in_sweden(sale: Sale) -> bool:
    """Alcohol from a Swedish seller; what a consumer has sent from abroad is a private import."""
    return sale.item.kind is Kind.ALCOHOL and sale.seller.country == "SE"


PUBLICATIONS = frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.SHEET_MUSIC, Kind.MAP, Kind.AUDIOBOOK_DISC})

LAW = Law(
    country="SE",
    currency="SEK",
    timezone="Europe/Stockholm",
    tax=vat(
        rate("25"),
        {
            frozenset({Kind.BOOK}): rate("6"),
            frozenset({Kind.EBOOK, Kind.AUDIOBOOK_DOWNLOAD}): then(rate("25"), ("2019-07-01", "6")),
            FOODS: then(rate("12"), ("2026-04-01", "6"), ("2028-01-01", "12")),
        },
        choices={BY_STATUTE: {PUBLICATIONS: rate("6")}},
        legal_basis="Mervärdesskattelag 2023:200 ch. 9",
    ),
    tax_rule=Rule("SE_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "Mervärdesskattelag 2023:200 ch. 9"),
    charges=(eu.DUTY,),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(beer=20, wine=20, spirits=20, basis="Alkohollag 2010:1622 ch. 3 s. 7"),
    bans=(Ban(MONOPOLY, is_alcohol_sold_in_sweden),),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(rates_by_statute("Mervärdesskattelag 2023:200 ch. 9 s. 13"),),
    cash_steps=Steps((50,)).change("2010-10-01", 100),
    tax_note={"sv": "inkl. moms, exkl. frakt"},
    rights=eu_consumer.rights(
        "sv",
        months=36,
        withdrawal="Distansavtalslag 2005:59 ch. 2",
        uninformed="Distansavtalslag 2005:59 ch. 2 s. 12",
    ),
)

SHOP = Storefront(
    code="SE",
    name=N_("Sweden"),
    country="SE",
    currency="SEK",
    languages=("sv", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=money(39, "SEK"), free_from=money(299, "SEK")),
    contact=Contact("+46 8 123 456 78", "Mo-Fr 08:00-18:00", "kundtjanst@se.comptoir.example"),
    imprint=Imprint(
        "Comptoir Sverige AB",
        ("Drottninggatan 10", "111 51 Stockholm"),
        "SE123456789001",
    ),
    delivers_to=("SE",),
    delivery=(express(money(89, "SEK")),),
)
