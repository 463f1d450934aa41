"""The one place where the rooms are wired together."""

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route

from api.graphql import GraphQLEndpoint
from api.graphql.documents import Documents, read_manifest
from api.health import healthz, readyz
from api.limits import Buckets, Limits, LimitsMiddleware
from api.logs import Observation, logging_to_stderr
from api.metrics import metrics
from api.playground import ASSETS_PATH, Playground
from api.settings import Settings
from api.visitor import Reception
from regions.lawbook import lawbook
from schema.build import build_schema
from schema.context import ShopContext, Visit
from store.database import connect

OBJECTS_BEFORE_COLLECTION = 20_000
ASKED_HEADERS = ("authorization", "content-type", "x-region", "x-language", "x-deliver-to")
TOLD_HEADERS = ("content-language", "etag", "retry-after")


def create_app(settings: Settings) -> Starlette:
    """The app for these settings; its lifespan opens and closes the database."""
    app = Starlette(lifespan=_lifespan, middleware=_middleware(settings))
    app.state.settings = settings
    app.router.routes.extend(_routes(app, settings))
    return app


def _routes(app: Starlette, settings: Settings) -> list[BaseRoute]:
    routes: list[BaseRoute] = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]
    page = Playground() if settings.playground else None
    if page is not None:
        routes.append(Route(ASSETS_PATH + "/{name:path}", page.asset))
    return [Route("/graphql", _endpoint(app, settings, page)), *routes]


def _endpoint(app: Starlette, settings: Settings, page: Playground | None) -> GraphQLEndpoint:
    schema = build_schema()
    storefronts = lawbook().storefronts

    def visit(shop: ShopContext) -> Visit:
        return Visit(app.state.database, shop, storefronts)

    return GraphQLEndpoint(
        engine=schema,
        reception=Reception(storefronts, settings.default_region, schema.directive),
        documents=Documents(
            read_manifest(settings.trusted_documents), trusted_only=settings.trusted_documents_only
        ),
        limits=_limits(settings),
        visit=visit,
        clock=lambda: datetime.now(UTC),
        page=page,
        suggestions=settings.introspection,
    )


def _middleware(settings: Settings) -> list[Middleware]:
    buckets = Buckets(settings.rate, settings.burst) if settings.rate else None
    return [
        Middleware(Observation, every=settings.access_log_every),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "POST"),
            allow_headers=ASKED_HEADERS,
            expose_headers=TOLD_HEADERS,
            max_age=86_400,
        ),
        Middleware(LimitsMiddleware, limits=_limits(settings), buckets=buckets),
    ]


def _limits(settings: Settings) -> Limits:
    return Limits(
        body_bytes=settings.body_bytes,
        header_bytes=settings.header_bytes,
        body_seconds=settings.body_seconds,
        operation_seconds=settings.operation_seconds,
    )


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    with logging_to_stderr():
        async with connect(settings.database_url, settings.pool_size) as database:
            app.state.database = database
            with _settled_memory():
                yield


@contextmanager
def _settled_memory() -> Iterator[None]:
    """Keep the collector from walking what start-up made, which lives as long as the process."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
