"""How the goods of a cart can reach their buyer: what each way costs, and when they arrive."""

import strawberry

from regions.lawbook import lawbook
from regions.policy import DeliveryMethod
from schema.context import Info
from schema.money import Money, in_shop
from schema.promise import DeliveryPromise, promise_delivery
from schema.region import name_of_way
from schema.selling.appraising import CartView
from store.disruptions import Disruptions, read_disruptions
from store.quotes import fee_by


@strawberry.type(description="A way of delivery that a cart can choose.")
class DeliveryOption:
    """What it would come to if everything were ordered now."""

    id: strawberry.ID = strawberry.field(description="What `cartDeliveryMethodSelect` names it by.")
    name: str = strawberry.field(description="What it is called, in the context's language.")
    fee: Money = strawberry.field(description="What this cart's delivery costs, never below the law's floor.")
    promise: DeliveryPromise = strawberry.field(description="When everything arrives.")
    is_chosen: bool = strawberry.field(description="Whether the cart is quoted with it.")


async def options_of(view: CartView, info: Info) -> list[DeliveryOption]:
    """The ways to choose from. One statement."""
    appraisal = view.appraisal
    if not appraisal.is_shipped:
        return []
    disruptions = await read_disruptions(info.context.database, view.shop.now)
    return [
        DeliveryOption(
            id=strawberry.ID(way.code),
            name=name_of_way(way, view.shop),
            fee=in_shop(fee_by(appraisal.answer, way, lawbook()), view.shop),
            promise=_promise(view, way, disruptions),
            is_chosen=way == appraisal.answer.way,
        )
        for way in appraisal.answer.ways
    ]


async def promise_of(view: CartView, info: Info) -> DeliveryPromise | None:
    """When everything arrives by the chosen way; None if nothing is shipped. One statement."""
    if not view.appraisal.is_shipped:
        return None
    disruptions = await read_disruptions(info.context.database, view.shop.now)
    return _promise(view, view.appraisal.answer.way, disruptions)


def _promise(view: CartView, way: DeliveryMethod, disruptions: Disruptions) -> DeliveryPromise:
    destination = view.appraisal.sale.destination
    return promise_delivery(view.shop, destination, disruptions, way.code, way.carrier)
