"""What the mutations about reviews answer with."""

import strawberry

from schema.payload import Payload
from schema.reviews.review import Review


@strawberry.type(description="The outcome of writing a review.")
class ReviewSubmitPayload(Payload):
    """Its status says whether it is shown at once, and its status reason why not."""

    review: Review | None = strawberry.field(default=None, description="The review as it is kept.")


@strawberry.type(description="The outcome of editing a review.")
class ReviewUpdatePayload(Payload):
    """Edits are judged as new reviews are."""

    review: Review | None = strawberry.field(default=None, description="The review as it now is.")


@strawberry.type(description="The outcome of deleting a review.")
class ReviewDeletePayload(Payload):
    """The id of what is gone."""

    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of the deleted review.")


@strawberry.type(description="The outcome of saying whether letters that ask for reviews are wanted.")
class ReviewInvitationsSetPayload(Payload):
    """What is remembered now."""

    wanted: bool | None = strawberry.field(
        default=None, description="What is remembered; null if it can't be."
    )


@strawberry.type(description="The outcome of a vote.")
class ReviewVotePayload(Payload):
    """The review with its votes counted."""

    review: Review | None = strawberry.field(default=None, description="The review as it now is.")


@strawberry.type(description="The outcome of reporting a review.")
class ReviewReportPayload(Payload):
    """Thank you."""

    review: Review | None = strawberry.field(default=None, description="The review, still there.")
