"""What a shopper wants to buy, as it is asked."""

from enum import Enum

import strawberry

from regions.words import N_
from schema.context import ShopContext
from schema.errors import CodedError, ErrorCode, refusal
from store.quotes import Wanted

MOST_LINES = 100
MOST_CODES = 10
LARGEST_QUANTITY = 999


@strawberry.enum(description="How the goods reach the buyer. Digital goods are never shipped.")
class Fulfilment(Enum):
    """The law book's ways, in the words of the counter."""

    BOOKSHOP_COUNTER = strawberry.enum_value(
        "BOOKSHOP_COUNTER", description="Collected at the counter of a shop that retails books."
    )
    DIGITAL = strawberry.enum_value("DIGITAL", description="Delivered as a download.")
    LOCKER = strawberry.enum_value("LOCKER", description="Collected from a machine.")
    SHIP = strawberry.enum_value("SHIP", description="Sent to the destination.")
    STORE_COUNTER = strawberry.enum_value(
        "STORE_COUNTER", description="Collected at the counter of any other shop."
    )


@strawberry.input(description="So many of one variant.")
class BasketLineInput:
    """One line of a basket."""

    sku: str = strawberry.field(description="Number of the variant.")
    quantity: int = strawberry.field(description="How many, from 1 to 999.")


@strawberry.input(description="What a shopper wants to buy, and how it shall reach them.")
class BasketInput:
    """A basket that is asked about; nothing of it is stored."""

    lines: list[BasketLineInput] = strawberry.field(description="From 1 to 100 lines.")
    discount_codes: list[str] | None = strawberry.field(
        default=None, description="Codes of public promotions, at most 10, in the order in which they apply."
    )
    delivery_method: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a shipping method of the region; its standard method by default."
    )
    fulfilment: Fulfilment | None = strawberry.field(
        default=Fulfilment.SHIP, description="How the goods reach the buyer."
    )


def read_basket(basket: BasketInput, shop: ShopContext) -> list[Wanted]:
    """What is wanted, lines of one number put together. Refuses an empty basket and impossible quantities."""
    if not basket.lines:
        raise refusal(ErrorCode.EMPTY_BASKET, shop.language, N_("The basket is empty."))
    if len(basket.lines) > MOST_LINES:
        message = N_("A basket has at most {largest} lines.")
        raise refusal(ErrorCode.BASKET_TOO_LARGE, shop.language, message, largest=MOST_LINES)
    if len(basket.discount_codes or ()) > MOST_CODES:
        message = N_("A basket has at most {largest} discount codes.")
        raise refusal(ErrorCode.BASKET_TOO_LARGE, shop.language, message, largest=MOST_CODES)
    quantities: dict[str, int] = {}
    for line in basket.lines:
        if line.quantity < 1:
            raise _bad_quantity(line.sku, line.quantity, shop)
        quantities[line.sku] = quantities.get(line.sku, 0) + line.quantity
        if quantities[line.sku] > LARGEST_QUANTITY:
            raise _bad_quantity(line.sku, quantities[line.sku], shop)
    return [Wanted(sku, quantity) for sku, quantity in quantities.items()]


def _bad_quantity(sku: str, quantity: int, shop: ShopContext) -> CodedError:
    message = N_("The quantity of “{sku}” must be from 1 to {largest}, not {quantity}.")
    facts = {"sku": sku[:64], "quantity": quantity, "largest": LARGEST_QUANTITY}
    return refusal(ErrorCode.BAD_QUANTITY, shop.language, message, **facts)
