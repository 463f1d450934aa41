"""Single things by what is known of them; what isn't known or isn't sold here is null."""

from collections.abc import Sequence

from regions.words import N_
from schema.cards import read_cards
from schema.category import Category
from schema.context import Info, ShopContext
from schema.errors import ErrorCode, refusal
from schema.identity import NodeId, NodeType, read_id, read_key
from schema.node import Node
from schema.plan import wanted
from schema.product import Product
from schema.reviews.review import Review
from schema.selection import product_parts, variant_parts
from schema.tags import note_asked, note_missing, note_named, note_tree
from schema.variant import Variant
from store.catalog.categories import find_category_by_slug, list_children, list_departments, read_categories
from store.catalog.goods import Goods
from store.catalog.lookups import (
    find_products_of,
    read_product_by_sku,
    read_product_by_slug,
)
from store.reviews.records import read_reviews
from store.reviews.states import Status

MOST_IDS = 100


async def find_product(
    shop: ShopContext, info: Info, id_: str | None, slug: str | None, sku: str | None
) -> Product | None:
    """The product with this id, slug or number, of which exactly one is given (else ONE_KEY_NEEDED)."""
    _demand_one(shop, id=id_, slug=slug, sku=sku)
    database, view, parts = info.context.database, shop.view, product_parts(wanted(info))
    if sku is not None:
        card = await read_product_by_sku(database, view, sku, parts)
        note_named(info.context, shop, sku, card)
    elif slug is not None:
        card = await read_product_by_slug(database, view, slug, parts)
        note_named(info.context, shop, slug, card)
    else:
        key = read_key(id_ or "", NodeType.PRODUCT, shop.language)
        card = (await read_cards(shop, info, [key], parts)).get(key)
    return None if card is None else Product(card=card, shop=shop, asked_slug=slug)


async def find_category(shop: ShopContext, info: Info, id_: str | None, slug: str | None) -> Category | None:
    """The category with this id or slug, of which exactly one is given (else ONE_KEY_NEEDED)."""
    _demand_one(shop, id=id_, slug=slug)
    database = info.context.database
    note_tree(info.context)
    if id_ is not None:
        key: int | None = read_key(id_, NodeType.CATEGORY, shop.language)
    else:
        key = await find_category_by_slug(database, shop.view, slug or "")
    if key is None:
        return None
    cards = await read_categories(database, shop.view, [key])
    return Category(card=cards[key], shop=shop) if key in cards else None


async def find_categories(shop: ShopContext, info: Info, parent: str | None) -> list[Category]:
    """The categories below a parent, or the departments; none below one that doesn't exist."""
    database = info.context.database
    note_tree(info.context)
    if parent is None:
        cards = await list_departments(database, shop.view)
    else:
        key = read_key(parent, NodeType.CATEGORY, shop.language)
        cards = (await list_children(database, shop.view, [key]))[key]
    return [Category(card=card, shop=shop) for card in cards]


async def find_nodes(shop: ShopContext, info: Info, ids: Sequence[str]) -> list[Node | None]:
    """The things with these ids, in their order; at most two statements for each type among them."""
    if len(ids) > MOST_IDS:
        message = N_("At most {largest} ids can be asked for at once.")
        raise refusal(ErrorCode.TOO_MANY_IDS, shop.language, message, largest=MOST_IDS)
    asked = [read_id(each, shop.language) for each in ids]
    found: dict[NodeId, Node] = {}
    for node_type, read in READERS.items():
        keys = [node.key for node in asked if node.type is node_type]
        if keys:
            found |= await read(shop, info, keys)
    return [found.get(node) for node in asked]


async def read_sold_products(asked: Sequence[tuple[Goods, ShopContext]], info: Info) -> list[Product | None]:
    """The products of goods, each in its own context; one statement for each context among them."""
    found: dict[tuple[int, int], Product] = {}
    for shop in {id(shop): shop for _, shop in asked}.values():
        keys = [goods.product_id for goods, each in asked if each is shop]
        cards = await read_cards(shop, info, keys, product_parts(wanted(info)))
        found |= {(id(shop), key): Product(card=card, shop=shop) for key, card in cards.items()}
    return [found.get((id(shop), goods.product_id)) for goods, shop in asked]


async def read_sold_variants(asked: Sequence[tuple[Goods, ShopContext]], info: Info) -> list[Variant | None]:
    """Goods as variants, each in its own context; one statement for each context among them."""
    found: dict[tuple[int, int], Variant] = {}
    for shop in {id(shop): shop for _, shop in asked}.values():
        keys = [goods.product_id for goods, each in asked if each is shop]
        cards = await read_cards(shop, info, keys, variant_parts(wanted(info)))
        found |= {
            (id(shop), card.id): Variant(card=card, shop=shop)
            for product in cards.values()
            for card in product.variants
        }
    return [found.get((id(shop), goods.variant_id)) for goods, shop in asked]


async def _read_products(shop: ShopContext, info: Info, keys: Sequence[int]) -> dict[NodeId, Node]:
    parts = product_parts(wanted(info))
    cards = await read_cards(shop, info, keys, parts)
    return {NodeId(NodeType.PRODUCT, key): Product(card=card, shop=shop) for key, card in cards.items()}


async def _read_variants(shop: ShopContext, info: Info, keys: Sequence[int]) -> dict[NodeId, Node]:
    products = await find_products_of(info.context.database, keys)
    if len(products) < len({*keys}):
        note_missing(info.context, shop)
    cards = await read_cards(shop, info, [*{*products.values()}], variant_parts(wanted(info)))
    return {
        NodeId(NodeType.VARIANT, variant.id): Variant(card=variant, shop=shop)
        for card in cards.values()
        for variant in card.variants
    }


async def _read_categories(shop: ShopContext, info: Info, keys: Sequence[int]) -> dict[NodeId, Node]:
    note_tree(info.context)
    cards = await read_categories(info.context.database, shop.view, keys)
    return {NodeId(NodeType.CATEGORY, key): Category(card=card, shop=shop) for key, card in cards.items()}


async def _read_reviews(shop: ShopContext, info: Info, keys: Sequence[int]) -> dict[NodeId, Node]:
    """Published ones: the answer may be kept for others."""
    records = await read_reviews(info.context.database, keys)
    note_asked(info.context, shop, [record.product_id for record in records.values()])
    if len(records) < len({*keys}):
        note_missing(info.context, shop)
    return {
        NodeId(NodeType.REVIEW, key): Review(record=record, shop=shop)
        for key, record in records.items()
        if record.status is Status.PUBLISHED
    }


READERS = {
    NodeType.PRODUCT: _read_products,
    NodeType.VARIANT: _read_variants,
    NodeType.CATEGORY: _read_categories,
    NodeType.REVIEW: _read_reviews,
}


def _demand_one(shop: ShopContext, **keys: str | None) -> None:
    if sum(key is not None for key in keys.values()) != 1:
        message = N_("Give exactly one of {keys}.")
        raise refusal(ErrorCode.ONE_KEY_NEEDED, shop.language, message, keys=", ".join(keys))
