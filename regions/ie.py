"""Ireland.

Book prices   free
VAT           VAT Consolidation Act 2010; books 0 %, e-books and audiobooks 0 % since 1 January 2024
Deposit       S.I. 33/2024: cans and plastic bottles since 1 February 2024; 0.15 euros up to half a litre,
              above it 0.25; none on milk
Consumers     Consumer Rights Act 2022 parts 2, 5
"""

from datetime import date
from decimal import Decimal

from regions import eu, eu_consumer
from regions.alternatives import BY_STATUTE, rates_by_statute
from regions.claims import Rule
from regions.dates import span
from regions.deposits import CANS_AND_PLASTIC, Deposit, deposit_rule
from regions.kinds import Beverage, Kind
from regions.money import eur
from regions.policy import Imprint, Tariff
from regions.rates import Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import FOODS, vat
from regions.ways import express
from regions.words import N_

STANDARD = then(rate("23"), ("2020-09-01", "21"), ("2021-03-01", "23"))
LISTENED = frozenset({Kind.AUDIOBOOK_DISC, Kind.AUDIOBOOK_DOWNLOAD})


def deposit(amount: str, *, least: str, most: str) -> Deposit:
    """A size of the containers; stock from before could be sold until the end of May 2024."""
    return Deposit(
        rule=deposit_rule("IE", "S.I. No. 33/2024", span("2024-02-01")),
        amount=eur(amount),
        packagings=CANS_AND_PLASTIC,
        spared=frozenset({Beverage.MILK}),
        least=Decimal(least),
        most=Decimal(most),
        firm_since=date(2024, 6, 1),
    )


LAW = Law(
    country="IE",
    currency="EUR",
    timezone="Europe/Dublin",
    tax=vat(
        STANDARD,
        {
            frozenset({Kind.BOOK, Kind.CHILDREN_CLOTHING}) | FOODS: rate("0"),
            frozenset({Kind.EBOOK}): STANDARD.change("2019-01-01", rate("9")).change("2024-01-01", rate("0")),
            LISTENED: STANDARD.change("2024-01-01", rate("0")),
        },
        choices={
            BY_STATUTE: {
                frozenset({Kind.NEWSPAPER}): then(rate("9"), ("2023-01-01", "0")),
                frozenset({Kind.MAGAZINE}): rate("9"),
                frozenset({Kind.SHEET_MUSIC}): rate("0"),
            }
        },
        legal_basis="VAT Consolidation Act 2010 schedule 2",
    ),
    tax_rule=Rule("IE_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "VAT Consolidation Act 2010 s. 46"),
    charges=(eu.DUTY,),
    deposits=(deposit("0.15", least="0.15", most="0.5"), deposit("0.25", least="0.5", most="3")),
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(basis="Intoxicating Liquor Act 1988 s. 31"),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(rates_by_statute("VAT Consolidation Act 2010 schedules 2, 3"),),
    cash_steps=Steps((1,)).change("2015-10-28", 5),
    tax_note={"en": "incl. VAT, plus delivery"},
    rights=eu_consumer.rights("en", withdrawal="Consumer Rights Act 2022 s. 108"),
)

SHOP = Storefront(
    code="IE",
    name=N_("Ireland"),
    country="IE",
    currency="EUR",
    languages=("en",),
    prices_include_tax=True,
    shipping=Tariff(fee=eur("4.50"), free_from=eur(35)),
    contact=Contact("+353 1 800 1234", "Mo-Fr 09:00-18:00", "service@ie.comptoir.example"),
    imprint=Imprint(
        "Comptoir Ireland Ltd",
        ("10 Grafton Street", "Dublin", "D02 VF25"),
        "IE1234567T",
    ),
    delivers_to=("IE",),
    delivery=(express(eur("8.50")),),
)
