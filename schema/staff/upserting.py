"""Writing the catalogue: many lines of the load format at once, each taken as a whole or told why not."""

import json
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from regions.lawbook import lawbook
from regions.words import N_
from schema.payload import Payload
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.selling import bad_input
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserErrorCode, input_error
from store.accounts.staff import Role
from store.loading import LoadReport, load
from store.loading.report import RowError
from store.loading.witness import audited

MOST_LINES = 200
Given = strawberry.argument(description="What is asked for.")


@strawberry.input(description="Products and categories to write.")
class ProductsUpsertInput:
    """Lines as docs/loading.md has them."""

    lines: list[JSON] = strawberry.field(
        description=f"Lines of the load format, at most {MOST_LINES}; each says everything about its product."
    )


@strawberry.input(description="Categories to write.")
class CategoriesUpsertInput:
    """Lines as docs/loading.md has them, parents first."""

    lines: list[JSON] = strawberry.field(description=f"Lines of categories, at most {MOST_LINES}.")


@shown_to(Role.CATALOGUE)
@strawberry.type(description="A line that was left out, and why.")
class LineError:
    """A refusal of the loader."""

    line: int = strawberry.field(description="Its place among the lines, from 1.")
    sku: str | None = strawberry.field(description="Number of its product or path of its category, if known.")
    code: str = strawberry.field(description="For programs, such as `LIFTED_TOO_EARLY`.")
    path: str = strawberry.field(description="The field that is to blame.")
    message: str = strawberry.field(description="For people, in English.")


@shown_to(Role.CATALOGUE)
@strawberry.type(description="What became of the lines. Those that aren't named in `lineErrors` are written.")
class ProductsUpsertPayload(Payload):
    """The loader's report."""

    added: int = strawberry.field(default=0, description="Products that are new.")
    changed: int = strawberry.field(default=0, description="Products that were changed.")
    unchanged: int = strawberry.field(default=0, description="Products that were so already.")
    categories: int = strawberry.field(default=0, description="Categories written.")
    line_errors: list[LineError] = strawberry.field(
        default_factory=list, description="Lines that were left out."
    )


@strawberry.type
class CatalogueMutation:
    """The part of `Mutation` that is about the catalogue."""

    @strawberry.mutation(
        description="Add or replace products and categories, with all that is derived from them.",
        extensions=[
            Behind(Role.CATALOGUE, Reach.EVERYWHERE),
            Behind(Role.PRICES, Reach.EVERYWHERE),
            Behind(Role.STOCK, Reach.EVERYWHERE),
        ],
    )
    async def products_upsert(
        self,
        info: StaffInfo,
        input: Annotated[ProductsUpsertInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProductsUpsertPayload:
        return await _upserted(info.context, input.lines)

    @strawberry.mutation(
        description="Add or replace categories.", extensions=[Behind(Role.CATALOGUE, Reach.EVERYWHERE)]
    )
    async def categories_upsert(
        self,
        info: StaffInfo,
        input: Annotated[CategoriesUpsertInput, Given],  # noqa: A002  (the contract's name)
    ) -> ProductsUpsertPayload:
        for place, line in enumerate(input.lines):
            told: Any = line
            if not isinstance(told, dict) or "category" not in told or "sku" in told:
                bad = bad_input(info.context, f"lines.{place}", "isn't a category")
                return ProductsUpsertPayload(user_errors=[bad])
        return await _upserted(info.context, input.lines)


async def _upserted(visit: StaffVisit, lines: list[JSON]) -> ProductsUpsertPayload:
    if len(lines) > MOST_LINES:
        message = N_("At most {most} lines are taken at once.")
        many = input_error(UserErrorCode.BAD_INPUT, visit.shop.language, message, "lines", most=MOST_LINES)
        return ProductsUpsertPayload(user_errors=[many])
    now, book = visit.shop.now, lawbook()
    witness = audited((await visit.staff()).id, now, book)
    # Not orjson: it can't write every number of a document; the loader refuses such by their place.
    written = map(json.dumps, lines)
    return _told(await load(visit.database, written, now=now, book=book, witness=witness))


def _told(report: LoadReport) -> ProductsUpsertPayload:
    return ProductsUpsertPayload(
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        categories=report.categories,
        line_errors=[line_error(error) for error in report.errors],
    )


def line_error(error: RowError) -> LineError:
    """A refusal of the loader, as staff see it."""
    return LineError(line=error.line, sku=error.sku, code=error.code, path=error.path, message=error.message)
