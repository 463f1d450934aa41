"""What a customer can pay with: means of payment on file, and credit."""

import strawberry

from schema.context import Info
from schema.identity import NodeType, write_id
from schema.money import Money, in_shop
from store.credits import Credit
from store.payments.kept import KeptMethod


@strawberry.type(
    description="A means of payment on file, kept by its provider; we know only what it calls it."
)
class PaymentMethod:
    """For `oneClickBuy`, or as `method` and `token` of any checkout."""

    kept: strawberry.Private[KeptMethod]

    @strawberry.field(description="Id of the means of payment.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.PAYMENT_METHOD, self.kept.id))

    @strawberry.field(description="Who keeps it, such as `stripe`.")
    def method(self) -> str:
        return self.kept.provider

    @strawberry.field(description="What its owner knows it by, such as `visa 4242`.")
    def label(self) -> str:
        return self.kept.label


@strawberry.type(description="What the shop owes a customer in one currency.")
class CustomerCredit:
    """Spent by `cartCreditUpdate`."""

    credit: strawberry.Private[Credit]

    @strawberry.field(description="What is left.")
    def balance(self, info: Info) -> Money:
        return in_shop(self.credit.amount, info.context.shop, self.credit.currency)

    @strawberry.field(description="Whether money was received for it; a gift can't pay for fixed prices.")
    def is_paid_for(self) -> bool:
        return self.credit.paid_for
