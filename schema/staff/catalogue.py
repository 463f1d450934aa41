"""The catalogue as staff read it: every product and category as a line of the load format."""

from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from regions.lawbook import lawbook
from schema.connection import PageInfo
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.scalars import LanguageTag
from schema.staff.guard import Behind, shown_to
from schema.staff.paging import one_way, read_number
from schema.staff.visit import StaffInfo
from store.accounts.staff import Role
from store.coverage import read_coverage
from store.loading.export import Line, category_lines, product_ids, product_line, product_lines
from store.markets import ground, markets

MARK = mark_list("staff-products")


@shown_to(Role.CATALOGUE)
@strawberry.type(
    description="A product with its texts, variants, facts, bindings, prices, stock and listings."
)
class CatalogueProduct:
    """A line of the load format."""

    told: strawberry.Private[Line]

    @strawberry.field(description="Number of the product.")
    def sku(self) -> str:
        return str(self.told["sku"])

    @strawberry.field(description="Path of its category.")
    def category(self) -> str:
        return str(self.told["category"])

    @strawberry.field(description="Everything about it, as `productsUpsert` takes it.")
    def line(self) -> JSON:
        return JSON(self.told)


@shown_to(Role.CATALOGUE)
@strawberry.type(description="A category.")
class CatalogueCategory:
    """A line of the load format."""

    told: strawberry.Private[Line]

    @strawberry.field(description="Its path, such as `books/drama`.")
    def path(self) -> str:
        return str(self.told["category"])

    @strawberry.field(description="Everything about it, as `productsUpsert` takes it.")
    def line(self) -> JSON:
        return JSON(self.told)


@shown_to(Role.CATALOGUE)
@strawberry.type(description="A product in its place in the list.")
class CatalogueEdge:
    """An entry and the cursor that leads on from it."""

    node: CatalogueProduct = strawberry.field(description="The product.")
    cursor: str = strawberry.field(description="Cursor of this entry.")


@shown_to(Role.CATALOGUE)
@strawberry.type(description="A page of all products, oldest first.")
class CatalogueConnection:
    """Relay's connection."""

    edges: list[CatalogueEdge] = strawberry.field(description="The products with their cursors.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")

    @strawberry.field(description="The products of this page.")
    def nodes(self) -> list[CatalogueProduct]:
        return [edge.node for edge in self.edges]


@shown_to(Role.CATALOGUE)
@strawberry.type(description="How many texts of one field are said in one language.")
class TranslationCoverage:
    """A count and what it is of."""

    language: LanguageTag = strawberry.field(description="The language.")
    subject: str = strawberry.field(description="`products` or `categories`.")
    field: str = strawberry.field(description="The field, such as `title`.")
    translated: int = strawberry.field(description="How many have it.")
    total: int = strawberry.field(description="How many there are.")


Sku = Annotated[str, strawberry.argument(description="Number of a product or a variant.")]
First = Annotated[int | None, strawberry.argument(description="So many, at most 100; 20 by default.")]
After = Annotated[str | None, strawberry.argument(description="Cursor of the entry before the page.")]


@strawberry.type
class CatalogueQuery:
    """The part of `Query` that is about the catalogue."""

    @strawberry.field(
        description="A product by its number or a variant's; null if there is none.",
        extensions=[Behind(Role.CATALOGUE)],
    )
    async def product(self, info: StaffInfo, sku: Sku) -> CatalogueProduct | None:
        line = await product_line(info.context.database, sku, markets(lawbook()))
        return None if line is None else CatalogueProduct(told=line)

    @strawberry.field(description="All products, sold anywhere or not.", extensions=[Behind(Role.CATALOGUE)])
    async def products(
        self, info: StaffInfo, first: First = None, after: After = None
    ) -> CatalogueConnection:
        visit = info.context
        page = read_page(PageArguments(first, after), MARK, read_number, visit.shop.language)
        [last] = page.edge or (0,)
        found = await product_ids(visit.database, last, page.size + 1)
        shown = found[: page.size]
        lines = await product_lines(visit.database, shown, markets(lawbook()))
        edges = [
            CatalogueEdge(node=CatalogueProduct(told=line), cursor=write_cursor(MARK, (number,)))
            for number, line in zip(shown, lines, strict=True)
        ]
        ends = [edge.cursor for edge in edges]
        return CatalogueConnection(
            edges=edges, page_info=one_way(ends, more=len(found) > len(shown), later=page.edge is not None)
        )

    @strawberry.field(
        description="All categories, parents before children.", extensions=[Behind(Role.CATALOGUE)]
    )
    async def categories(self, info: StaffInfo) -> list[CatalogueCategory]:
        return [CatalogueCategory(told=line) for line in await category_lines(info.context.database)]

    @strawberry.field(
        description="How much is said in which language, field by field.",
        extensions=[Behind(Role.CATALOGUE)],
    )
    async def translation_coverage(self, info: StaffInfo) -> list[TranslationCoverage]:
        languages = {tag for tags in ground(lawbook()).languages.values() for tag in tags}
        found = await read_coverage(info.context.database, languages)
        return [
            TranslationCoverage(
                language=LanguageTag(each.language),
                subject=each.subject,
                field=each.field,
                translated=each.translated,
                total=each.total,
            )
            for each in found
        ]
