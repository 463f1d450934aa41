"""Changing one part of a product without sending all of it."""

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from regions.lawbook import lawbook
from regions.reading import BadInput
from regions.words import N_
from schema.staff.catalogue import CatalogueProduct
from schema.staff.editing_inputs import (
    BindingsSetInput,
    FactsUpdateInput,
    ListingSetInput,
    ProductEditPayload,
    ProductUpdateInput,
    TextsSetInput,
    VariantTextSetInput,
)
from schema.staff.guard import Behind, Reach
from schema.staff.instants import check_instant
from schema.staff.selling import bad_input
from schema.staff.upserting import line_error
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserErrorCode, input_error
from store.accounts.staff import Role
from store.loading.amending import amend_line, variant_in
from store.loading.export import Line
from store.loading.report import RowError

Given = strawberry.argument(description="What is asked for.")
CATALOGUE = Behind(Role.CATALOGUE, Reach.EVERYWHERE)


@strawberry.type
class EditingMutation:
    """The part of `Mutation` that is about parts of products."""

    @strawberry.mutation(
        description="Change what is said of a product beside its texts.", extensions=[CATALOGUE]
    )
    async def product_update(
        self,
        info: StaffInfo,
        input: Annotated[ProductUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProductEditPayload:
        return await _amended(info.context, input.sku, lambda line: {**line, **input.told()})

    @strawberry.mutation(description="Say a product's texts in one language.", extensions=[CATALOGUE])
    async def texts_set(
        self,
        info: StaffInfo,
        input: Annotated[TextsSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProductEditPayload:
        def change(line: Line) -> Line:
            said = {**line["texts"].get(input.language, {}), **input.told()}
            texts = {**line["texts"], input.language: said}
            return {**line, "texts": {tag: words for tag, words in texts.items() if any(words.values())}}

        return await _amended(info.context, input.sku, change)

    @strawberry.mutation(description="Say what a variant is called in one language.", extensions=[CATALOGUE])
    async def variant_text_set(
        self,
        info: StaffInfo,
        input: Annotated[VariantTextSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProductEditPayload:
        def change(variant: Line) -> Line:
            texts = {**variant["texts"], input.language: {"title": input.title}}
            return {"texts": {tag: words for tag, words in texts.items() if words["title"]}}

        return await _variant_amended(info.context, input.sku, change)

    @strawberry.mutation(
        description="Change facts of a variant that rules ask for; those that aren't named stay.",
        extensions=[CATALOGUE],
    )
    async def facts_update(
        self,
        info: StaffInfo,
        input: Annotated[FactsUpdateInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProductEditPayload:
        told: Any = input.facts
        if not isinstance(told, dict):
            visit = info.context
            return ProductEditPayload(user_errors=[bad_input(visit, "facts", "must be an object")])

        def change(variant: Line) -> Line:
            facts = {**variant["facts"], **told}
            return {"facts": {name: value for name, value in facts.items() if value is not None}}

        return await _variant_amended(info.context, input.sku, change)

    @strawberry.mutation(
        description="Set the prices that publishers fixed or recommended for a variant in one territory.",
        extensions=[CATALOGUE],
    )
    async def bindings_set(
        self,
        info: StaffInfo,
        input: Annotated[BindingsSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProductEditPayload:
        def change(variant: Line) -> Line:
            known = variant["facts"].get("bindings", [])
            others = [each for each in known if each["territory"] != input.territory]
            return {"facts": {**variant["facts"], "bindings": [*others, *input.told()]}}

        return await _variant_amended(info.context, input.sku, change)

    @strawberry.mutation(
        description="Say whether, and from when until when, a region sells a variant.",
        extensions=[Behind(Role.CATALOGUE, Reach.ASKED)],
    )
    async def listing_set(
        self,
        info: StaffInfo,
        input: Annotated[ListingSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProductEditPayload:
        try:
            start = _written(input.sold_from, "soldFrom")
            span = {"from": start, "until": _written(input.sold_until, "soldUntil")}
        except BadInput as refused:
            return ProductEditPayload(user_errors=[bad_input(info.context, refused.path, refused.problem)])

        def change(variant: Line) -> Line:
            # Sold wherever it has a price: spelt out, so that the other regions go on selling it.
            known = variant["listings"]
            listings = {code: {} for code in variant["prices"]} if known is None else known
            others = {code: each for code, each in listings.items() if code != input.region}
            return {"listings": {**others, input.region: span} if input.is_listed else others}

        return await _variant_amended(info.context, input.sku, change)


async def _variant_amended(visit: StaffVisit, sku: str, change: Callable[[Line], Line]) -> ProductEditPayload:
    """The payload of a change that says what is different about one variant."""

    def changed(line: Line) -> Line:
        variant = variant_in(line, sku)
        variants = [{**each, **change(each)} if each is variant else each for each in line["variants"]]
        return {**line, "variants": variants}

    return await _amended(visit, sku, changed)


async def _amended(visit: StaffVisit, sku: str, change: Callable[[Line], Line]) -> ProductEditPayload:
    actor = (await visit.staff()).id
    found = await amend_line(visit.database, lawbook(), sku, change, actor=actor, now=visit.shop.now)
    if found is None:
        message = N_("There is no such product.")
        unknown = input_error(UserErrorCode.NOT_FOUND, visit.shop.language, message, "sku")
        return ProductEditPayload(user_errors=[unknown])
    if isinstance(found, RowError):
        return ProductEditPayload(line_errors=[line_error(found)])
    return ProductEditPayload(product=CatalogueProduct(told=found))


def _written(instant: Any, path: str) -> str | None:
    checked = check_instant(instant, path)
    return None if checked is None else checked.isoformat()
