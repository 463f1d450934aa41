"""Last hook: every legal claim is checked again on the final numbers, and the button that placed the order.

In the numbers nothing should ever be found. If a faulty rule of a merchant or a plug-in slips past the other
hooks, the sale is refused instead of breaking the law.
"""

from collections.abc import Iterable, Sequence

from regions.claims import Effect
from regions.goods import Good
from regions.quoted import QuotedDiscount, QuotedShipping
from regions.rights import CONSUMERS
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
    _check_button(scene)
    if any(discount.amount < 0 or discount.unused < 0 for discount in discounts):
        scene.stop("PRICE_OUT_OF_BOUNDS", N_("A discount can't raise a price."))


def _check_button(scene: Scene) -> None:
    """A consumer isn't bound by an order whose button didn't say that it obliges to pay."""
    label, rights = scene.case.order_button, scene.law.rights
    rule = rights.order_button_rule
    if label is None or rule is None or scene.case.buyer.kind not in CONSUMERS:
        return
    if not rights.allows_button(label, scene.day):
        lawful = next(iter(rights.order_button.values()), "")
        message = N_("The button that places the order may not say “{label}”, but for example “{lawful}”.")
        scene.stop("VALIDATION_ERROR", message, label=label, lawful=lawful)
        scene.tell(rule, Effect.BLOCKED, rule.explanation, None, "BLOCK")
