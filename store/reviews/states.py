"""The states of a review, who moves it from which to which, and the reasons that are told."""

from collections.abc import Mapping
from enum import StrEnum, unique


@unique
class Status(StrEnum):
    """Where a review is."""

    PENDING = "PENDING"
    PUBLISHED = "PUBLISHED"
    REJECTED = "REJECTED"
    REMOVED = "REMOVED"


@unique
class Reason(StrEnum):
    """Why a review isn't published: the first are found by the shop's software, the others by people."""

    LINK = "LINK"
    CONTACT = "CONTACT"
    DUPLICATE = "DUPLICATE"
    VELOCITY = "VELOCITY"
    LOOKED_AT_FIRST = "LOOKED_AT_FIRST"
    OFF_TOPIC = "OFF_TOPIC"
    OFFENSIVE = "OFFENSIVE"
    PERSONAL_DATA = "PERSONAL_DATA"
    ADVERTISING = "ADVERTISING"
    FAKE = "FAKE"
    ILLEGAL = "ILLEGAL"


@unique
class Decision(StrEnum):
    """What somebody of the shop may decide."""

    PUBLISH = "PUBLISH"
    REJECT = "REJECT"
    REMOVE = "REMOVE"


TABLE: Mapping[Decision, tuple[frozenset[Status], Status]] = {
    Decision.PUBLISH: (frozenset({Status.PENDING, Status.REJECTED, Status.REMOVED}), Status.PUBLISHED),
    Decision.REJECT: (frozenset({Status.PENDING}), Status.REJECTED),
    Decision.REMOVE: (frozenset({Status.PUBLISHED}), Status.REMOVED),
}
"""From which states a decision leads into which."""

EDITABLE = frozenset({Status.PENDING, Status.PUBLISHED, Status.REJECTED})
"""What its author may still change; what was removed stays as it was."""
