"""The plain way: a Strawberry type for each table, and resolvers that ask Tortoise for what they need.

Written as the libraries' tutorials do it, on the same tables: a field that isn't a column asks the database.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import strawberry
from babel.numbers import format_currency
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from tortoise import Model, Tortoise, fields
from tortoise.expressions import Case, When
from tortoise.functions import Count, Sum
from tortoise.queryset import QuerySet

from bench.connection import credentials
from bench.shelf import COUNT, LANGUAGE, REGION


class ProductRow(Model):
    """A product."""

    id = fields.BigIntField(primary_key=True)
    sku = fields.CharField(max_length=64)
    contributors: Any = fields.JSONField()
    default_language = fields.CharField(max_length=35)

    class Meta:
        table = "products"


class TextRow(Model):
    """Its words in one language."""

    id = fields.BigIntField(primary_key=True)
    product_id = fields.BigIntField()
    language = fields.CharField(max_length=35)
    title = fields.TextField(null=True)

    class Meta:
        table = "product_texts"


class VariantRow(Model):
    """What is bought."""

    id = fields.BigIntField(primary_key=True)
    sku = fields.CharField(max_length=64)

    class Meta:
        table = "variants"


class ShelfRow(Model):
    """What it costs in a storefront."""

    product_id = fields.BigIntField(primary_key=True)
    variant_id = fields.BigIntField()
    storefront = fields.CharField(max_length=16)
    lead = fields.BooleanField()
    current = fields.BigIntField()
    applied: Any = fields.JSONField(null=True)
    popularity = fields.IntField()
    in_stock = fields.BooleanField()
    valid_from = fields.DatetimeField()
    valid_until = fields.DatetimeField()

    class Meta:
        table = "shelf_prices"


class ReviewRow(Model):
    """What a customer says of a product."""

    id = fields.BigIntField(primary_key=True)
    product_id = fields.BigIntField()
    language = fields.CharField(max_length=35)
    rating = fields.SmallIntField()
    title = fields.TextField(null=True)
    status = fields.CharField(max_length=16)
    helpfulness = fields.IntField()

    class Meta:
        table = "reviews"


@strawberry.type
class Contributor:
    """Who made it."""

    name: str
    role: str


@strawberry.type
class Money:
    """An amount."""

    amount: Decimal
    formatted: str


@strawberry.type
class Rule:
    """Why it costs that."""

    explanation: str
    legal_basis: str


@strawberry.type
class Price:
    """What it costs."""

    current: Money
    tax_included: bool
    applied_rules: list[Rule]


@strawberry.type
class Availability:
    """Whether it is there."""

    in_stock: bool


@strawberry.type
class ReviewSummary:
    """What its reviews come to."""

    average: Decimal | None
    count: int


@strawberry.type
class Review:
    """A customer's word."""

    rating: int
    title: str | None


@strawberry.type
class Reviews:
    """A page of them."""

    nodes: list[Review]


@strawberry.type
class TotalCount:
    """How many there are."""

    count: int
    precision: str


@strawberry.type
class Product:
    """A product, each field asked when it is wanted."""

    shelf: strawberry.Private[ShelfRow]

    @strawberry.field
    async def sku(self) -> str:
        return (await VariantRow.get(id=self.shelf.variant_id)).sku

    @strawberry.field
    async def title(self) -> str:
        text = await TextRow.get_or_none(product_id=self.shelf.product_id, language=LANGUAGE)
        if text is None or text.title is None:
            product = await ProductRow.get(id=self.shelf.product_id)
            text = await TextRow.get(product_id=product.id, language=product.default_language)
        return text.title or ""

    @strawberry.field
    async def contributors(self) -> list[Contributor]:
        product = await ProductRow.get(id=self.shelf.product_id)
        return [
            Contributor(
                name=told["name"].get(LANGUAGE) or next(iter(told["name"].values())), role=told["role"]
            )
            for told in product.contributors
        ]

    @strawberry.field
    async def price(self) -> Price:
        amount = Decimal(self.shelf.current) / 100
        formatted = format_currency(amount, "EUR", locale="de_DE")
        rules = [
            Rule(explanation=told["message"], legal_basis=told["legal_basis"])
            for told in self.shelf.applied or []
        ]
        return Price(
            current=Money(amount=amount, formatted=formatted), tax_included=True, applied_rules=rules
        )

    @strawberry.field
    async def availability(self) -> Availability:
        return Availability(in_stock=self.shelf.in_stock)

    @strawberry.field
    async def review_summary(self) -> ReviewSummary:
        published = ReviewRow.filter(product_id=self.shelf.product_id, status="PUBLISHED")
        [found] = await published.annotate(reviews=Count("id"), stars=Sum("rating")).values(
            "reviews", "stars"
        )
        mean = None
        if found["reviews"]:
            mean = (Decimal(found["stars"]) / found["reviews"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return ReviewSummary(average=mean, count=found["reviews"])

    @strawberry.field
    async def reviews(self, first: int = 3) -> Reviews:
        published = ReviewRow.filter(product_id=self.shelf.product_id, status="PUBLISHED")
        own_first = Case(When(language=LANGUAGE, then="1"), default="2")
        ranked = published.annotate(rank=own_first).order_by("rank", "-helpfulness", "-id")
        rows = await ranked.limit(first)
        return Reviews(nodes=[Review(rating=row.rating, title=row.title) for row in rows])


def on_sale() -> QuerySet[ShelfRow]:
    """What can be bought now."""
    now = datetime.now(UTC)
    return ShelfRow.filter(storefront=REGION, lead=True, valid_from__lte=now, valid_until__gt=now)


@strawberry.type
class Products:
    """A page of a list."""

    nodes: list[Product]

    @strawberry.field
    async def total_count(self) -> TotalCount:
        count = await on_sale().count()
        return TotalCount(count=count, precision="EXACT")


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    async def products(self, first: int = COUNT) -> Products:
        rows = await on_sale().order_by("-popularity", "-product_id").limit(first)
        return Products(nodes=[Product(shelf=row) for row in rows])


@asynccontextmanager
async def lifespan(_app: Starlette) -> AsyncIterator[None]:
    """Open the database as Tortoise's documentation does for ASGI."""
    where = credentials(os.environ["COMPTOIR_DATABASE_URL"])
    config = {
        "connections": {"default": {"engine": "tortoise.backends.asyncpg", "credentials": where}},
        "apps": {"models": {"models": ["bench.plain"], "default_connection": "default"}},
    }
    await Tortoise.init(config=config, _enable_global_fallback=True)
    yield
    await Tortoise.close_connections()


app = Starlette(
    lifespan=lifespan,
    routes=[Route("/graphql", GraphQL[None, None](strawberry.Schema(Query)), methods=["GET", "POST"])],
)
