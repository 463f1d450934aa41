"""Brazil.

Book prices   free; the bill PL 49/2015 (10 %, 12 months) passed the Senate only: shipped, switched off
Taxes         books and e-books are immune (Constituição art. 150 VI d); others are inside the price; which
              of them a sale bears depends on the seller: none is taken apart here
Consumers     Código de Defesa do Consumidor arts 26 (90 days for durable goods), 49 (seven days)
"""

from regions.ages import at_least
from regions.alternatives import bill
from regions.claims import Rank, Rule
from regions.kinds import AlcoholType, Condition, Kind
from regions.money import money
from regions.policy import Imprint, Tariff
from regions.pricelaw import Freedom, PriceLaw, Sale, Share, in_condition
from regions.rates import rate
from regions.region import Contact, Law, Storefront
from regions.restrictions import AlcoholAges
from regions.rights import Rights, Withdrawal
from regions.taxes import vat
from regions.ways import express
from regions.words import N_

ADULT = 18

BILL = "br_book_price_bill"


def is_no_longer_bound(sale: Sale) -> bool:
    """Twelve months after the edition."""
    return at_least(sale.item.edition, 12, sale.day)


BOOK_PRICE = PriceLaw(
    rule=Rule(
        code="BR_BOOK_PRICE",
        title=N_("Book price"),
        explanation=N_(
            "A new book may be sold at most 10 % below the price that its publisher set: {price}."
        ),
        legal_basis="PL 49/2015 (Lei Cortez): passed the Senate in October 2024; before the Chamber",
        rank=Rank.MERCHANT,
    ),
    kinds=frozenset({Kind.BOOK}),
    share=Share(90),
    freedoms=(
        Freedom(is_no_longer_bound, N_("The price is free when the edition is old enough.")),
        Freedom(in_condition(Condition.USED, Condition.ANTIQUE), N_("Second-hand books are free.")),
    ),
    flag=BILL,
)

LAW = Law(
    country="BR",
    currency="BRL",
    timezone="America/Sao_Paulo",
    timezones={
        "AM": "America/Manaus",
        "AC": "America/Rio_Branco",
        "MT": "America/Cuiaba",
        "MS": "America/Campo_Grande",
        "RO": "America/Porto_Velho",
        "RR": "America/Boa_Vista",
    },
    tax=vat(rate("0"), legal_basis="Constituição art. 150 VI d"),
    alternatives=(bill(BILL, "PL 49/2015"),),
    prices=(BOOK_PRICE,),
    tax_rule=Rule(
        code="BR_TAX",
        title=N_("Taxes"),
        explanation=N_("Taxes are inside the price; books bear none."),
        legal_basis="Constituição art. 150 VI d",
    ),
    alcohol=AlcoholAges(
        Rule(
            code="ALCOHOL_AGE",
            title=N_("Age for alcohol"),
            explanation=N_("Alcohol isn't sold to buyers under {age}."),
            legal_basis="Lei 8.069/1990 art. 81",
        ),
        dict.fromkeys(AlcoholType, ADULT),
    ),
    rights=Rights(
        withdrawal=Withdrawal(
            rule=Rule(
                code="BR_WITHDRAWAL",
                title=N_("Right of withdrawal"),
                explanation=N_("Consumers may withdraw within {days} days of receiving the last good."),
                legal_basis="CDC art. 49",
            ),
            days=7,
            exemptions=(),
        ),
        guarantee_months=3,
    ),
)

SHOP = Storefront(
    code="BR",
    name=N_("Brazil"),
    country="BR",
    currency="BRL",
    languages=("pt", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=money("14.90", "BRL"), free_from=money(149, "BRL")),
    contact=Contact("+55 11 4000 1234", "Mo-Fr 09:00-18:00", "atendimento@br.comptoir.example"),
    imprint=Imprint(
        "Comptoir Brasil Ltda.",
        ("Avenida Paulista 1000", "01310-100 São Paulo SP"),
        "CNPJ 12.345.678/0001-90",
    ),
    delivers_to=("BR",),
    delivery=(express(money("34.90", "BRL")),),
)
