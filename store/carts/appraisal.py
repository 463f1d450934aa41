"""What a cart comes to now: a fresh quote, what has moved since its shopper chose, what still blocks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from regions.case import Tender, TenderType
from regions.item import Destination
from regions.kinds import DIGITAL
from regions.lawbook import LawBook
from regions.quoted import DiscountStatus, Problem, Severity
from regions.region import Storefront
from regions.words import N_
from store.balances import Balance, read_balances
from store.carts.records import CartRecord, KeptLine
from store.database import Statements
from store.quotes import Answer, Sale, Wanted, quote_basket
from store.stock import read_stock


@dataclass(frozen=True, slots=True)
class PriceMoved:
    """One of it costs something else than when the shopper chose; minor units."""

    sku: str
    seen: int
    now: int


@dataclass(frozen=True, slots=True)
class QuantityReduced:
    """Fewer are there than the shopper wants; the quote counts what is there."""

    sku: str
    wanted: int
    available: int


@dataclass(frozen=True, slots=True)
class LineUnavailable:
    """It isn't sold here now, or none is left."""

    sku: str


@dataclass(frozen=True, slots=True)
class DiscountNotApplied:
    """A code gives nothing here, and why."""

    code: str
    reason: Problem


CartNotice = PriceMoved | QuantityReduced | LineUnavailable | DiscountNotApplied


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a cart is appraised: its region, where its goods go unless it says so itself, and when."""

    storefront: Storefront
    destination: Destination
    now: datetime


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A cart and all that is known of it now. ``blocks``: what stands between it and an order."""

    cart: CartRecord
    sale: Sale
    answer: Answer
    balances: tuple[Balance, ...]
    stock: Mapping[int, int]
    notices: tuple[CartNotice, ...]
    blocks: tuple[Problem, ...]

    @property
    def is_shipped(self) -> bool:
        """Whether anything in the cart has to be sent."""
        goods = self.answer.goods
        return any(goods[line.sku].item.kind not in DIGITAL for line in self.cart.lines)

    def available(self, line: KeptLine) -> int:
        """How many of a line can be had, at most as many as are wanted."""
        if self.answer.goods[line.sku].wish is None:
            return 0
        return min(line.quantity, self.stock.get(line.variant_id, line.quantity))


async def appraise(
    statements: Statements, book: LawBook, cart: CartRecord, setting: Setting, *, traced: bool = False
) -> Appraisal:
    """Appraise a cart in its own region. Four statements, and one more for codes and for gift cards each."""
    stock = await read_stock(statements, [line.variant_id for line in cart.lines])
    balances = await read_balances(statements, cart.gift_cards, setting.now)
    sale = Sale(
        storefront=setting.storefront,
        destination=cart.destination or setting.destination,
        at=setting.now,
        buyer=cart.buyer,
        codes=cart.codes,
        tenders=tuple(Tender(TenderType(each.kind), each.amount, each.paid_for) for each in balances),
        method=cart.delivery_method,
    )
    there = {line.sku: min(line.quantity, stock.get(line.variant_id, line.quantity)) for line in cart.lines}
    wanted = [Wanted(sku, quantity) for sku, quantity in there.items()]
    answer = await quote_basket(statements, book, sale, wanted, traced=traced)
    appraisal = Appraisal(cart, sale, answer, tuple(balances), stock, (), ())
    return Appraisal(
        cart, sale, answer, tuple(balances), stock, _notices(appraisal), tuple(_blocks(appraisal))
    )


def _notices(appraisal: Appraisal) -> tuple[CartNotice, ...]:
    prices = {line.sku: line.unit_price for line in appraisal.answer.quote.lines}
    found: list[CartNotice] = []
    for line in appraisal.cart.lines:
        available = appraisal.available(line)
        if not available:
            found.append(LineUnavailable(line.sku))
            continue
        if available < line.quantity:
            found.append(QuantityReduced(line.sku, line.quantity, available))
        if line.seen_price is not None and line.seen_price != prices[line.sku]:
            found.append(PriceMoved(line.sku, line.seen_price, prices[line.sku]))
    return (*found, *_idle_discounts(appraisal.answer))


def _idle_discounts(answer: Answer) -> list[CartNotice]:
    refused = [DiscountNotApplied(str(each.params["code"]), each) for each in answer.promised.refused]
    message = N_("The promotion “{code}” gives nothing on these goods.")
    idle = [
        DiscountNotApplied(
            given.code,
            Problem("DISCOUNT_NOT_APPLICABLE", Severity.WARNING, message, params={"code": given.code}),
        )
        for given in answer.quote.discounts
        if given.status is DiscountStatus.NOT_APPLICABLE
    ]
    return [*refused, *idle]


def _blocks(appraisal: Appraisal) -> list[Problem]:
    cart, sale = appraisal.cart, appraisal.sale
    found: list[Problem] = []
    if not cart.lines:
        found.append(_block("CART_EMPTY", N_("The cart is empty.")))
    for line in cart.lines:
        if appraisal.available(line) < line.quantity:
            message = N_("Of “{sku}” so many are not there; choose fewer or take it out.")
            found.append(_block("NOT_ENOUGH", message, line.sku))
    if cart.email is None:
        found.append(_block("BUYER_MISSING", N_("Say who buys.")))
    if cart.address is None and appraisal.is_shipped:
        found.append(_block("ADDRESS_MISSING", N_("Say where the goods shall go.")))
    if sale.destination.country not in sale.storefront.delivers_to:
        found.append(_block("COUNTRY_NOT_SERVED", N_("This shop does not deliver to that country.")))
    elif appraisal.is_shipped and cart.delivery_method not in (None, appraisal.answer.way.code):
        message = N_("This way of delivery isn't offered to there; choose another one.")
        found.append(_block("DELIVERY_METHOD_UNAVAILABLE", message))
    stops = [problem for problem in appraisal.answer.quote.problems if problem.severity is Severity.ERROR]
    return [*found, *stops]


def _block(code: str, message: str, sku: str | None = None) -> Problem:
    return Problem(code, Severity.ERROR, message, sku, {} if sku is None else {"sku": sku})
