"""A staff member, as staff see one."""

from enum import Enum

import strawberry

from schema.scalars import RegionCode
from schema.staff.guard import shown_to
from store.accounts.staff import Grant, Staff


@strawberry.enum(description="What a staff member may do.")
class StaffRole(Enum):
    """The stockroom's roles, in the words of the counter."""

    ADMIN = strawberry.enum_value("ADMIN", description="Read who changed what.")
    CATALOGUE = strawberry.enum_value(
        "CATALOGUE", description="Read and write products, their texts and facts, and categories."
    )
    FIGURES = strawberry.enum_value("FIGURES", description="Read figures and the records behind them.")
    MODERATION = strawberry.enum_value("MODERATION", description="Decide about reviews.")
    ORDERS = strawberry.enum_value("ORDERS", description="Look after orders.")
    POLICY = strawberry.enum_value("POLICY", description="Set a region's policy and try its rules.")
    PRICES = strawberry.enum_value("PRICES", description="Read and set prices.")
    STOCK = strawberry.enum_value("STOCK", description="Read and set stock.")


@shown_to(None)
@strawberry.type(description="A role and where it is held.")
class StaffGrant:
    """One grant of a staff member."""

    grant: strawberry.Private[Grant]

    @strawberry.field(description="The role.")
    def role(self) -> StaffRole:
        return StaffRole[self.grant.role.name]

    @strawberry.field(description="The region; null is all of them.")
    def region(self) -> RegionCode | None:
        return None if self.grant.region is None else RegionCode(self.grant.region)


@shown_to(None)
@strawberry.type(description="The staff member who asks.")
class StaffMember:
    """Somebody at work."""

    staff: strawberry.Private[Staff]

    @strawberry.field(description="Where mail goes to.")
    def email(self) -> str:
        return self.staff.email

    @strawberry.field(description="The name that the audit shows.")
    def name(self) -> str:
        return self.staff.name

    @strawberry.field(description="What they may do, and where.")
    def grants(self) -> list[StaffGrant]:
        ordered = sorted(self.staff.grants, key=lambda grant: (grant.role, grant.region or ""))
        return [StaffGrant(grant=grant) for grant in ordered]
