"""Poland.

Book prices   free; bills (12 months, 5 %) were never passed
VAT           Ustawa o VAT art. 41; books and e-books 5 %
Consumers     Ustawa o prawach konsumenta arts 27, 38 (withdrawal), 17 (order button)
"""

from regions import eu, eu_consumer
from regions.claims import Rule
from regions.kinds import Kind
from regions.money import money
from regions.policy import Tariff
from regions.rates import rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import vat
from regions.ways import express, locker
from regions.words import N_

STANDARD = then(rate("22"), ("2011-01-01", "23"))

LAW = Law(
    country="PL",
    currency="PLN",
    timezone="Europe/Warsaw",
    tax=vat(
        STANDARD,
        {
            frozenset({Kind.BOOK, Kind.STAPLE_FOOD}): rate("5"),
            frozenset({Kind.EBOOK}): then(STANDARD, ("2019-11-01", "5")),
            frozenset({Kind.FOOD}): rate("8"),
        },
        legal_basis="Ustawa o VAT art. 41",
    ),
    tax_rule=Rule("PL_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "Ustawa o VAT art. 41"),
    charges=(eu.DUTY,),
    alcohol=eu.alcohol(basis="Ustawa o wychowaniu w trzeźwości art. 15"),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    tax_note={"pl": "z VAT, plus koszty dostawy"},
    rights=eu_consumer.rights(
        "pl",
        withdrawal="Ustawa o prawach konsumenta arts 27, 38",
        button="Ustawa o prawach konsumenta art. 17",
    ),
)

SHOP = Storefront(
    code="PL",
    name=N_("Poland"),
    country="PL",
    currency="PLN",
    languages=("pl", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=money("12.99", "PLN"), free_from=money(99, "PLN")),
    contact=Contact("+48 22 123 45 67", "Mo-Fr 08:00-18:00", "pomoc@pl.comptoir.example"),
    delivers_to=("PL",),
    delivery=(express(money("24.99", "PLN")), locker(money("9.99", "PLN"), money(79, "PLN"), "PL")),
)
