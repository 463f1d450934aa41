"""Japan.

Book prices   Antimonopoly Act art. 23 (4): a contract may fix the price of paper, press and music discs
Tax           Consumption Tax Act; food 8 %; rounded once for each rate on an invoice (NTA, invoice Q&A 46);
              delivery that is charged beside the goods bears the standard rate, with food too
Consumers     Specified Commercial Transactions Act art. 15-3: eight days unless the shop says otherwise first
"""

from regions.alternatives import Alternative
from regions.claims import Rank, Rule
from regions.kinds import AlcoholType, BuyerKind, Condition, Kind
from regions.money import money
from regions.policy import Imprint, Rounding, ShippingSplit, Tariff
from regions.pricelaw import EXACT, Freedom, PriceLaw, Sale, in_condition, sold_to
from regions.rates import rate, then
from regions.region import Contact, Law, Storefront
from regions.restrictions import AlcoholAges
from regions.rights import Rights, Withdrawal
from regions.taxes import FOODS, vat
from regions.ways import express
from regions.words import N_

RESALE_PRICE = Rule(
    code="JP_RESALE_PRICE",
    title=N_("Resale price"),
    explanation=N_("The publisher's contract fixes the price: {price}."),
    legal_basis="Antimonopoly Act art. 23 (4)",
    rank=Rank.PUBLISHER_CONTRACT,
)


def has_contract(sale: Sale) -> bool:
    """The good is sold under a resale contract."""
    return sale.item.resale_contract


PRICE_LAW = PriceLaw(
    rule=RESALE_PRICE,
    kinds=frozenset({Kind.BOOK, Kind.MAGAZINE, Kind.NEWSPAPER, Kind.MUSIC_DISC}),
    share=EXACT,
    covers=has_contract,
    outside=N_("No contract fixes the price of this good."),
    freedoms=(
        Freedom(sold_to(BuyerKind.COOPERATIVE), N_("Cooperatives are free.")),
        Freedom(in_condition(Condition.USED, Condition.ANTIQUE), N_("Second-hand books are free.")),
    ),
    by_contract=True,
    turning_months=(),
)

POINTS = "jp_points_tolerated"

LAW = Law(
    country="JP",
    currency="JPY",
    timezone="Asia/Tokyo",
    tax=vat(
        then(rate("8"), ("2019-10-01", "10")),
        {FOODS: rate("8")},
        name="CONSUMPTION_TAX",
        legal_basis="Consumption Tax Act art. 29",
    ),
    tax_rule=Rule(
        code="JP_CONSUMPTION_TAX",
        title=N_("Consumption tax"),
        explanation=N_("The tax is that of the place to which the goods are sent."),
        legal_basis="Consumption Tax Act art. 29",
    ),
    prices=(PRICE_LAW,),
    alcohol=AlcoholAges(
        Rule(
            code="ALCOHOL_AGE",
            title=N_("Age for alcohol"),
            explanation=N_("Alcohol isn't sold to buyers under {age}."),
            legal_basis="Act on Prohibition of Drinking by Minors art. 1",
        ),
        dict.fromkeys(AlcoholType, 20),
    ),
    reward_percent=1,
    reward_flag=POINTS,
    alternatives=(
        Alternative(
            POINTS,
            True,
            N_("Points worth 1 per cent of the price are tolerated on goods under contract."),
            "Fair competition code of the publishing trade",
        ),
    ),
    shipping_splits=(ShippingSplit.STANDARD_RATE,),
    roundings=(Rounding.RATE_GROUP,),
    tax_note={"ja": "税込"},
    rights=Rights(
        withdrawal=Withdrawal(
            rule=Rule(
                code="JP_RETURNS",
                title=N_("Right of return"),
                explanation=N_("Goods may be returned within {days} days unless the shop excluded it."),
                legal_basis="Specified Commercial Transactions Act art. 15-3",
            ),
            days=8,
            counts_receipt=True,
            extended=False,
            unless_excluded=True,
            exemptions=(),
        )
    ),
)

SHOP = Storefront(
    code="JP",
    name=N_("Japan"),
    country="JP",
    currency="JPY",
    languages=("ja", "en"),
    prices_include_tax=True,
    shipping=Tariff(fee=money(410, "JPY"), free_from=money(3500, "JPY")),
    contact=Contact("+81 3 4510 1234", "09:00-18:00", "service@jp.comptoir.example"),
    imprint=Imprint(
        "コントワール株式会社",
        ("〒100-0005", "東京都千代田区丸の内1-1-1"),
        "T1234567890123",
    ),
    delivers_to=("JP",),
    delivery=(express(money(820, "JPY")),),
)
