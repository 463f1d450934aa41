"""Categories: the tree of departments that products stand in."""

import strawberry

from schema.context import Info, ShopContext
from schema.freshness import PUBLIC
from schema.identity import NodeType, write_id
from schema.node import Node
from schema.plan import cacheable, setwise
from schema.tags import note_tree
from schema.text import LocalizedText, localize
from store.catalog.categories import CategoryCard, list_children


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

    @setwise(description="The categories directly below this one, in the merchant's order.")
    @staticmethod
    async def children(categories: list["Category"], info: Info) -> list[list["Category"]]:
        note_tree(info.context)
        found: dict[tuple[int, int], list[Category]] = {}
        for shop in {id(each.shop): each.shop for each in categories}.values():
            parents = [each.card.id for each in categories if each.shop is shop]
            below = await list_children(info.context.database, shop.view, parents)
            for parent, cards in below.items():
                found[id(shop), parent] = [Category(card=card, shop=shop) for card in cards]
        return [found[id(each.shop), each.card.id] for each in categories]
