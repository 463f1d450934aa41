"""What every mutation answers with beside its object."""

import strawberry

from schema.user_errors import UserError


@strawberry.interface(description="What every mutation answers with beside its object.")
class Payload:
    """Empty lists: it was done as asked."""

    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Why it wasn't done; empty if it was."
    )
    warnings: list[UserError] = strawberry.field(
        default_factory=list, description="What was done, but differs from what was asked."
    )
