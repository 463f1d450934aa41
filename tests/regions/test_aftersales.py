from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from regions.aftersales import AfterSale, AfterSaleRights, SoldLine, rights_after
from regions.item import Buyer, Destination, Item
from regions.kinds import BuyerKind, Kind
from regions.lawbook import lawbook
from regions.rights import NoReturn, Use

BOOK = Item(kind=Kind.BOOK)
RECEIVED = date(2026, 11, 3)


def line(item: Item = BOOK, use: Use | None = None, sku: str = "novel", price: str = "20.00") -> SoldLine:
    return SoldLine(sku, 1, Decimal(price), item, use or Use())


def after(*lines: SoldLine, **changes: object) -> AfterSaleRights:
    sale = {
        "destination": Destination("DE"),
        "buyer": Buyer(),
        "placed_at": date(2026, 11, 1),
        "on": date(2026, 11, 10),
        "received": (RECEIVED,),
        "lines": lines or (line(),),
        "delivery_paid": Decimal("7.90"),
        "delivery_standard": Decimal("3.90"),
    } | changes
    destination = sale["destination"]
    assert isinstance(destination, Destination)
    return rights_after(AfterSale(**sale), lawbook().law_of(destination.country))  # type: ignore[arg-type]


def test_the_period_runs_from_the_last_parcel_and_does_not_count_its_day() -> None:
    assert after(received=(date(2026, 6, 5),)).until == date(2026, 6, 19)
    assert after(received=(date(2026, 6, 5), date(2026, 6, 10))).until == date(2026, 6, 24)


def test_no_period_has_begun_before_anything_was_received() -> None:
    answer = after(received=(), on=date(2027, 6, 1))
    assert answer.until is None
    assert answer.lines[0].possible


@pytest.mark.parametrize(("on", "reason"), [(date(2026, 11, 17), None), (date(2026, 11, 18), "PERIOD_OVER")])
def test_the_right_lasts_through_its_last_day(on: date, reason: str | None) -> None:
    assert after(on=on).lines[0].reason == reason


@pytest.mark.parametrize(
    ("item", "use", "reason"),
    [
        (Item(kind=Kind.MUSIC_DISC, sealed=True), Use(), None),
        (Item(kind=Kind.MUSIC_DISC, sealed=True), Use(opened=True), NoReturn.EXEMPT_UNSEALED),
        (Item(kind=Kind.MUSIC_DISC), Use(opened=True), None),
        (Item(kind=Kind.BOOK, sealed=True), Use(opened=True), None),
        (Item(kind=Kind.EBOOK), Use(started_with_consent=True), NoReturn.EXEMPT_DIGITAL_STARTED),
        (Item(kind=Kind.EBOOK), Use(), None),
        (Item(kind=Kind.FOOD, perishable=True), Use(), NoReturn.EXEMPT_PERISHABLE),
        (Item(kind=Kind.CLOTHING, personalised=True), Use(), NoReturn.EXEMPT_CUSTOM),
        (Item(kind=Kind.MAGAZINE), Use(), NoReturn.NO_STATUTORY_RIGHT),
    ],
)
def test_each_exemption_has_its_reason(item: Item, use: Use, reason: NoReturn | None) -> None:
    assert after(line(item, use)).lines[0].reason is reason


def test_the_whole_order_is_paid_back_with_standard_delivery_and_a_part_without() -> None:
    two = (line(), line(sku="other", price="5.50"))
    assert after().refund == Decimal("23.90")
    assert after(*two).refund == Decimal("29.40")
    assert after(*two, withdraw=frozenset({"other"})).refund == Decimal("5.50")
    cheap = {"delivery_paid": Decimal("3.00"), "delivery_standard": Decimal("3.90")}
    assert after(**cheap).refund == Decimal("23.00")


def test_what_is_exempt_is_not_paid_back() -> None:
    yoghurt = line(Item(kind=Kind.FOOD, perishable=True), sku="yoghurt", price="0.99")
    assert after(line(), yoghurt).refund == Decimal("20.00")
    assert after(yoghurt).refund == Decimal(0)


def test_the_withdrawal_function_is_shown_for_contracts_since_19_june_2026() -> None:
    def labels(placed_on: date, on: date) -> tuple[str, ...]:
        received = (placed_on,)
        return after(placed_at=placed_on, on=on, received=received).labels

    assert labels(date(2026, 6, 18), date(2026, 6, 21)) == ()
    assert labels(date(2026, 6, 19), date(2026, 6, 22)) == ("Vertrag widerrufen", "Widerruf bestätigen")
    assert labels(date(2026, 6, 19), date(2026, 7, 30)) == ()


def test_a_business_has_neither_right_nor_guarantee() -> None:
    answer = after(buyer=Buyer(kind=BuyerKind.BUSINESS))
    assert (answer.until, answer.refund, answer.guarantee_months) == (None, Decimal(0), None)
    assert answer.lines[0].reason is NoReturn.NO_STATUTORY_RIGHT
    assert after().guarantee_months == 24


def test_the_calendar_of_the_destination_counts_the_days() -> None:
    late = datetime(2026, 6, 18, 23, 30, tzinfo=UTC)  # the 19th in Berlin
    assert after(placed_at=late, on=late, received=()).labels == ("Vertrag widerrufen", "Widerruf bestätigen")


@pytest.mark.parametrize(
    ("country", "until"),
    [("GB", date(2026, 11, 21)), ("DE", date(2026, 11, 23)), ("BR", date(2026, 11, 16)), ("CH", None)],
)
def test_each_country_has_its_own_period(country: str, until: date | None) -> None:
    received = (date(2026, 11, 7),)
    assert after(destination=Destination(country), received=received).until == until


def test_in_japan_the_shop_may_exclude_the_right_by_saying_so_first() -> None:
    japan = Destination("JP")
    silent = after(destination=japan, returns_policy_stated=False)
    assert silent.until == date(2026, 11, 10)
    assert after(destination=japan).lines[0].reason is NoReturn.NO_STATUTORY_RIGHT


def test_of_two_lines_of_one_good_only_the_one_that_may_go_back_is_paid_back() -> None:
    disc = Item(kind=Kind.MUSIC_DISC, sealed=True)
    opened = line(disc, Use(opened=True), sku="disc", price="12.00")
    answer = after(opened, line(disc, sku="disc", price="12.00"))
    assert [right.reason for right in answer.lines] == [NoReturn.EXEMPT_UNSEALED, None]
    assert answer.refund == Decimal("12.00")


def test_a_student_is_a_consumer() -> None:
    assert after(buyer=Buyer(kind=BuyerKind.STUDENT)).lines[0].possible
