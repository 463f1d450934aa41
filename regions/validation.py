"""Last hook: every legal claim is checked again on the final numbers.

Nothing here should ever find anything. If a faulty rule of a merchant or a plug-in slips past the other
hooks, the sale is refused instead of breaking the law.
"""

from collections.abc import Iterable, Sequence

from regions.goods import Good
from regions.quoted import QuotedDiscount, QuotedShipping
from regions.scene import Scene
from regions.words import N_


def validate(
    goods: Sequence[Good], shipping: QuotedShipping, discounts: Iterable[QuotedDiscount], scene: Scene
) -> None:
    """Refuse the sale if a final number is outside what the law or arithmetic allow."""
    for good in goods:
        if good.band is not None and not good.band.holds(good.total):
            message = N_("The final price of this line is outside what the law allows.")
            scene.stop("PRICE_OUT_OF_LAW", message, good.line.sku)
        if not good.eco_fee <= good.total <= good.list_total:
            scene.stop("PRICE_OUT_OF_BOUNDS", N_("A line can't cost less than nothing."), good.line.sku)
    if shipping.floor is not None and shipping.fee < shipping.floor:
        scene.stop("DELIVERY_BELOW_MINIMUM", N_("Delivery would cost less than the law asks for."))
    if any(discount.amount < 0 or discount.unused < 0 for discount in discounts):
        scene.stop("PRICE_OUT_OF_BOUNDS", N_("A discount can't raise a price."))
