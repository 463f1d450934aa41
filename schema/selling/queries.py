"""Reading carts and orders."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.plan import wanted
from schema.selling.appraising import view_cart
from schema.selling.cart import Cart
from schema.selling.ids import read_cart_id
from schema.selling.opening import find_guest_order, find_order, list_own_orders
from schema.selling.order import Order
from store.carts.opening import read_cart

MOST_ORDERS = 50


@strawberry.type
class SellingFields:
    """The part of `Query` that is about carts and orders."""

    @strawberry.field(description="A cart by its id; null if there is none. Quoted anew with every read.")
    async def cart(
        self,
        info: Info,
        id_: Annotated[strawberry.ID, strawberry.argument(name="id", description="Id of the cart.")],
    ) -> Cart | None:
        key = read_cart_id(id_)
        kept = None if key is None else await read_cart(info.context.database, key)
        if key is None or kept is None:
            return None
        traced = wanted(info).under("quote").has("trace")
        return Cart(view=await view_cart(info, key, kept, traced=traced))

    @strawberry.field(description="An order of the customer who asks; null if there is none with this id.")
    async def order(
        self,
        info: Info,
        id_: Annotated[strawberry.ID, strawberry.argument(name="id", description="Id of the order.")],
    ) -> Order | None:
        return await find_order(info, id_)

    @strawberry.field(
        metadata={"items": MOST_ORDERS},
        description=f"Orders of the customer who asks, the latest {MOST_ORDERS}; none for a guest.",
    )
    async def orders(self, info: Info) -> list[Order]:
        return await list_own_orders(info, MOST_ORDERS)

    @strawberry.field(description="The order that a guest's token opens; null once it has ended.")
    async def guest_order(
        self,
        info: Info,
        token: Annotated[str, strawberry.argument(description="From the checkout, or from a mail.")],
    ) -> Order | None:
        return await find_guest_order(info, token)
