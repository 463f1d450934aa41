"""What changes of a cart answer with."""

import strawberry

from schema.payload import Payload
from schema.selling.cart import Cart
from schema.selling.moving import RegionDifference, RegionSum


@strawberry.interface(description="The outcome of a change to a cart.")
class CartPayload(Payload):
    """Null with user errors: the cart stays as it was."""

    cart: Cart | None = strawberry.field(default=None, description="The cart as it now is.")


@strawberry.type(description="The outcome of making a cart.")
class CartCreatePayload(CartPayload):
    """The new cart."""


@strawberry.type(description="The outcome of adding goods.")
class CartLinesAddPayload(CartPayload):
    """All lines are added, or none."""


@strawberry.type(description="The outcome of changing quantities.")
class CartLinesUpdatePayload(CartPayload):
    """All lines are changed, or none."""


@strawberry.type(description="The outcome of taking lines out.")
class CartLinesRemovePayload(CartPayload):
    """The lines are out."""


@strawberry.type(description="The outcome of naming discount codes.")
class CartDiscountCodesUpdatePayload(CartPayload):
    """What they give is in the quote; why one gives nothing, in the notices."""


@strawberry.type(description="The outcome of letting credit pay.")
class CartCreditUpdatePayload(CartPayload):
    """What it pays is among the quote's tenders."""


@strawberry.type(description="The outcome of naming gift cards.")
class CartGiftCardsUpdatePayload(CartPayload):
    """What they pay is among the quote's tenders."""


@strawberry.type(description="The outcome of saying who buys.")
class CartBuyerUpdatePayload(CartPayload):
    """The buyer is noted."""


@strawberry.type(description="The outcome of saying where goods go.")
class CartDeliveryAddressUpdatePayload(CartPayload):
    """The destination's law now decides."""


@strawberry.type(description="The outcome of choosing a delivery.")
class CartDeliveryMethodSelectPayload(CartPayload):
    """The delivery is chosen."""


@strawberry.type(description="The outcome of taking a cart to another region.")
class CartChangeRegionPayload(CartPayload):
    """Everything that became different."""

    differences: list[RegionDifference] = strawberry.field(
        default_factory=list, description="Each line before and after."
    )
    sums: list[RegionSum] = strawberry.field(
        default_factory=list, description="Each sum of the quote before and after."
    )
