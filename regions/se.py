"""Sweden.

Book prices   free
VAT           Mervärdesskattelag 2023:200 ch. 9; food 6 % from April 2026 to the end of 2027
Alcohol       Retail is the state's monopoly (alkohollag 2010:1622 ch. 5)
Deposit       Förordning 2022:1274: cans and plastic bottles belong to a system (Returpack): 1 krona, above a
              litre of plastic 2; since September 2025 2 and 3, beside older stock until the end of 2026. None
              on milk; on juice since 2023
Consumers     Distansavtalslag 2005:59 ch. 2 (withdrawal); konsumentköplag 2022:260 (guarantee: three years)
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from regions import eu, eu_consumer
from regions.alternatives import BY_STATUTE, rates_by_statute
from regions.claims import Rule
from regions.dates import span
from regions.deposits import CANS, PLASTIC, Deposit, deposit_rule
from regions.kinds import Beverage, Kind
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


def deposits(since: str, until: str | None, amounts: tuple[int, int], *spared: Beverage) -> Iterator[Deposit]:
    """Both amounts of some years; what a container is marked with counts as long as older ones are sold."""
    rule = deposit_rule("SE", "Förordning 2022:1274 ch. 5; Returpack", span(since, until))
    sizes = ((CANS, Decimal(3)), (PLASTIC, Decimal(1)), (PLASTIC, Decimal(3)))
    for (packagings, most), amount in zip(sizes, (amounts[0], *amounts), strict=True):
        yield Deposit(
            rule, money(amount, "SEK"), packagings, frozenset(spared), Decimal(0), most,
            firm_since=date(2027, 1, 1),
        )  # fmt: skip


DEPOSITS = (
    *deposits("2010-09-15", "2023-01-01", (1, 2), Beverage.MILK, Beverage.JUICE, Beverage.SYRUP),
    *deposits("2023-01-01", "2025-09-01", (1, 2), Beverage.MILK),
    *deposits("2025-09-01", None, (2, 3), Beverage.MILK),
)

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
    deposits=DEPOSITS,
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
