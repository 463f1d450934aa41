"""How far an order is, in the counter's words, and what its buyer can do next."""

from enum import Enum

import strawberry


@strawberry.enum(description="How far a sale is.")
class OrderStatus(Enum):
    """The store's words."""

    PENDING_PAYMENT = strawberry.enum_value("PENDING_PAYMENT", description="It waits for its payment.")
    CONFIRMED = strawberry.enum_value("CONFIRMED", description="It is agreed and will be delivered.")
    COMPLETED = strawberry.enum_value("COMPLETED", description="It was delivered.")
    CANCELLED = strawberry.enum_value("CANCELLED", description="It was cancelled, and everything given back.")


@strawberry.enum(description="How far the money is.")
class PaymentStatus(Enum):
    """The store's words."""

    PENDING = strawberry.enum_value("PENDING", description="Nothing is known of it yet.")
    AUTHORISED = strawberry.enum_value("AUTHORISED", description="It is promised.")
    PAID = strawberry.enum_value("PAID", description="It has come, or nothing had to be paid.")
    FAILED = strawberry.enum_value("FAILED", description="It was declined; another one can be tried.")
    PARTLY_REFUNDED = strawberry.enum_value("PARTLY_REFUNDED", description="A part of it was given back.")
    REFUNDED = strawberry.enum_value("REFUNDED", description="It was given back.")


@strawberry.enum(description="How far the goods are.")
class FulfilmentStatus(Enum):
    """The store's words."""

    UNFULFILLED = strawberry.enum_value("UNFULFILLED", description="They haven't left.")
    SHIPPED = strawberry.enum_value("SHIPPED", description="They are on their way.")
    DELIVERED = strawberry.enum_value("DELIVERED", description="The buyer has them.")


@strawberry.enum(description="How much goes back.")
class ReturnStatus(Enum):
    """The store's words."""

    NONE = strawberry.enum_value("NONE", description="Nothing.")
    ANNOUNCED = strawberry.enum_value("ANNOUNCED", description="The buyer has withdrawn or announced it.")
    RECEIVED = strawberry.enum_value("RECEIVED", description="The goods are back and looked at.")
    ACCEPTED = strawberry.enum_value("ACCEPTED", description="It is accepted; the money goes back.")
    REFUSED = strawberry.enum_value("REFUSED", description="It is refused.")


@strawberry.enum(description="What a buyer can do with an order now.")
class OrderAction(Enum):
    """The store's changes that are for buyers."""

    CANCEL = strawberry.enum_value("CANCEL", description="`orderCancel`: nothing has left yet.")
    WITHDRAW = strawberry.enum_value("WITHDRAW", description="`withdrawalStart`.")
    REQUEST_RETURN = strawberry.enum_value("REQUEST_RETURN", description="`returnRequest`: it was delivered.")
