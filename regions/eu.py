"""The European Union: law above its member states, and the members that have no file of their own.

Prior price   Directive 98/6/EC art. 6a (Aldi Süd, C-330/23)
Unit price    Directive 98/6/EC arts 3, 4
VAT           Directive 2006/112/EC; standard rates as the Commission's TEDB tells them
Duty          Regulation (EU) 2026 on goods of little value: 3 euros for each tariff heading, from 1 July 2026
Safety        Regulation (EU) 2023/988 art. 19: what an offer tells of a product's maker
Alcohol       18 where a member state's own age isn't written down
"""

from collections.abc import Container, Iterator

from regions import eu_consumer
from regions.alternatives import BY_STATUTE, rates_by_statute
from regions.charges import Charge, ChargePart, Order
from regions.claims import Rule
from regions.dates import span
from regions.item import Item
from regions.kinds import UNSHIPPED, AlcoholType, Condition, Kind
from regions.money import eur
from regions.policy import Check
from regions.rates import Rate, Steps, rate, then
from regions.reference import PriorPriceLaw
from regions.region import Law
from regions.restrictions import AlcoholAges, DataDuty
from regions.taxes import vat
from regions.words import N_

VAT_RULE = Rule(
    code="VAT",
    title=N_("Value added tax"),
    explanation=N_("The tax is that of the place to which the goods are sent."),
    legal_basis="Directive 2006/112/EC arts 33, 96, 98",
)
PRIOR_PRICE = PriorPriceLaw(
    Rule(
        code="EU_PRIOR_PRICE",
        title=N_("Prior price"),
        explanation=N_("A reduction is measured by the lowest price of the last 30 days."),
        legal_basis="Directive 98/6/EC art. 6a",
        span=span("2022-05-28"),
    )
)
LOW_VALUE_DUTY = Rule(
    code="EU_LOW_VALUE_DUTY",
    title=N_("Customs duty on small parcels"),
    explanation=N_(
        "Goods from outside the EU worth less than 150 euros bear 3 euros for each tariff heading."
    ),
    legal_basis="Regulation (EC) 1186/2009 as amended in 2026",
    span=span("2026-07-01", "2028-07-01"),
)
ALCOHOL_AGE = Rule(
    code="ALCOHOL_AGE",
    title=N_("Age for alcohol"),
    explanation=N_("Alcohol isn't sold to buyers under {age}."),
    legal_basis="",
)


EDIBLE = frozenset({Kind.FOOD, Kind.STAPLE_FOOD, Kind.DRINK, Kind.ALCOHOL})


def lacks_safety_data(item: Item) -> bool:
    """A thing whose maker isn't told, or for which nobody in the Union answers; food has rules of its own."""
    tangible = item.kind not in UNSHIPPED | EDIBLE and item.condition is not Condition.ANTIQUE
    return tangible and (item.product_safety is None or not item.product_safety.is_complete)


PRODUCT_SAFETY = DataDuty(
    Check.PRODUCT_SAFETY,
    "PRODUCT_SAFETY_MISSING",
    Rule(
        code="EU_PRODUCT_SAFETY",
        title=N_("Product safety"),
        explanation=N_("An offer names the maker with its addresses, and who answers for it in the Union."),
        legal_basis="Regulation (EU) 2023/988 art. 19",
        span=span("2024-12-13"),
    ),
    lacks_safety_data,
)

IMPORT_LIMIT = eur(150)  # of the import scheme (up to it) and of the duty (below it)


def low_value_duty(order: Order) -> list[ChargePart]:
    """Three euros for each distinct six-digit heading; goods without a code count as one heading."""
    if order.import_value is None or order.import_value.minor >= IMPORT_LIMIT.minor:
        return []
    headings: dict[str, int] = {}
    for at, line in enumerate(order.lines):
        if line.shipped:
            headings.setdefault((line.item.hs_code or "").replace(".", "")[:6], at)
    return [ChargePart(eur(3), at) for at in headings.values()]


DUTY = Charge("EU_LOW_VALUE_DUTY", LOW_VALUE_DUTY, low_value_duty)


def alcohol(beer: int = 18, wine: int = 18, spirits: int = 18, *, basis: str = "National law") -> AlcoholAges:
    """From which ages drinks are sold in a country."""
    rule = Rule(ALCOHOL_AGE.code, ALCOHOL_AGE.title, ALCOHOL_AGE.explanation, basis)
    ages = {AlcoholType.BEER: beer, AlcoholType.WINE: wine, AlcoholType.SPIRITS: spirits}
    return AlcoholAges(rule, ages)


STANDARD_RATES: dict[str, Steps[Rate]] = {
    "BG": rate("20"),
    "CY": rate("19"),
    "CZ": rate("21"),
    "DK": rate("25"),
    "EE": then(rate("20"), ("2024-01-01", "22"), ("2025-07-01", "24")),
    "FI": then(rate("24"), ("2024-09-01", "25.5")),
    "HR": rate("25"),
    "HU": rate("27"),
    "LT": rate("21"),
    "LU": then(rate("17"), ("2023-01-01", "16"), ("2024-01-01", "17")),
    "LV": rate("21"),
    "MT": rate("18"),
    "RO": then(rate("19"), ("2025-08-01", "21")),
    "SI": rate("22"),
    "SK": then(rate("20"), ("2025-01-01", "23")),
}
REDUCED_RATES: dict[str, dict[frozenset[Kind], Steps[Rate]]] = {
    "FI": {frozenset({Kind.BOOK}): then(rate("10"), ("2025-01-01", "14"), ("2026-01-01", "13.5"))},
    "LT": {frozenset({Kind.BOOK}): then(rate("9"), ("2026-01-01", "5"))},
}
# By choice, as TEDB told in August 2025 (what held before 2025 isn't known of all): printed and electronic
# books, scores, maps and audiobooks on discs where it names them, and the press.
PRINT = frozenset({Kind.BOOK, Kind.EBOOK, Kind.SHEET_MUSIC})
PRESS = frozenset({Kind.MAGAZINE, Kind.NEWSPAPER})
MAPS = frozenset({Kind.MAP})
BY_DISC = frozenset({Kind.AUDIOBOOK_DISC})
STATUTE_RATES: dict[str, dict[frozenset[Kind], Steps[Rate]]] = {
    "BG": {PRINT | PRESS | MAPS: rate("9")},
    "CY": {frozenset({Kind.BOOK, Kind.SHEET_MUSIC}) | PRESS | MAPS: rate("3")},
    "CZ": {PRINT | MAPS | BY_DISC: then(rate("10"), ("2024-01-01", "0")), PRESS: rate("12")},
    "DK": {frozenset({Kind.NEWSPAPER}): rate("0")},
    "EE": {PRINT | PRESS | MAPS: rate("9")},
    "FI": {
        frozenset({Kind.EBOOK}): then(
            rate("24"), ("2019-07-01", "10"), ("2025-01-01", "14"), ("2026-01-01", "13.5")
        ),
        frozenset({Kind.SHEET_MUSIC}) | MAPS: then(rate("10"), ("2025-01-01", "14"), ("2026-01-01", "13.5")),
        PRESS: rate("10"),
    },
    "HR": {PRINT | MAPS | BY_DISC | {Kind.NEWSPAPER}: rate("5"), frozenset({Kind.MAGAZINE}): rate("13")},
    "HU": {frozenset({Kind.BOOK, Kind.SHEET_MUSIC, Kind.MAGAZINE}) | BY_DISC: rate("5")},
    "LT": {
        frozenset({Kind.EBOOK, Kind.SHEET_MUSIC}) | MAPS: then(rate("9"), ("2026-01-01", "5")),
        PRESS: rate("5"),
    },
    "LU": {PRINT | PRESS | MAPS: rate("3")},
    "LV": {PRINT | PRESS: rate("5")},
    "MT": {PRINT | PRESS | MAPS: rate("5")},
    "RO": {PRINT | PRESS | MAPS | BY_DISC: then(rate("5"), ("2025-08-01", "11"))},
    "SI": {PRINT | PRESS | MAPS | BY_DISC: rate("5")},
    "SK": {PRINT | PRESS | MAPS | BY_DISC: then(rate("10"), ("2025-01-01", "5"))},
}
CURRENCIES = {"BG": "EUR", "CZ": "CZK", "DK": "DKK", "HU": "HUF", "RO": "RON"}
TIMEZONES = {
    "BG": "Europe/Sofia", "CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn", "FI": "Europe/Helsinki", "HR": "Europe/Zagreb", "HU": "Europe/Budapest",
    "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg", "LV": "Europe/Riga", "MT": "Europe/Malta",
    "RO": "Europe/Bucharest", "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava",
}  # fmt: skip
FIVE_CENTS = Steps((5,))
CASH: dict[str, Steps[int]] = {
    "FI": FIVE_CENTS,
    "SK": Steps((1,)).change("2022-07-01", 5),
    "EE": Steps((1,)).change("2025-01-01", 5),
    "LT": Steps((1,)).change("2025-05-01", 5),
}


def other_members(written: Container[str]) -> Iterator[Law]:
    """The law of each member state that has no file: the Union's, with the state's own standard rate."""
    for country, standard in STANDARD_RATES.items():
        if country not in written:
            yield Law(
                country=country,
                currency=CURRENCIES.get(country, "EUR"),
                timezone=TIMEZONES[country],
                tax=vat(
                    standard,
                    REDUCED_RATES.get(country),
                    choices={BY_STATUTE: STATUTE_RATES[country]},
                    legal_basis="TEDB",
                ),
                alternatives=(rates_by_statute("TEDB, August 2025"),),
                tax_rule=VAT_RULE,
                charges=(DUTY,),
                data_duties=(PRODUCT_SAFETY,),
                alcohol=alcohol(),
                prior_price=PRIOR_PRICE,
                unit_prices=True,
                cash_steps=CASH.get(country, Steps((1,))),
                rights=eu_consumer.rights("en"),
            )
