"""Poland.

Book prices   free; bills (12 months, 5 %) were never passed: shipped, switched off
VAT           Ustawa o VAT art. 41; books and e-books 5 %
Deposit       Ustawa o gospodarce opakowaniami, annex 1a: 0.50 zloty since October 2025 on cans up to a litre
              and plastic bottles up to three; 1 zloty since 2026 on returnable glass up to 1.5; none on milk
Consumers     Ustawa o prawach konsumenta arts 27, 38 (withdrawal), 17 (order button)
"""

from datetime import date
from decimal import Decimal

from regions import eu, eu_consumer
from regions.ages import at_least
from regions.alternatives import BY_STATUTE, audiobook_rate, audiobook_rate_flag, bill, rates_by_statute
from regions.claims import Rank, Rule
from regions.dates import span
from regions.deposits import Deposit, deposit_rule
from regions.kinds import Beverage, Condition, Kind, Packaging
from regions.money import money
from regions.policy import Imprint, Tariff
from regions.pricelaw import Freedom, PriceLaw, Sale, Share, in_condition
from regions.rates import rate, then
from regions.region import Contact, Law, Storefront
from regions.taxes import vat
from regions.ways import express, locker
from regions.words import N_

STANDARD = then(rate("22"), ("2011-01-01", "23"))
ELECTRONIC = then(STANDARD, ("2019-11-01", "5"))

BILL = "pl_book_price_bill"


def is_no_longer_bound(sale: Sale) -> bool:
    """Twelve months after the edition."""
    return at_least(sale.item.edition, 12, sale.day)


BOOK_PRICE = PriceLaw(
    rule=Rule(
        code="PL_BOOK_PRICE",
        title=N_("Book price"),
        explanation=N_("A new book may be sold at most 5 % below the price that its publisher set: {price}."),
        legal_basis="Bills on a uniform book price: never passed",
        rank=Rank.MERCHANT,
    ),
    kinds=frozenset({Kind.BOOK}),
    share=Share(95),
    freedoms=(
        Freedom(is_no_longer_bound, N_("The price is free when the edition is old enough.")),
        Freedom(in_condition(Condition.USED, Condition.ANTIQUE), N_("Second-hand books are free.")),
    ),
    flag=BILL,
)


def deposit(since: str, amount: str, packaging: Packaging, most: str, *, reusable: bool = False) -> Deposit:
    """A kind of containers; older stock is sold beside them until the end of 2025, glass a year longer."""
    return Deposit(
        rule=deposit_rule("PL", "Ustawa o gospodarce opakowaniami art. 40g, annex 1a", span(since)),
        amount=money(amount, "PLN"),
        packagings=frozenset({packaging}),
        spared=frozenset({Beverage.MILK}),
        least=Decimal(0),
        most=Decimal(most),
        reusable=reusable,
        firm_since=date(2027, 1, 1) if reusable else date(2026, 1, 1),
    )


DEPOSITS = (
    deposit("2025-10-01", "0.50", Packaging.PLASTIC_BOTTLE, "3"),
    deposit("2025-10-01", "0.50", Packaging.CAN, "1"),
    deposit("2026-01-01", "1.00", Packaging.GLASS_BOTTLE, "1.5", reusable=True),
)

LAW = Law(
    country="PL",
    currency="PLN",
    timezone="Europe/Warsaw",
    tax=vat(
        STANDARD,
        {
            frozenset({Kind.BOOK, Kind.STAPLE_FOOD}): rate("5"),
            frozenset({Kind.EBOOK}): ELECTRONIC,
            frozenset({Kind.FOOD}): rate("8"),
        },
        choices={
            audiobook_rate_flag("PL"): {frozenset({Kind.AUDIOBOOK_DOWNLOAD}): ELECTRONIC},
            BY_STATUTE: {
                frozenset({Kind.MAGAZINE, Kind.NEWSPAPER}): rate("8"),
                frozenset({Kind.SHEET_MUSIC, Kind.MAP, Kind.AUDIOBOOK_DISC}): rate("5"),
            },
        },
        legal_basis="Ustawa o VAT art. 41",
    ),
    prices=(BOOK_PRICE,),
    tax_rule=Rule("PL_VAT", eu.VAT_RULE.title, eu.VAT_RULE.explanation, "Ustawa o VAT art. 41"),
    charges=(eu.DUTY,),
    deposits=DEPOSITS,
    data_duties=(eu.PRODUCT_SAFETY,),
    alcohol=eu.alcohol(basis="Ustawa o wychowaniu w trzeźwości art. 15"),
    prior_price=eu.PRIOR_PRICE,
    unit_prices=True,
    alternatives=(
        bill(BILL, "12 months, 5 %; never passed"),
        audiobook_rate("PL", True, "Ustawa o VAT annex 10"),
        rates_by_statute("Ustawa o VAT annexes 3, 10"),
    ),
    tax_note={"pl": "z VAT, plus koszty dostawy"},
    rights=eu_consumer.rights(
        "pl",
        withdrawal="Ustawa o prawach konsumenta arts 27, 38",
        uninformed="Ustawa o prawach konsumenta art. 29",
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
    imprint=Imprint(
        "Comptoir Polska sp. z o.o.",
        ("ul. Marszałkowska 10", "00-590 Warszawa"),
        "PL1234567890",
        "KRS 0000123456",
    ),
    delivers_to=("PL",),
    delivery=(express(money("24.99", "PLN")), locker(money("9.99", "PLN"), money(79, "PLN"), "PL")),
)
