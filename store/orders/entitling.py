"""What of an order may go back, on what ground, and what is then owed: asked of the law book.

It decides by the photograph of the order, so later changes of the catalogue or the policy don't matter.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from regions.aftersales import AfterSale, AfterSaleRights, LineRight, SoldLine, rights_after
from regions.dates import add_months
from regions.facts import item_from_json
from regions.item import Buyer, Destination
from regions.kinds import DIGITAL, BuyerKind, Kind
from regions.lawbook import LawBook
from regions.money import from_decimal, to_decimal
from regions.rights import Use
from store.orders.crediting import Credit, credit, credited_goods, is_whole
from store.orders.reading import OrderRecord
from store.orders.returns import FAULTS, Ground, ReturnReason, ReturnRecord, credits_of, sum_taken


@dataclass(frozen=True, slots=True)
class Preview:
    """What a buyer may send back on a day, and what they get back, in minor units."""

    rights: AfterSaleRights
    refund: int


def preview_return(
    order: OrderRecord,
    returns: Sequence[ReturnRecord],
    book: LawBook,
    skus: Collection[str] | None,
    language: str,
    now: datetime,
) -> Preview:
    """The buyer's rights now, under the law of the order's destination; `skus` None for everything."""
    rights = _rights(order, book, skus, now, language)
    left = what_is_left(order, returns)
    asked = {
        line.sku: left[line.sku] for line in rights.lines
        if line.possible and left[line.sku] and (skus is None or line.sku in skus)
    }  # fmt: skip
    return Preview(rights, owed(order, returns, asked, Ground.WITHDRAWAL, book, now).total if asked else 0)


def what_is_left(order: OrderRecord, returns: Sequence[ReturnRecord]) -> dict[str, int]:
    """How many of each number haven't been claimed by a return."""
    taken = sum_taken(returns)
    return {line["sku"]: line["quantity"] - taken.get(line["sku"], 0) for line in order.document["lines"]}


def find_ground(
    order: OrderRecord, book: LawBook, sku: str, reason: ReturnReason, now: datetime
) -> Ground | str:
    """On what ground a line may go back now for a reason; else the code of what stands against it."""
    rights = _rights(order, book, {sku}, now)
    line = next(each for each in rights.lines if each.sku == sku)
    if reason in FAULTS and _is_guaranteed(order, rights, now):
        return Ground.GUARANTEE
    if line.possible and rights.until is not None:
        return Ground.WITHDRAWAL
    if _is_goodwill(order, sku, now):
        return Ground.GOODWILL
    return _obstacle(line)


def owed(
    order: OrderRecord,
    returns: Sequence[ReturnRecord],
    goods: Mapping[str, int],
    ground: Ground,
    book: LawBook,
    on: datetime,
) -> Credit:
    """What is owed for goods that come back beside all that was credited before.

    The delivery goes back with the last of the goods: as much as the law asks for if they are withdrawn
    from, all of it if they are faulty, nothing by goodwill.
    """
    before = credits_of(returns)
    back = credited_goods(before)
    for sku, quantity in goods.items():
        back[sku] = back.get(sku, 0) + quantity
    delivery = sum(each.delivery for each in before)
    if is_whole(order.document, back):
        delivery = max(delivery, _delivery_due(order, ground, book, on))
    return credit(order.document, back, delivery, before)


def _delivery_due(order: OrderRecord, ground: Ground, book: LawBook, on: datetime) -> int:
    fee: int = order.document["shipping"]["fee"]
    if ground is Ground.GOODWILL:
        return 0
    if ground is Ground.GUARANTEE:
        return fee
    rights = _rights(order, book, None, on)
    possible = {line.sku for line in rights.lines if line.possible}
    goods: int = sum(line["total"] for line in order.document["lines"] if line["sku"] in possible)
    return max(0, from_decimal(rights.refund, order.currency) - goods)


def _rights(
    order: OrderRecord,
    book: LawBook,
    skus: Collection[str] | None,
    now: datetime,
    language: str | None = None,
) -> AfterSaleRights:
    document = order.document
    place, buyer = document["destination"], document["buyer"]
    fee = document["shipping"]["fee"]
    standard = document["delivery"].get("standard_fee", fee)
    sale = AfterSale(
        destination=Destination(place["country"], place["subdivision"], place["postcode"]),
        buyer=Buyer(BuyerKind(buyer["kind"]), buyer["age"]),
        placed_at=order.placed_at,
        on=now,
        received=() if order.delivered_at is None else (order.delivered_at,),
        lines=tuple(_sold(line, order.currency) for line in document["lines"]),
        delivery_paid=to_decimal(fee, order.currency),
        delivery_standard=to_decimal(standard, order.currency),
        withdraw=None if skus is None else frozenset(skus),
        informed=_informed(order),
    )
    return rights_after(sale, book.law_of(place["country"]), language)


def _informed(order: OrderRecord) -> datetime | bool:
    """When a letter told the buyer of the right to withdraw; what a page showed can't be proved."""
    told = order.confirmed_at if "withdrawal_days" in order.document else None
    return told if told is not None else False


def _sold(line: Mapping[str, Any], currency: str) -> SoldLine:
    """A line as one piece: the law book is asked whether it may go back, and about the delivery."""
    price: Decimal = to_decimal(line["total"], currency)
    return SoldLine(line["sku"], 1, price, item_from_json(line["facts"]), Use())


def _is_guaranteed(order: OrderRecord, rights: AfterSaleRights, now: datetime) -> bool:
    """Whether the seller answers for faults; where the law knows no term, somebody has to look."""
    if order.delivered_at is None:
        return False
    if rights.guarantee_months is None:
        return True
    return now.date() <= add_months(order.delivered_at.date(), rights.guarantee_months)


def _is_goodwill(order: OrderRecord, sku: str, now: datetime) -> bool:
    """Whether the shop takes it back of its own accord, as it said when it was sold."""
    told = order.document.get("returns")
    if told is None or order.delivered_at is None:
        return False
    line = next(each for each in order.document["lines"] if each["sku"] == sku)
    kind = Kind(line["facts"]["kind"])
    days = told["digital_days"] if kind in DIGITAL else told["days"]
    return kind is not Kind.GIFT_CARD and now <= order.delivered_at + timedelta(days=days)


def _obstacle(line: LineRight) -> str:
    return "PERIOD_OVER" if line.reason is None else line.reason.value
