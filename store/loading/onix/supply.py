"""Who may sell a record where, and what can be had."""

from collections.abc import Iterator
from dataclasses import dataclass

from store.loading.onix.blocks import Block
from store.loading.onix.header import Header
from store.loading.onix.prices import Price, read_prices
from store.loading.onix.territories import EVERYWHERE, Territory, read_territory

IN_HAND = frozenset({"20", "21", "22", "23"})
"""Available, in stock, to order, printed on demand (list 65)."""
EXPECTED = frozenset({"09", "10", "11", "12", "30", "31", "32", "33", "34", "97", "98", "99"})
"""Shown, but not to be had now. Any other code ends the sale."""
ENDED = frozenset({"01", "11", "12", "15", "16", "17"})
"""Publishing statuses (list 64): cancelled, withdrawn, recalled."""
FOR_SALE = frozenset({"01", "02", "07", "08"})
"""Sales rights (list 46)."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What one supplier says for one market."""

    market: Territory
    availability: str
    on_hand: int | None
    prices: tuple[Price, ...]

    @property
    def is_sold(self) -> bool:
        """Whether the supplier sells it, now or when it is there."""
        return self.availability in IN_HAND | EXPECTED


@dataclass(frozen=True, slots=True)
class Rights:
    """Where the publisher may have it sold."""

    granted: tuple[Territory, ...] = (EVERYWHERE,)
    denied: tuple[Territory, ...] = ()

    def allow(self, country: str) -> bool:
        """Whether it may be sold in a country. One that is named is decided by that, not by its region."""
        for named in (True, False):
            for territories, answer in ((self.denied, False), (self.granted, True)):
                for territory in territories:
                    if territory.covers(country) and (country in territory.named or not named):
                        return answer
        return False


NOWHERE = Rights(())


def read_supplies(record: Block, header: Header) -> list[Supply]:
    """What all suppliers of a record say, in order."""
    return list(_supplies(record, header))


def _supplies(record: Block, header: Header) -> Iterator[Supply]:
    record.need_block("ProductSupply")
    for product_supply in record.blocks("ProductSupply"):
        territories = [read_territory(each.block("Territory")) for each in product_supply.blocks("Market")]
        market = next((each for each in territories if each), EVERYWHERE)
        product_supply.need_block("SupplyDetail")
        for detail in product_supply.blocks("SupplyDetail"):
            yield Supply(
                market=market,
                availability=detail.need("ProductAvailability"),
                on_hand=_on_hand(detail),
                prices=tuple(read_prices(detail, market, header)),
            )


def _on_hand(detail: Block) -> int | None:
    """Copies at all of the supplier's places, None if it doesn't count them."""
    told = [count for stock in detail.blocks("Stock") if (count := stock.whole("OnHand")) is not None]
    return sum(told) if told else None


def stock_of(supplies: list[Supply]) -> int | None:
    """Copies that can be had: counted where suppliers count, None where they only say that there are some."""
    in_hand = [supply for supply in supplies if supply.availability in IN_HAND]
    if not in_hand:
        return 0
    counts = [supply.on_hand for supply in in_hand if supply.on_hand is not None]
    return sum(counts) if counts else None


def read_rights(publishing: Block | None) -> Rights:
    """The sales rights; without any it may be sold everywhere."""
    if publishing is None or not publishing.has("SalesRights"):
        return Rights()
    told = [
        (right.need("SalesRightsType") in FOR_SALE, territory)
        for right in publishing.blocks("SalesRights")
        if (territory := read_territory(right.block("Territory")))
    ]
    granted = tuple(territory for for_sale, territory in told if for_sale)
    denied = tuple(territory for for_sale, territory in told if not for_sale)
    rest = (EVERYWHERE,) if publishing.text("ROWSalesRightsType") in FOR_SALE else ()
    return Rights((*granted, *rest), denied)


def is_ended(publishing: Block | None) -> bool:
    """Whether the publisher has cancelled, withdrawn or recalled it."""
    return publishing is not None and publishing.text("PublishingStatus") in ENDED
