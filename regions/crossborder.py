"""Which tax is charged on goods that cross a border, and what stays: the shown price or the net one.

EU   Directive 2006/112/EC arts 33, 146, 369l ff.: one-stop shop (OSS), import scheme up to 150 euros (IOSS)
NI   Windsor Framework: for goods, Northern Ireland counts as part of the Union; for downloads it doesn't
"""

from dataclasses import dataclass
from enum import Enum

from regions.case import Case
from regions.countries import EU
from regions.kinds import UNSHIPPED
from regions.policy import CrossBorder
from regions.region import Law
from regions.taxes import Territory


class Charged(Enum):
    """Whose tax is charged at the sale."""

    DESTINATION = "DESTINATION"
    ORIGIN = "ORIGIN"
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True)
class Treatment:
    """Whose tax is charged, what stays, and from where the goods come; ``ioss``: import scheme."""

    charged: Charged
    kept: CrossBorder
    origin: str
    import_taxes: bool = False
    ioss: bool = False


def treat(case: Case, law: Law, territory: Territory | None, flags: dict[str, bool]) -> Treatment:
    """How the order is taxed, as long as it isn't worth too much for the import scheme."""
    country = case.destination.country
    origin = origin_of(case)
    if territory is not None and territory.outside:
        return _untaxed(
            case, CrossBorder.NET_KEPT if _keeps_net(territory, flags) else CrossBorder.GROSS_KEPT
        )
    kept = case.policy.tax.cross_border or CrossBorder.GROSS_KEPT
    taxed_there = Treatment(Charged.DESTINATION, kept, origin)
    if origin == country:
        return taxed_there
    registered = _is_registered(case, law)
    goods_of_the_union = territory is not None and territory.union_goods and _is_shipped(case)
    if country in EU or goods_of_the_union:
        if origin in EU:
            return taxed_there if registered or "OSS" in case.seller.registrations else _home(case)
        if "IOSS" in case.seller.registrations and _is_shipped(case):
            return Treatment(Charged.DESTINATION, kept, origin, ioss=True)
        registered = registered or ("OSS" in case.seller.registrations and not _is_shipped(case))
    return taxed_there if registered else import_treatment(case)


def import_treatment(case: Case) -> Treatment:
    """Nothing is charged at the sale; the buyer may owe taxes on arrival."""
    return _untaxed(case, CrossBorder.NET_KEPT)


def _untaxed(case: Case, kept: CrossBorder) -> Treatment:
    kept = case.policy.tax.cross_border or kept
    return Treatment(Charged.NOTHING, kept, origin_of(case), import_taxes=True)


def _home(case: Case) -> Treatment:
    """Below the threshold of distance sales: the seller's own rates, and nothing changes."""
    kept = case.policy.tax.cross_border or CrossBorder.GROSS_KEPT
    return Treatment(Charged.ORIGIN, kept, origin_of(case))


def origin_of(case: Case) -> str:
    """The country from which the goods come; what is only downloaded comes from where the seller is."""
    return case.dispatch_from if _is_shipped(case) else case.seller.country


def _is_shipped(case: Case) -> bool:
    return any(line.item.kind not in UNSHIPPED for line in case.lines)


def _is_registered(case: Case, law: Law) -> bool:
    """Registered in the country: established, told, or (where states tax) a storefront of that country."""
    country = case.destination.country
    at_home = bool(law.states) and case.storefront.country == country
    return at_home or country == case.seller.country or country in case.seller.registrations


def _keeps_net(territory: Territory, flags: dict[str, bool]) -> bool:
    return territory.net_flag is None or flags[territory.net_flag]
