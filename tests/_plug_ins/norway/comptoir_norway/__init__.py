"""Norway.

Book prices   Boklova (LOV-2023-06-01-30): fixed for twelve months; 12.5 % below at the most
VAT           Merverdiavgiftsloven chapters 5, 6: books and e-books 0 %, food 15 %
Consumers     Angrerettloven chapter 5 (withdrawal); forbrukerkjøpsloven (guarantee)
"""

from fractions import Fraction

from regions import (
    FOODS,
    N_,
    AlcoholAges,
    AlcoholType,
    Condition,
    Contact,
    Freedom,
    Kind,
    Law,
    PriceLaw,
    Rights,
    Rule,
    Sale,
    Share,
    Storefront,
    Tariff,
    Withdrawal,
    at_least,
    in_condition,
    money,
    rate,
    span,
    vat,
)

BOOK_PRICE = Rule(
    code="NO_BOOK_PRICE",
    title=N_("Norwegian book price"),
    explanation=N_("A new book may be sold at most 12.5 per cent below the publisher's price: {price}."),
    legal_basis="Boklova § 5",
    span=span("2024-01-01"),
)


def is_a_year_old(sale: Sale) -> bool:
    """Twelve months after it was published."""
    return at_least(sale.item.first_published, 12, sale.day)


LAW = Law(
    country="NO",
    currency="NOK",
    timezone="Europe/Oslo",
    tax=vat(rate("25"), {frozenset({Kind.BOOK, Kind.EBOOK}): rate("0"), FOODS: rate("15")}),
    tax_rule=Rule(
        code="NO_VAT",
        title=N_("Norwegian value added tax"),
        explanation=N_("Books bear no value added tax in Norway."),
        legal_basis="Merverdiavgiftsloven § 6-3",
    ),
    prices=(
        PriceLaw(
            rule=BOOK_PRICE,
            kinds=frozenset({Kind.BOOK, Kind.EBOOK}),
            share=Share(Fraction("87.5")),
            freedoms=(
                Freedom(is_a_year_old, N_("After twelve months the price is free.")),
                Freedom(in_condition(Condition.USED), N_("Used copies are free in Norway.")),
            ),
        ),
    ),
    alcohol=AlcoholAges(
        Rule(
            code="NO_ALCOHOL_AGE",
            title=N_("Norwegian age for alcohol"),
            explanation=N_("In Norway alcohol isn't sold to buyers under {age}."),
            legal_basis="Alkoholloven § 1-5",
        ),
        {AlcoholType.BEER: 18, AlcoholType.WINE: 18, AlcoholType.SPIRITS: 20},
    ),
    rights=Rights(
        withdrawal=Withdrawal(
            rule=Rule(
                code="NO_WITHDRAWAL",
                title=N_("Norwegian right of withdrawal"),
                explanation=N_("In Norway consumers may withdraw within {days} days."),
                legal_basis="Angrerettloven § 20",
            )
        ),
        guarantee_months=60,
    ),
    tax_note={"nb": "inkl. mva., ekskl. frakt"},
)

SHOP = Storefront(
    code="NO",
    name=N_("Norway"),
    country="NO",
    currency="NOK",
    languages=("nb", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=money(49, "NOK"), free_from=money(399, "NOK")),
    contact=Contact("+47 21 00 12 34", "08:00-16:00", "hjelp@no.comptoir.example"),
    delivers_to=("NO",),
)
