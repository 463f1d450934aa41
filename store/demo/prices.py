"""What a thing costs in each storefront, from its price in the German one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Tag:
    """How a storefront's prices look: the euro price times `factor`, to the `step`, minus `less`.

    The step is for prices from ten steps up; below, it is a tenth of it and `less` is left off.
    """

    factor: str
    step: str
    less: str = "0"


TAGS = {
    "DE": Tag("1", "0.01"),
    "AT": Tag("1.03", "0.10"),
    "FR": Tag("1.00", "0.50", "0.10"),
    "GB": Tag("0.88", "1.00", "0.01"),
    "CH": Tag("1.40", "1.00", "0.10"),
    "US": Tag("1.10", "1.00", "0.01"),
    "JP": Tag("165", "10"),
    "IT": Tag("0.95", "0.50"),
    "ES": Tag("0.95", "0.50", "0.05"),
    "NL": Tag("1.05", "0.50", "0.01"),
    "PT": Tag("0.90", "0.50", "0.10"),
    "BE": Tag("1.00", "0.50", "0.10"),
    "GR": Tag("0.90", "0.50", "0.10"),
    "IE": Tag("1.05", "1.00", "0.01"),
    "CA": Tag("1.55", "1.00", "0.01"),
    "PL": Tag("4.20", "1.00", "0.10"),
    "SE": Tag("11.2", "1"),
    "BR": Tag("6.00", "1.00", "0.10"),
}
"""The storefronts that the demo data is priced for, with amounts as each shows them."""

DIGITS = {"JP": "1"}
"""The smallest coin where it is not a hundredth."""


def local_price(euros: Decimal, storefront: str) -> str:
    """The price of `storefront` as a decimal string, derived from the one in the German storefront."""
    tag = TAGS[storefront]
    amount, step, less = euros * Decimal(tag.factor), Decimal(tag.step), Decimal(tag.less)
    coin = Decimal(DIGITS.get(storefront, "0.01"))
    if amount < 10 * step:
        step, less = max(step / 10, coin), Decimal(0)
    steps = max((amount / step).quantize(Decimal(1), ROUND_HALF_UP), Decimal(1))
    return str((steps * step - less).quantize(coin))


def local_prices(euros: Decimal, storefronts: Iterable[str]) -> dict[str, str]:
    """`local_price` for each of `storefronts`."""
    return {storefront: local_price(euros, storefront) for storefront in storefronts}
