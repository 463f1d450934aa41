"""What a basket of real goods would cost: read here, decided by the law book, nothing stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from regions.case import Case, Line, Tender
from regions.countries import EU
from regions.engine import quote
from regions.item import Buyer, Destination, Seller
from regions.kinds import Fulfilment
from regions.lawbook import LawBook
from regions.policy import STANDARD_CODE, DeliveryMethod, Goodwill, Policy
from regions.quoted import Notice, Problem, Quote, Severity
from regions.region import Storefront
from regions.ways import find_way, ways_of
from regions.words import N_
from store.catalog.goods import Goods, read_goods, read_goods_by_sku
from store.database import Statements
from store.policies import policy_at, read_policies
from store.promotions import NOTHING, Promised, read_promotions

ONE_STOP_SHOP = frozenset({"OSS"})
NO_SUCH_WAY = N_("There is no such way of delivery; the standard one is quoted.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many of one variant."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Sale:
    """Where, to where, to whom, when and how something is sold; `codes` name promotions.

    `method` is the code of the way of delivery; None: the standard one.
    """

    storefront: Storefront
    destination: Destination
    at: datetime
    fulfilment: Fulfilment = Fulfilment.SHIP
    buyer: Buyer = field(default_factory=Buyer)
    codes: tuple[str, ...] = ()
    tenders: tuple[Tender, ...] = ()
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A quote of what is sold here, the goods and promotions in it, and problems with the rest.

    `way` is how it is delivered: the standard way if the one that was asked for isn't offered.
    """

    quote: Quote
    goods: Mapping[str, Goods]
    problems: tuple[Problem, ...]
    promised: Promised
    case: Case
    policy: Policy
    way: DeliveryMethod

    @property
    def ways(self) -> tuple[DeliveryMethod, ...]:
        """The ways of delivery that can be chosen for its destination."""
        country = self.case.destination.country
        return tuple(way for way in ways_of(self.case.storefront, self.policy) if way.serves(country))

    @property
    def goodwill(self) -> Goodwill:
        """For how long the shop takes goods back of its own accord."""
        return self.policy.returns or self.case.storefront.returns


async def tell_notices(
    database: Statements, book: LawBook, sale: Sale, variant_ids: Sequence[int]
) -> dict[int, tuple[Notice, ...]]:
    """What a shopper must be told about one of each variant, by its id. Two statements for all."""
    zone = ZoneInfo(book.law_of(sale.storefront.country).timezone)
    goods = await read_goods(database, sale.storefront.code, zone, sale.at, variant_ids)
    policy = policy_at(await read_policies(database), sale.storefront, sale.at, book)
    return {
        good.variant_id: quote(_case(sale, [_line(good, 1)], policy, NOTHING), book).notices
        for good in goods.values()
        if good.wish is not None
    }


async def quote_basket(
    database: Statements, book: LawBook, sale: Sale, wanted: Sequence[Wanted], *, traced: bool = False
) -> Answer:
    """The quote of a basket; numbers that aren't sold here are told as problems. Two statements, and one
    more where promotions are named.

    With `traced` the quote tells its whole story.
    """
    zone = ZoneInfo(book.law_of(sale.storefront.country).timezone)
    skus = [line.sku for line in wanted]
    goods = await read_goods_by_sku(database, sale.storefront.code, zone, sale.at, skus)
    sold = {sku for sku, good in goods.items() if good.wish is not None}
    lines = [_line(goods[line.sku], line.quantity) for line in wanted if line.sku in sold and line.quantity]
    missing = [_not_sold(line.sku) for line in wanted if line.sku not in sold]
    policy = policy_at(await read_policies(database), sale.storefront, sale.at, book)
    way = find_way(sale.storefront, policy, sale.method, sale.destination)
    if way is None:
        missing.append(Problem("UNKNOWN_DELIVERY_METHOD", Severity.WARNING, NO_SUCH_WAY))
        way = ways_of(sale.storefront, policy)[0]
    promised = await read_promotions(database, sale.codes, sale.storefront, sold, sale.at)
    case = _case(sale, lines, policy, promised)
    quoted = quote(_by(case, way), book, traced)
    return Answer(quoted, goods, (*promised.refused, *missing), promised, case, policy, way)


def fee_by(answer: Answer, way: DeliveryMethod, book: LawBook) -> int:
    """What delivery would cost by another way, in minor units; the law's floors hold for all of them."""
    if way == answer.way:
        return answer.quote.shipping.fee
    return quote(_by(answer.case, way), book).shipping.fee


def _by(case: Case, way: DeliveryMethod) -> Case:
    """The same case, delivered in a way."""
    if way.code == STANDARD_CODE:
        return case
    fulfilment = way.fulfilment if case.fulfilment is Fulfilment.SHIP else case.fulfilment
    return replace(case, policy=replace(case.policy, shipping=way.tariff), fulfilment=fulfilment)


def _case(sale: Sale, lines: Sequence[Line], policy: Policy, promised: Promised) -> Case:
    home = sale.storefront.country
    return Case(
        storefront=sale.storefront,
        placed_at=sale.at,
        destination=sale.destination,
        seller=Seller(home, ONE_STOP_SHOP if home in EU else frozenset()),
        dispatch_from=home,
        lines=tuple(lines),
        fulfilment=sale.fulfilment,
        buyer=sale.buyer,
        promotions=promised.promotions,
        policy=policy,
        tenders=sale.tenders,
    )


def _line(good: Goods, quantity: int) -> Line:
    return Line(good.sku, quantity, good.wish or 0, good.item)


def _not_sold(sku: str) -> Problem:
    return Problem(
        "NOT_SOLD_HERE", Severity.ERROR, N_("“{sku}” is not sold in this shop."), sku, {"sku": sku[:64]}
    )
