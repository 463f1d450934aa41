"""Switzerland.

Book prices   free (rejected in the referendum of 2012)
VAT           MWSTG art. 25; rates since 1 January 2024
Unit price    PBV arts 5-9
Consumers     OR art. 210 (two years); no right to withdraw from an online sale
"""

from regions.alternatives import BY_STATUTE, audiobook_rate, audiobook_rate_flag, rates_by_statute
from regions.claims import Rule
from regions.kinds import AlcoholType, Kind
from regions.money import money
from regions.policy import Imprint, Tariff
from regions.rates import Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.restrictions import AlcoholAges
from regions.rights import Rights
from regions.taxes import FOODS, vat
from regions.ways import express
from regions.words import N_

STANDARD = then(rate("8"), ("2018-01-01", "7.7"), ("2024-01-01", "8.1"))
REDUCED = then(rate("2.5"), ("2024-01-01", "2.6"))
ELECTRONIC = STANDARD.change("2018-01-01", REDUCED)

LAW = Law(
    country="CH",
    currency="CHF",
    timezone="Europe/Zurich",
    tax=vat(
        STANDARD,
        {
            frozenset({Kind.BOOK}) | FOODS: REDUCED,
            frozenset({Kind.EBOOK}): ELECTRONIC,
        },
        choices={
            audiobook_rate_flag("CH"): {frozenset({Kind.AUDIOBOOK_DOWNLOAD}): ELECTRONIC},
            BY_STATUTE: {
                frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.SHEET_MUSIC}): REDUCED,
                frozenset({Kind.AUDIOBOOK_DISC}): ELECTRONIC,
            },
        },
        legal_basis="MWSTG art. 25",
    ),
    tax_rule=Rule(
        code="CH_VAT",
        title=N_("Value added tax"),
        explanation=N_("The tax is that of the place to which the goods are sent."),
        legal_basis="MWSTG art. 25",
    ),
    alcohol=AlcoholAges(
        Rule(
            code="ALCOHOL_AGE",
            title=N_("Age for alcohol"),
            explanation=N_("Alcohol isn't sold to buyers under {age}."),
            legal_basis="LMG art. 14; AlkG art. 41",
        ),
        {AlcoholType.BEER: 16, AlcoholType.WINE: 16, AlcoholType.SPIRITS: 18},
    ),
    unit_prices=True,
    alternatives=(
        audiobook_rate("CH", True, "MWSTV art. 51a (2)"),
        rates_by_statute("MWSTG art. 25 (2) (a) no. 9; MWSTV arts 51, 51a"),
    ),
    cash_steps=Steps((5,)),
    tax_note={
        "de": "inkl. MwSt., zzgl. Versandkosten",
        "fr": "TVA incluse, hors frais de livraison",
        "it": "IVA inclusa, spese di spedizione escluse",
    },
    rights=Rights(guarantee_months=24),
)

SHOP = Storefront(
    code="CH",
    name=N_("Switzerland"),
    country="CH",
    currency="CHF",
    languages=("de", "fr", "it", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=money("6.90", "CHF"), free_from=money(60, "CHF")),
    contact=Contact("+41 44 800 12 34", "Mo-Fr 08:00-18:00", "service@ch.comptoir.example"),
    imprint=Imprint(
        "Comptoir Schweiz AG",
        ("Bahnhofstrasse 10", "8001 Zürich"),
        "CHE-123.456.789 MWST",
    ),
    delivers_to=("CH",),
    delivery=(express(money("12.90", "CHF")),),
)
