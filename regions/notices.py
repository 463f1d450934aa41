"""Ninth hook: what the shopper must be told about these goods, and what stands beside each price."""

from collections.abc import Sequence

from regions.goods import Good
from regions.kinds import Condition
from regions.measure import unit_price
from regions.money import Money, from_decimal
from regions.quoted import Notice, ShownPrice
from regions.reference import reference_price
from regions.scene import Scene
from regions.words import N_


def add_notices(goods: Sequence[Good], scene: Scene) -> None:
    """Add the notices that follow from the goods and from the place."""
    for good in goods:
        _add_for(good, scene)
    if scene.treatment.import_taxes:
        message = N_("Taxes and customs duties may be due on arrival.")
        scene.notices.append(Notice("IMPORT_TAXES_MAY_APPLY", message))
        return
    note = N_("incl. VAT, plus delivery") if scene.tax_shown else N_("plus tax")
    scene.notices.append(Notice("TAX_NOTE", note, wordings=scene.law.tax_note if scene.tax_shown else {}))


def _add_for(good: Good, scene: Scene) -> None:
    item, sku = good.item, good.line.sku
    if item.condition is Condition.DAMAGED_MARKED:
        message = N_("A defective copy, marked as such.")
        wordings = {"de": "Mängelexemplar"}
        scene.notices.append(Notice("DAMAGED_MARKED", message, sku, wordings=wordings))
    if good.eco_fee:
        fee = Money(good.eco_fee // good.quantity, scene.currency)
        message = N_("Includes an eco fee of {fee}.")
        scene.notices.append(Notice("ECO_FEE_INCLUDED", message, sku, {"fee": fee}))
    if good.deposit:
        deposit = Money(good.deposit // good.quantity, scene.currency)
        message = N_("Plus a deposit of {deposit}.")
        scene.notices.append(Notice("DEPOSIT_EXTRA", message, sku, {"deposit": deposit}))
    if item.age_rating is not None:
        rating = item.age_rating
        unrated = rating.age is None
        message = N_("{scheme}: not rated") if unrated else N_("{scheme}: from {age} years")
        params = {"scheme": rating.scheme.value, "age": rating.age or 0}
        scene.notices.append(Notice("AGE_RATING", message, sku, params))


def show_prices(goods: Sequence[Good], scene: Scene) -> tuple[ShownPrice, ...]:
    """Prior price and unit price of each good, once for each SKU."""
    shown = {good.line.sku: good for good in reversed(goods)}
    return tuple(_show(shown[sku], scene) for sku in dict.fromkeys(good.line.sku for good in goods))


def _show(good: Good, scene: Scene) -> ShownPrice:
    item, law = good.item, scene.law
    reference = None
    if item.price_history and law.prior_price is not None:
        history = [(past.since, from_decimal(past.price, scene.currency)) for past in item.price_history]
        reference = reference_price(item, history, good.unit, law.prior_price, scene.day)
    per_unit = unit_price(item.net_content, good.unit) if law.unit_prices else None
    return ShownPrice(good.line.sku, reference, per_unit)
