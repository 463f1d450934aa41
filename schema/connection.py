"""The types that every connection shares."""

from enum import Enum

import strawberry

from schema.freshness import PUBLIC
from schema.plan import cacheable


@strawberry.enum(description="How far a count can be trusted.")
class CountPrecision(Enum):
    """A count is exact, or known to be at least so much because counting stopped there."""

    AT_LEAST = strawberry.enum_value("AT_LEAST", description="There are at least as many; counting stopped.")
    EXACT = strawberry.enum_value("EXACT", description="There are exactly as many.")


@cacheable(PUBLIC)
@strawberry.type(description="How many entries a list has, and whether they were all counted.")
class TotalCount:
    """A count that says when it was cut off."""

    count: int = strawberry.field(description="Number of entries counted.")
    precision: CountPrecision = strawberry.field(description="Whether these are all entries.")


@cacheable(PUBLIC)
@strawberry.type(description="Where a page lies in its list, as the Relay specification defines it.")
class PageInfo:
    """The edges of a page."""

    has_next_page: bool = strawberry.field(description="Whether entries follow after this page.")
    has_previous_page: bool = strawberry.field(description="Whether entries come before this page.")
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first entry; null on an empty page."
    )
    end_cursor: str | None = strawberry.field(description="Cursor of the last entry; null on an empty page.")
