"""What is asked of a cart and its checkout."""

from decimal import Decimal

import strawberry

from schema.addresses import AddressInput
from schema.basket import BasketLineInput
from schema.scalars import CurrencyCode, RegionCode

VERSION = "The version that the cart must still have; left out: any."


@strawberry.input(description="A new cart, in the region of the request.")
class CartCreateInput:
    """It may begin with lines and codes."""

    lines: list[BasketLineInput] = strawberry.field(default_factory=list, description="What is in it.")
    discount_codes: list[str] = strawberry.field(
        default_factory=list, description="Codes of public promotions, in the order in which they apply."
    )


@strawberry.input(description="More goods for a cart.")
class CartLinesAddInput:
    """Calls at the same time add up."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    lines: list[BasketLineInput] = strawberry.field(description="How many more of what.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="How many a line shall hold.")
class CartLineUpdateInput:
    """None of it takes the line out."""

    sku: str = strawberry.field(description="Number of a variant in the cart.")
    quantity: int = strawberry.field(description="How many, from 0 to 999.")


@strawberry.input(description="New quantities for lines of a cart.")
class CartLinesUpdateInput:
    """Lines that aren't named stay."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    lines: list[CartLineUpdateInput] = strawberry.field(description="The lines and their quantities.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="Lines to take out of a cart.")
class CartLinesRemoveInput:
    """What isn't in it is out already."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    skus: list[str] = strawberry.field(description="Numbers of the variants.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="The discount codes of a cart.")
class CartDiscountCodesUpdateInput:
    """They replace those that it had."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    codes: list[str] = strawberry.field(description="At most 10, in the order in which they apply.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="The gift cards that pay for a cart.")
class CartGiftCardsUpdateInput:
    """They replace those that it had."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    codes: list[str] = strawberry.field(description="At most 10 codes, in the order in which they are used.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="Whether the customer's credit pays for a cart.")
class CartCreditUpdateInput:
    """All of it, as far as the cart takes it; after the gift cards."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    use: bool = strawberry.field(description="Whether it pays.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="Who buys.")
class CartBuyerUpdateInput:
    """The address for mail, and the age where goods ask for one."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    email: str = strawberry.field(description="Where mail about the order goes to.")
    age: int | None = strawberry.field(default=None, description="Age in years, where goods ask for one.")
    business: bool = strawberry.field(
        default=False, description="Whether a business buys; consumers have more rights."
    )
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="Where the goods of a cart go.")
class CartDeliveryAddressUpdateInput:
    """Checked by the rules of its country."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    address: AddressInput = strawberry.field(description="The address.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="How the goods of a cart are delivered.")
class CartDeliveryMethodSelectInput:
    """One of the region's `shippingMethods`."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    method: strawberry.ID = strawberry.field(description="Id of the method.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="Another region for a cart.")
class CartChangeRegionInput:
    """Everything is quoted anew."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    region: RegionCode = strawberry.field(description="Code of the region.")
    version: int | None = strawberry.field(default=None, description=VERSION)


@strawberry.input(description="An exact amount of money.")
class MoneyInput:
    """Never a float."""

    amount: Decimal = strawberry.field(description="The amount, such as `24.00`.")
    currency: CurrencyCode = strawberry.field(description="Its currency.")


@strawberry.input(description="How an order is paid.")
class PaymentInput:
    """Gift cards are in the cart; this is for what remains."""

    method: str = strawberry.field(
        description="`invoice` or `prepayment`; in development also `test`, which fails as the token says."
    )
    token: str | None = strawberry.field(
        default=None, description="What the method needs to know, such as a token of the provider's page."
    )


@strawberry.input(description="A cart that shall become an order.")
class CheckoutCompleteInput:
    """The same key with the same request may be sent any number of times: there is one order."""

    cart_id: strawberry.ID = strawberry.field(description="Id of the cart.")
    idempotency_key: str = strawberry.field(
        description="Chosen by the client, new for each order: 1 to 200 characters, such as a UUID."
    )
    agreed_total: MoneyInput = strawberry.field(
        description="The quote's total that the shopper saw, before means of payment."
    )
    payment: PaymentInput = strawberry.field(description="How it is paid.")
