"""Where every change begins: a root made of parts, each about one subject."""

import strawberry

from schema.account.mutations import AccountMutation
from schema.account.provider_mutations import ProviderMutation
from schema.account.wallet_mutations import WalletMutation
from schema.incidents.mutations import ProblemMutation
from schema.reviews.mutations import ReviewMutation
from schema.selling.cart_mutations import CartMutation
from schema.selling.checkout import CheckoutMutation
from schema.selling.merge_mutation import MergeMutation
from schema.selling.one_click import OneClickMutation
from schema.selling.order_mutations import OrderMutation


@strawberry.type(
    description="Everything that changes something. Each takes one input and answers with a payload."
)
class Mutation(
    AccountMutation,
    ProviderMutation,
    WalletMutation,
    CartMutation,
    MergeMutation,
    CheckoutMutation,
    OneClickMutation,
    OrderMutation,
    ReviewMutation,
    ProblemMutation,
):
    """A root without a value."""
