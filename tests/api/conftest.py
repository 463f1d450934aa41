"""A tiny shop for tests of the door: graphql-core alone behind the real endpoint."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import uvicorn
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from api.graphql import GraphQLEndpoint
from api.graphql.desk import Desk
from api.graphql.documents import Documents
from api.limits import Limits
from api.visitor import Reception
from regions.lawbook import lawbook
from schema.context import ShopContext
from store.accounts.tokens import keyring

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

SDL = """
directive @inContext(region: String, language: String, deliverTo: DestinationInput)
  on QUERY | MUTATION | SUBSCRIPTION
input DestinationInput { country: String! subdivision: String postcode: String }
type Query {
  hello(name: String = "world"): String
  region: String
  bug: String
  needed: String!
  slow: String
  twice(number: Int!): Int
}
type Mutation { rename(name: String!): String }
type Subscription { ticks: Int }
"""


class Root:
    """Answers of the tiny shop."""

    def hello(self, _info: object, name: str) -> str:
        return f"hello {name}"

    def region(self, info: Any) -> str:
        shop: ShopContext = info.context
        return shop.region

    def bug(self, _info: object) -> str:
        raise RuntimeError("the secret is 42")

    def needed(self, _info: object) -> None:
        return None

    async def slow(self, _info: object) -> str:
        await asyncio.sleep(30)
        return "at last"

    def twice(self, _info: object, number: int) -> int:
        return 2 * number

    def rename(self, _info: object, name: str) -> str:
        return name


async def tick(_root: object, _info: object) -> AsyncIterator[dict[str, int]]:
    for number in (1, 2, 3):
        yield {"ticks": number}


@dataclass(frozen=True)
class Paper:
    """A document as graphql-core reads it."""

    text: str
    errors: Sequence[GraphQLError]
    operation: OperationDefinitionNode | None = None
    document: Any = None
    operation_name: str | None = None
    max_age: int | None = None


@dataclass(frozen=True)
class PlainEngine:
    """graphql-core without any plan or limit."""

    schema: GraphQLSchema

    async def prepare_aside(self, document: str, operation_name: str | None) -> Paper:
        try:
            tree = parse(document)
        except GraphQLError as error:
            return Paper(document, [error])
        errors = validate(self.schema, tree)
        operation = get_operation_ast(tree, operation_name)
        if operation is None and not errors:
            errors = [GraphQLError("There is no such operation.")]
        return Paper(document, errors, operation, tree, operation_name)

    async def run(self, prepared: Any, variables: Mapping[str, Any], context: object) -> ExecutionResult:
        result = execute(
            self.schema,
            prepared.document,
            root_value=Root(),
            context_value=context,
            variable_values=dict(variables),
            operation_name=prepared.operation_name,
        )
        return result if isinstance(result, ExecutionResult) else await result


KEYS = keyring(["a secret that only tests sign their tokens with"])

MakeEndpoint = Callable[..., GraphQLEndpoint]


@pytest.fixture
def make_endpoint() -> MakeEndpoint:
    """Makes the tiny shop's endpoint; keywords replace its parts."""

    def make(page: Any = None, caching: Any = None, **parts: Any) -> GraphQLEndpoint:
        schema = build_schema(SDL)
        assert schema.subscription_type is not None
        schema.subscription_type.fields["ticks"].subscribe = tick
        chosen: dict[str, Any] = {
            "engine": PlainEngine(schema),
            "reception": Reception(lawbook().storefronts, "DE", schema.get_directive("inContext"), KEYS),
            "documents": Documents(),
            "visit": lambda errand: errand.shop,
            "clock": lambda: NOON,
            "seconds": 0.2,
        }
        limits = Limits(body_bytes=10_000, body_seconds=0.2)
        return GraphQLEndpoint(Desk(**(chosen | parts)), limits, page, caching)

    return make


@pytest.fixture
async def client(make_endpoint: MakeEndpoint) -> AsyncIterator[httpx.AsyncClient]:
    """An HTTP client of the tiny shop."""
    async with connect(make_endpoint()) as connected:
        yield connected


def connect(app: Any) -> httpx.AsyncClient:
    """A client that speaks to an ASGI app in this process."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test")


@asynccontextmanager
async def serving(app: Any, **options: Any) -> AsyncIterator[int]:
    """Serve an app by uvicorn in this loop; the port."""
    config = uvicorn.Config(app, port=0, lifespan="off", log_level="critical", **options)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve())  # without uvicorn's own signal handlers
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task


@pytest.fixture(scope="session")
def serve() -> Any:
    """Serves an app on a port of its own: `async with serve(app) as port`."""
    return serving
