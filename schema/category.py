"""Categories: the tree of departments that products stand in."""

import strawberry

from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.identity import NodeType, write_id
from schema.node import Node
from schema.plan import cacheable
from schema.text import LocalizedText, localize
from store.catalog.categories import CategoryCard


@cacheable(PUBLIC)
@strawberry.type(description="A place in the tree of departments.")
class Category(Node):
    """A category in the words of one context."""

    card: strawberry.Private[CategoryCard]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Global id.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.CATEGORY, self.card.id))

    @strawberry.field(description="Path of keys from the root, the same in every language: `books/drama`.")
    def path(self) -> str:
        return self.card.path

    @strawberry.field(description="Name in the context's language, or in the next one of its chain.")
    def name(self) -> str:
        return self.card.name.value

    @strawberry.field(description="The name with the language that served.")
    def name_text(self) -> LocalizedText:
        return localize(self.card.name, self.shop.language)

    @strawberry.field(
        description="Name for addresses, in the context's language or the next one of its chain."
    )
    def slug(self) -> str:
        return self.card.slug.value

    @strawberry.field(description="Whether other categories stand below this one.")
    def has_children(self) -> bool:
        return self.card.has_children
