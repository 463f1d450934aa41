"""Where every question begins."""

from typing import Annotated

import strawberry

from schema.account.customer import Customer, read_me
from schema.arguments import After, First
from schema.context import Info, Wish, choose_context
from schema.freshness import PUBLIC
from schema.inputs import DestinationInput, read_destination
from schema.localization import Localization
from schema.lookups import find_nodes
from schema.node import Node
from schema.plan import cacheable
from schema.region import Region, regions_in
from schema.reviews.own import OwnReviews, read_own_reviews
from schema.scalars import LanguageTag, RegionCode
from schema.selling.queries import SellingFields
from schema.storefront import ShopFields, Storefront
from schema.tags import note_storefronts


@cacheable(PUBLIC)
@strawberry.type(description="Where every question begins. Fields of a shop answer in the request's context.")
class Query(ShopFields, SellingFields):
    """A root without a value: the context is the request's."""

    @strawberry.field(description="A shop in a context of its own, so that one document can ask several.")
    def storefront(
        self,
        info: Info,
        region: Annotated[RegionCode, strawberry.argument(description="Code of the region.")],
        language: Annotated[
            LanguageTag | None,
            strawberry.argument(description="Language to answer in; the region's by default."),
        ] = None,
        deliver_to: Annotated[
            DestinationInput | None,
            strawberry.argument(description="Where goods go; the region's country by default."),
        ] = None,
    ) -> Storefront:
        visit = info.context
        wish = Wish(region, language, read_destination(deliver_to) if deliver_to else None)
        shop = choose_context([wish], visit.storefronts, default_region=region, now=visit.shop.now)
        note_storefronts(visit, [shop.region])
        return Storefront(shop=shop)

    @strawberry.field(description="The request's context, and what a switcher of region and language needs.")
    def localization(self, info: Info) -> Localization:
        visit = info.context
        note_storefronts(visit, visit.storefronts)
        return Localization(shop=visit.shop, everywhere=regions_in(visit.shop, visit.storefronts))

    @strawberry.field(description="Every open region.")
    def regions(self, info: Info) -> list[Region]:
        note_storefronts(info.context, info.context.storefronts)
        return regions_in(info.context.shop, info.context.storefronts)

    @strawberry.field(description="The customer who asks; null for a guest.")
    async def me(self, info: Info) -> Customer | None:
        return await read_me(info)

    @strawberry.field(description="The reviews of the customer who asks; null for a guest.")
    async def my_reviews(self, info: Info, first: First = None, after: After = None) -> OwnReviews | None:
        return await read_own_reviews(info, first, after)

    @strawberry.field(
        description="Anything by its id; null if there is no such thing, or it isn't sold here."
    )
    async def node(
        self,
        info: Info,
        id_: Annotated[strawberry.ID, strawberry.argument(name="id", description="Global id.")],
    ) -> Node | None:
        return (await find_nodes(info.context.shop, info, [id_]))[0]

    @strawberry.field(
        description="Several things by their ids, in that order, null where there is no such thing."
    )
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="Global ids, at most 100.")],
    ) -> list[Node | None]:
        return await find_nodes(info.context.shop, info, ids)
