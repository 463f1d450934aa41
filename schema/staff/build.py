"""The staff's schema, built and printed."""

from pathlib import Path

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.build import ShopSchema, print_sorted
from schema.plan.limits import Limits
from schema.scalars import SCALARS
from schema.staff.catalogue import CatalogueQuery
from schema.staff.credits import CreditsMutation
from schema.staff.delivery import DeliveryMutation, DeliveryQuery
from schema.staff.editing import EditingMutation
from schema.staff.figures_query import FiguresQuery
from schema.staff.guard import check_decisions
from schema.staff.incidents.concerned import ConcernedQuery
from schema.staff.incidents.cord import IncidentsMutation, IncidentsQuery
from schema.staff.incidents.policy import CordPolicyMutation, CordPolicyQuery
from schema.staff.members import MembersMutation, MembersQuery
from schema.staff.orders import OrdersMutation, OrdersQuery
from schema.staff.policy import PolicyMutation, PolicyQuery
from schema.staff.promotions import PromotionsMutation, PromotionsQuery
from schema.staff.returns import ReturnsMutation, ReturnsQuery
from schema.staff.reviews.decisions import ReviewsMutation
from schema.staff.reviews.policy import ReviewPolicyMutation, ReviewPolicyQuery
from schema.staff.reviews.queue import ReviewsQuery, ReviewsSubscription
from schema.staff.selling import SellingMutation, SellingQuery
from schema.staff.session import SessionMutation, SessionQuery
from schema.staff.trail import TrailQuery
from schema.staff.upserting import CatalogueMutation
from schema.user_errors import InputError

PRINTED = Path(__file__).with_name("schema.graphql")
"""Where the printed schema is checked in."""


@strawberry.type(name="Query", description="What staff can ask.")
class StaffQuery(
    SessionQuery,
    MembersQuery,
    CatalogueQuery,
    SellingQuery,
    OrdersQuery,
    ReturnsQuery,
    DeliveryQuery,
    PolicyQuery,
    PromotionsQuery,
    TrailQuery,
    ReviewsQuery,
    ReviewPolicyQuery,
    IncidentsQuery,
    ConcernedQuery,
    CordPolicyQuery,
    FiguresQuery,
):
    """A root without a value."""


@strawberry.type(name="Mutation", description="What staff can change.")
class StaffMutation(
    SessionMutation,
    MembersMutation,
    CatalogueMutation,
    EditingMutation,
    SellingMutation,
    OrdersMutation,
    CreditsMutation,
    ReturnsMutation,
    DeliveryMutation,
    PolicyMutation,
    PromotionsMutation,
    ReviewsMutation,
    ReviewPolicyMutation,
    IncidentsMutation,
    CordPolicyMutation,
):
    """A root without a value."""


@strawberry.type(name="Subscription", description="What staff are told as it happens.")
class StaffSubscription(ReviewsSubscription):
    """A root without a value."""


def build_staff_schema(limits: Limits | None = None) -> ShopSchema:
    """The staff's schema. Raises Undecided for a field that nobody has decided who may see."""
    built = ShopSchema(
        query=StaffQuery,
        mutation=StaffMutation,
        subscription=StaffSubscription,
        types=[InputError],
        config=StrawberryConfig(scalar_map=SCALARS),
        limits=limits,
    )
    check_decisions(built.schema)
    return built


def print_staff_sdl() -> str:
    """The schema as `schema/staff/schema.graphql` holds it, everything in alphabetical order."""
    return print_sorted(build_staff_schema())
