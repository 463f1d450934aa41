"""Canada: federal GST, harmonised with some provinces' tax (HST); others tax for themselves (QST, PST).

Tax         Excise Tax Act; the provincial part on printed books and audiobooks on discs is rebated at the
            till (GI-065); basic food bears nothing. NS 14 % since April 2025. BC, MB, SK spare printed books
Alcohol     18 in AB, MB and QC, otherwise 19
"""

from collections.abc import Mapping

from regions.claims import Rule
from regions.kinds import AlcoholType, Kind
from regions.money import money
from regions.policy import Imprint, Tariff
from regions.rates import Rate, Steps, rate, then
from regions.region import Contact, Law, Storefront
from regions.restrictions import AlcoholAges
from regions.taxes import FOODS, Part, TaxTable
from regions.ways import express
from regions.words import N_

GST: Part = ("GST", rate("5"))
PRINTED = frozenset({Kind.BOOK, Kind.AUDIOBOOK_DISC})
ZONES = {
    "America/Edmonton": "AB NT",
    "America/Halifax": "NS PE",
    "America/Iqaluit": "NU",
    "America/Moncton": "NB",
    "America/Regina": "SK",
    "America/St_Johns": "NL",
    "America/Vancouver": "BC",
    "America/Whitehorse": "YT",
    "America/Winnipeg": "MB",
}
BASIS = "Excise Tax Act s. 165; GI-065"


def province(*parts: Part, federal_only: frozenset[Kind] = PRINTED) -> TaxTable:
    """A province's table: all its taxes, but GST alone on what it spares, and nothing on basic food."""
    spared: Mapping[Kind, tuple[Part, ...]] = dict.fromkeys(federal_only, (GST,))
    free = dict.fromkeys(FOODS, (("GST", rate("0")),))
    return TaxTable(name="GST", standard=parts, kinds={**spared, **free}, legal_basis=BASIS)


def harmonised(steps: Steps[Rate], *also_spared: Kind) -> TaxTable:
    """A province whose tax is part of the federal one."""
    return province(("HST", steps), federal_only=PRINTED | frozenset(also_spared))


LAW = Law(
    country="CA",
    currency="CAD",
    timezone="America/Toronto",
    timezones={part: zone for zone, parts in ZONES.items() for part in parts.split()},
    tax=province(GST),
    tax_rule=Rule(
        code="CA_GST",
        title=N_("Goods and services tax"),
        explanation=N_("The province to which the goods are sent decides the tax."),
        legal_basis=BASIS,
    ),
    states={
        "AB": province(GST),
        "BC": province(GST, ("PST", rate("7")), federal_only=PRINTED | {Kind.CHILDREN_CLOTHING}),
        "MB": province(GST, ("PST", rate("7"))),
        "NB": harmonised(rate("15")),
        "NL": harmonised(rate("15")),
        "NS": harmonised(then(rate("15"), ("2025-04-01", "14"))),
        "NT": province(GST),
        "NU": province(GST),
        "ON": harmonised(rate("13"), Kind.CHILDREN_CLOTHING),
        "PE": harmonised(rate("15")),
        "QC": province(GST, ("QST", rate("9.975"))),
        "SK": province(GST, ("PST", rate("6"))),
        "YT": province(GST),
    },
    alcohol=AlcoholAges(
        Rule(
            code="ALCOHOL_AGE",
            title=N_("Age for alcohol"),
            explanation=N_("Alcohol isn't sold to buyers under {age}."),
            legal_basis="Provincial liquor acts",
        ),
        dict.fromkeys(AlcoholType, 19),
        {"AB": 18, "MB": 18, "QC": 18},
    ),
    cash_steps=Steps((1,)).change("2013-02-04", 5),
    tax_note={"en": "plus tax", "fr": "taxes en sus"},
)

SHOP = Storefront(
    code="CA",
    name=N_("Canada"),
    country="CA",
    currency="CAD",
    languages=("en", "fr"),
    prices_include_tax=False,
    shipping=Tariff(fee=money("5.99", "CAD"), free_from=money(45, "CAD")),
    contact=Contact("+1 416 555 0123", "Mon-Fri 08:00-20:00 ET", "service@ca.comptoir.example"),
    imprint=Imprint(
        "Comptoir Canada Inc.",
        ("100 King Street West", "Toronto ON  M5X 1A9"),
        "123456789 RT0001",
    ),
    delivers_to=("CA",),
    delivery=(express(money("16.99", "CAD")),),
)
