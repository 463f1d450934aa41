"""Reading a cart by its id."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.plan import wanted
from schema.selling.appraising import view_cart
from schema.selling.cart import Cart
from schema.selling.ids import read_cart_id
from store.carts.opening import read_cart


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
