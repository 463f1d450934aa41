"""What can be fetched again by its id alone."""

import strawberry


@strawberry.interface(description="Anything that can be fetched again by its id alone.")
class Node:
    """Relay's Node."""

    @strawberry.field(description="Global id: opaque, stable, unique among all types.")
    def id(self) -> strawberry.ID:
        raise NotImplementedError
