"""The United Kingdom.

Book prices   free (the Net Book Agreement ended 1995-97)
VAT           VATA 1994 schedule 8: books, food and children's clothing 0 %; e-publications since 1 May 2020.
              Delivery follows the goods and is apportioned (Notice 700/24, VATVAL13120); to tax a separately
              charged delivery at the standard rate is the other reading
Consumers     Consumer Contracts Regulations 2013 regs 28-31 (withdrawal; 31: not informed), 14 (4) (order
              button); Consumer Rights Act 2015, Limitation Act 1980 (guarantee)
"""

from regions import eu_consumer
from regions.alternatives import BY_STATUTE, rates_by_statute
from regions.claims import Rule
from regions.dates import span
from regions.kinds import AlcoholType, Kind
from regions.money import money
from regions.policy import Imprint, ShippingSplit, Tariff
from regions.rates import rate, then
from regions.region import Contact, Law, Storefront
from regions.restrictions import AlcoholAges
from regions.rights import Prolongation, Rights, Withdrawal
from regions.taxes import FOODS, Territory, vat
from regions.ways import express
from regions.words import N_

ADULT = 18
STANDARD = then(rate("17.5"), ("2011-01-04", "20"))
ZERO = rate("0")
PRINTED_MATTER = frozenset({Kind.MAGAZINE, Kind.NEWSPAPER, Kind.SHEET_MUSIC, Kind.MAP})

LAW = Law(
    country="GB",
    currency="GBP",
    timezone="Europe/London",
    tax=vat(
        STANDARD,
        {
            frozenset({Kind.BOOK, Kind.CHILDREN_CLOTHING}) | FOODS: ZERO,
            frozenset({Kind.EBOOK}): STANDARD.change("2020-05-01", ZERO),
        },
        choices={BY_STATUTE: {PRINTED_MATTER: ZERO}},
        legal_basis="VATA 1994 schedule 8",
    ),
    tax_rule=Rule(
        code="GB_VAT",
        title=N_("Value added tax"),
        explanation=N_("The tax is that of the place to which the goods are sent."),
        legal_basis="VATA 1994 schedule 8",
    ),
    territories=(
        Territory(
            code="GB-NIR",
            name=N_("Northern Ireland"),
            postcodes=("BT",),
            subdivisions=frozenset({"NIR"}),
            union_goods=True,
        ),
    ),
    alcohol=AlcoholAges(
        Rule(
            code="ALCOHOL_AGE",
            title=N_("Age for alcohol"),
            explanation=N_("Alcohol isn't sold to buyers under {age}."),
            legal_basis="Licensing Act 2003 s. 146",
        ),
        dict.fromkeys(AlcoholType, ADULT),
    ),
    unit_prices=True,
    alternatives=(rates_by_statute("VATA 1994 schedule 8 group 3 items 2, 4, 5"),),
    shipping_splits=(ShippingSplit.GROSS, ShippingSplit.NET, ShippingSplit.STANDARD_RATE),
    tax_note={"en": "incl. VAT, plus delivery"},
    rights=Rights(
        withdrawal=Withdrawal(
            rule=Rule(
                code="GB_WITHDRAWAL",
                title=N_("Right of withdrawal"),
                explanation=N_("Consumers may withdraw within {days} days of receiving the last good."),
                legal_basis="Consumer Contracts Regulations 2013 regs 28-30",
                span=span("2014-06-13"),
            ),
            extended=False,
            if_uninformed=Prolongation(
                Rule(
                    code="GB_WITHDRAWAL_UNINFORMED",
                    title=eu_consumer.UNINFORMED.title,
                    explanation=eu_consumer.UNINFORMED.explanation,
                    legal_basis="Consumer Contracts Regulations 2013 reg. 31",
                    span=span("2014-06-13"),
                )
            ),
        ),
        guarantee_months=72,
        guarantee_in={"SCT": 60},
        order_button={"en": eu_consumer.BUTTONS["en"]},
        order_button_words={"en": eu_consumer.PLAIN_WORDS["en"]},
        order_button_rule=Rule(
            code="GB_ORDER_BUTTON",
            title=eu_consumer.ORDER_BUTTON.title,
            explanation=eu_consumer.ORDER_BUTTON.explanation,
            legal_basis="Consumer Contracts Regulations 2013 reg. 14 (4)",
            span=span("2014-06-13"),
        ),
        notices=(
            Rule(
                code="GB_REVIEW_NOTICE",
                title=eu_consumer.REVIEW_NOTICE.title,
                explanation=eu_consumer.REVIEW_NOTICE.explanation,
                legal_basis="Digital Markets, Competition and Consumers Act 2024 sch. 20 (13)",
                span=span("2025-04-06"),
            ),
        ),
    ),
)

SHOP = Storefront(
    code="GB",
    name=N_("United Kingdom"),
    country="GB",
    currency="GBP",
    languages=("en",),
    prices_include_tax=True,
    shipping=Tariff(fee=money("2.99", "GBP"), free_from=money(25, "GBP")),
    contact=Contact("+44 20 7946 0123", "Mon-Fri 08:00-20:00", "service@gb.comptoir.example"),
    imprint=Imprint(
        "Comptoir UK Ltd",
        ("10 Fleet Street", "London", "EC4Y 1AU"),
        "GB 123 4567 89",
        "Registered in England and Wales, 01234567",
    ),
    delivers_to=("GB", "IE"),
    delivery=(express(money("5.99", "GBP")),),
)
