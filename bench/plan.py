"""How much faster a compiled plan executes than graphql-core, on one list of 660 fields.

Twenty products with 13 plain fields, a price of 3 and three reviews of 5 fields each, in memory: no
database, no HTTP. Prints ratios of processor time (medians of interleaved runs), which hold across
machines far better than the times beside them. Run: `python bench/plan.py`
"""

from __future__ import annotations

import asyncio
import enum
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

import orjson
import strawberry
from graphql import DocumentNode, execute, parse, validate
from graphql.execution.values import VariableValues
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.plan import Limits, PlannedSchema, setwise
from schema.plan.measuring import measure as measure_document
from schema.plan.registry import prepare

ROUNDS = 9
PRODUCT = "id slug name subtitle description brand color weight stock rating ratings active sku"
PRICE = "price { amount currency formatted }"


@strawberry.enum
class Color(enum.Enum):
    """An enum among the fields."""

    RED = "red"
    BLUE = "blue"


@strawberry.type
class Author:
    """Who wrote a review."""

    name: str


@strawberry.type
class Review:
    """A review, whose author is an attribute, or read set-wise."""

    id: strawberry.ID
    stars: int
    title: str
    body: str
    known_author: Author

    @setwise
    @staticmethod
    async def author(reviews: list[Review]) -> list[Author]:
        """One call for all reviews."""
        return [review.known_author for review in reviews]


@strawberry.type
class Price:
    """A price."""

    amount: float
    currency: str

    @strawberry.field
    def formatted(self) -> str:
        """A plain method."""
        return f"{self.amount} {self.currency}"


@strawberry.type
class Product:
    """A product, whose reviews are an attribute, or read set-wise."""

    id: strawberry.ID
    slug: str
    name: str
    subtitle: str | None
    description: str
    brand: str
    color: Color
    weight: float
    stock: int
    rating: float
    ratings: int
    active: bool
    sku: str
    price: Price
    known_reviews: list[Review]

    @setwise
    @staticmethod
    async def reviews(products: list[Product]) -> list[list[Review]]:
        """One call for all products."""
        return [product.known_reviews for product in products]

    @strawberry.field
    async def own_reviews(self) -> list[Review]:
        """A coroutine for each product."""
        return self.known_reviews


@strawberry.type
class Query:
    """The list."""

    products: list[Product]


def product(number: int) -> Product:
    """One product with its reviews."""
    author = Author(name="Ada")
    return Product(
        id=strawberry.ID(f"p{number}"),
        slug=f"product-{number}",
        name=f"Product {number}",
        subtitle=None,
        description="A long description. " * 10,
        brand="Brand",
        color=Color.RED if number % 2 else Color.BLUE,
        weight=1.25,
        stock=number,
        rating=4.5,
        ratings=120,
        active=True,
        sku=f"SKU-{number}",
        price=Price(amount=19.9, currency="EUR"),
        known_reviews=[
            Review(
                id=strawberry.ID(f"r{number}-{each}"),
                stars=5,
                title="Good",
                body="As described, and quickly there. " * 3,
                known_author=author,
            )
            for each in range(3)
        ],
    )


SCHEMA = PlannedSchema(query=Query)
ROOT = Query(products=[product(number) for number in range(20)])
REVIEWS = {
    "attributes": "knownReviews { id stars title body knownAuthor { name } }",
    "set-wise": "reviews { id stars title body author { name } }",
    "async, one by one": "ownReviews { id stars title body knownAuthor { name } }",
}
DOCUMENTS = {name: f"{{ products {{ {PRODUCT} {PRICE} {reviews} }} }}" for name, reviews in REVIEWS.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """Medians of processor time, in microseconds."""

    name: str
    core: float
    plan: float
    encode: float

    @property
    def ratio(self) -> float:
        """How many times as long graphql-core takes."""
        return self.core / self.plan


async def by_core(text: str) -> Any:
    """The data by graphql-core's executor, as Strawberry uses it."""
    result: Any = execute(
        SCHEMA.schema,
        cast(DocumentNode, SCHEMA.prepare(text).document),
        root_value=ROOT,
        is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]  # as Strawberry does
        executor_class=StrawberryGraphQLCoreExecutionContext,
    )
    return (await result if optimized_is_awaitable(result) else result).data


async def by_plan(text: str) -> Any:
    """The data by the plan, as the door asks for it."""
    return (await SCHEMA.answer(SCHEMA.prepare(text), root=ROOT)).data


async def microseconds(run: Callable[[str], Awaitable[Any]], text: str, times: int) -> float:
    """Processor time of one run."""
    started = time.process_time()
    for _ in range(times):
        await run(text)
    return (time.process_time() - started) / times * 1e6


async def measure(name: str, text: str) -> Row:
    """Both ways in turn, several times."""
    data = await by_plan(text)
    if orjson.dumps(data) != orjson.dumps(await by_core(text)):
        raise RuntimeError(f"{name}: the answers differ")
    core, plan, encode = [], [], []
    for _ in range(ROUNDS):
        core.append(await microseconds(by_core, text, 20))
        plan.append(await microseconds(by_plan, text, 400))
        started = time.process_time()
        for _ in range(400):
            orjson.dumps(data)
        encode.append((time.process_time() - started) / 400 * 1e6)
    return Row(name, *map(statistics.median, (core, plan, encode)))


def preparation() -> dict[str, float]:
    """What is done once for each document, in microseconds."""
    text = DOCUMENTS["set-wise"]

    def median(run: Callable[[Any], object], inputs: Iterable[Any]) -> float:
        taken = []
        for each in inputs:
            started = time.process_time()
            run(each)
            taken.append((time.process_time() - started) * 1e6)
        return statistics.median(taken)

    no_variables = VariableValues({}, {})
    texts = [text] * 30
    fresh = [prepare(SCHEMA.schema, text, None, Limits()) for text in texts]
    return {
        "parse": median(parse, texts),
        "validate (graphql-core alone)": median(lambda each: validate(SCHEMA.schema, each.document), fresh),
        "measure": median(lambda each: measure_document(SCHEMA.schema, each.document), fresh),
        "compile": median(lambda each: each.plan(no_variables), fresh),
        "look up": median(SCHEMA.prepare, texts),
    }


async def main() -> None:
    """Print the tables."""
    print(f"{'660 fields':<20}{'graphql-core':>14}{'plan':>10}{'ratio':>8}{'with JSON':>11}")
    for name, text in DOCUMENTS.items():
        row = await measure(name, text)
        encoded = (row.core + row.encode) / (row.plan + row.encode)
        print(f"{row.name:<20}{row.core:>11.0f} us{row.plan:>7.0f} us{row.ratio:>7.1f}x{encoded:>10.1f}x")
    print("\nOnce for each document")
    for name, taken in preparation().items():
        print(f"{name:<36}{taken:>8.0f} us")


if __name__ == "__main__":
    asyncio.run(main())
