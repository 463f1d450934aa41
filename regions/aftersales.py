"""What comes after the sale: until when a buyer may withdraw, from what, and what is paid back.

CRD art. 9   fourteen days from the receipt of the last good
CRD art. 10  twelve months more for who wasn't informed of the right; informed late, fourteen days from then
CRD art. 13  everything is paid back, delivery too, but no more of it than the standard delivery would cost
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from regions.dates import add_months
from regions.item import Buyer, Destination, Item
from regions.region import Law
from regions.rights import CONSUMERS, NoReturn, Use, Withdrawal
from regions.scene import day_of
from regions.workdays import next_working_day


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line as it was sold, and what the buyer has done with it. ``price`` is for one, in major units."""

    sku: str
    quantity: int
    price: Decimal
    item: Item
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterSale:
    """An order at some moment after it was placed; the calendar of the destination counts the days.

    ``received`` are the moments at which its parcels came; ``withdraw`` the SKUs that go back, None for all.
    ``returns_policy_stated``: whether the shop said before the order what it takes back, where that counts.
    ``informed``: when the buyer was told of the right to withdraw; True: with the order, False: never.
    """

    destination: Destination
    buyer: Buyer
    placed_at: date | datetime
    on: date | datetime
    received: tuple[date | datetime, ...]
    lines: tuple[SoldLine, ...]
    delivery_paid: Decimal
    delivery_standard: Decimal
    withdraw: frozenset[str] | None = None
    returns_policy_stated: bool = True
    informed: date | datetime | bool = True


@dataclass(frozen=True, slots=True)
class LineRight:
    """Whether one line may go back, and if not, why."""

    sku: str
    reason: NoReturn | None

    @property
    def possible(self) -> bool:
        """Nothing stands against it."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class AfterSaleRights:
    """What the buyer may do. ``until`` is the last day, None before any receipt or without a right;
    ``labels`` of the withdrawal function, empty where it needn't be shown; ``refund`` in major units.
    """

    until: date | None
    labels: tuple[str, ...]
    lines: tuple[LineRight, ...]
    refund: Decimal
    guarantee_months: int | None


def rights_after(sale: AfterSale, law: Law, language: str | None = None) -> AfterSaleRights:
    """The buyer's rights on the day, under the law of the destination.

    ``language`` is that of the labels; the country's own where it is left out or the law has no words for it.
    """
    zone = law.timezone_of(sale.destination)
    on, received = day_of(sale.on, zone), [day_of(moment, zone) for moment in sale.received]
    consumer = sale.buyer.kind in CONSUMERS
    withdrawal = law.rights.withdrawal if consumer else None
    if withdrawal is not None and withdrawal.unless_excluded and sale.returns_policy_stated:
        withdrawal = None
    until = _last_day(withdrawal, received, sale, zone)
    lines = tuple(LineRight(line.sku, _obstacle(line, withdrawal, until, on)) for line in sale.lines)
    labels = _labels(day_of(sale.placed_at, zone), law, language)
    return AfterSaleRights(
        until=until,
        labels=labels if any(line.possible for line in lines) else (),
        lines=lines,
        refund=_refund(sale, lines),
        guarantee_months=law.rights.guarantee_at(sale.destination.subdivision) if consumer else None,
    )


def _last_day(
    withdrawal: Withdrawal | None, received: Sequence[date], sale: AfterSale, zone: str
) -> date | None:
    """The last day of the period; one that would be a day off gives way to the next working day."""
    if withdrawal is None or not received:
        return None
    receipt, days = max(received), withdrawal.days - (1 if withdrawal.counts_receipt else 0)
    end = receipt + timedelta(days=days)
    more = withdrawal.if_uninformed
    if more is not None and sale.informed is not True:
        told = None if sale.informed is False else max(receipt, day_of(sale.informed, zone))
        in_time = told is not None and told <= add_months(receipt, more.months)
        end = told + timedelta(days=days) if told and in_time else add_months(end, more.months)
    place = sale.destination
    return next_working_day(end, place.country, place.subdivision) if withdrawal.extended else end


def _obstacle(line: SoldLine, withdrawal: Withdrawal | None, until: date | None, on: date) -> NoReturn | None:
    if withdrawal is None:
        return NoReturn.NO_STATUTORY_RIGHT
    for exemption in withdrawal.exemptions:
        if exemption.when(line.item, line.use):
            return exemption.reason
    return NoReturn.PERIOD_OVER if until is not None and on > until else None


def _labels(placed_on: date, law: Law, language: str | None) -> tuple[str, ...]:
    """The two labels in the asked language, or in the country's own."""
    function = law.rights.function
    if function is None or placed_on not in function.rule.span:
        return ()
    own = next(iter(function.labels.values()))
    return function.labels.get(language or "", own)


def _refund(sale: AfterSale, rights: Sequence[LineRight]) -> Decimal:
    """The withdrawn lines, and the standard delivery if the whole order goes back."""
    back = [
        line
        for line, right in zip(sale.lines, rights, strict=True)
        if right.possible and (sale.withdraw is None or line.sku in sale.withdraw)
    ]
    goods = sum((line.price * line.quantity for line in back), Decimal(0))
    whole = bool(back) and len(back) == len(sale.lines)
    return goods + min(sale.delivery_paid, sale.delivery_standard) if whole else goods
