"""The one place where the rooms are wired together."""

import gc
import sys
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api.cache import AnswerCache
from api.front import FrontCache
from api.gate import Buckets, Gate, GateMiddleware
from api.graphql import GraphQLEndpoint
from api.graphql.desk import Desk, Errand
from api.graphql.documents import Documents, read_manifest
from api.graphql.endpoint import Caching
from api.health import healthz, readyz
from api.limits import Limits
from api.logs import Observation, logging_to_stderr
from api.metrics import HITS, metrics
from api.payments import EVENTS_PATH, PaymentEvents
from api.playground import ASSETS_PATH, Playground
from api.settings import Mode, Settings
from api.shop import shop_routes
from api.staff import STAFF_PATH, staff_endpoint
from api.till import closed_after, open_till
from api.visitor import Reception
from api.websocket import WebSocketEndpoint
from regions.lawbook import lawbook
from schema.build import build_schema
from schema.context import Visit
from schema.plan import Limits as DocumentLimits
from store.accounts.openid import Remote, read_providers
from store.accounts.tokens import keyring
from store.bells import Bells
from store.database import connect
from store.horizon import next_turn
from store.payments.provider import Till

GRAPHQL_PATH = "/graphql"
OBJECTS_BEFORE_COLLECTION = 20_000
TURN_SECONDS = 0.0005
ASKED_HEADERS = ("authorization", "content-type", "x-region", "x-language", "x-deliver-to")
TOLD_HEADERS = ("content-language", "etag", "retry-after")


class Shop(Starlette):
    """Starlette, but what is asked of the counter doesn't pass through its routing, only our middleware."""

    front: FrontCache | None = None
    counter: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if self.counter is not None and scope["type"] == "http" and scope["path"] == GRAPHQL_PATH:
            await self.counter(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def within_middleware(self, app: ASGIApp) -> ASGIApp:
        """An app behind the middleware that stands before all routes."""
        for each in reversed(self.user_middleware):
            app = each.cls(app, *each.args, **each.kwargs)
        return app


def create_app(settings: Settings) -> Starlette:
    """The app for these settings; its lifespan opens and closes the database."""
    app = Shop(lifespan=_lifespan)
    app.state.settings = settings
    app.state.cache = AnswerCache(settings.cache_bytes) if settings.cache_bytes else None
    page = Playground(demo=settings.mode is not Mode.PRODUCTION) if settings.playground else None
    providers = {name: Remote(one) for name, one in read_providers(settings.openid_providers).items()}
    app.state.bells = Bells()
    app.state.till = till = open_till(settings)
    endpoint = _endpoint(app, settings, page, providers, till)
    staff = staff_endpoint(app, settings, _now, providers)
    buckets = Buckets(settings.rate, settings.burst) if settings.rate else None
    gate = Gate(endpoint.limits, buckets)
    socket = WebSocketEndpoint(endpoint.desk, settings.cors_origins, gate.admit)
    app.router.routes.extend(_routes(endpoint, socket, page))
    staff_socket = WebSocketEndpoint(staff.desk, settings.cors_origins, gate.admit)
    app.router.routes.extend([Route(STAFF_PATH, staff), WebSocketRoute(STAFF_PATH, staff_socket)])
    events = PaymentEvents(till, endpoint.limits, _now)
    app.router.routes.append(Route(EVENTS_PATH, events, methods=["POST"]))
    app.user_middleware.extend(_middleware(settings, gate))
    app.counter = app.within_middleware(endpoint)
    if app.state.cache is not None:
        app.counter = app.front = FrontCache(app.counter, endpoint, app.state.cache, buckets)
    return app


def _routes(endpoint: GraphQLEndpoint, socket: WebSocketEndpoint, page: Playground | None) -> list[BaseRoute]:
    routes: list[BaseRoute] = [
        Route(GRAPHQL_PATH, endpoint),  # for the sake of those who write a slash too many
        WebSocketRoute(GRAPHQL_PATH, socket),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]
    if page is not None:
        routes.append(Route("/", _show_playground))
        routes.append(Route(ASSETS_PATH + "/{name:path}", page.asset))
        routes.extend(shop_routes(lawbook().storefronts))
    return routes


async def _show_playground(_request: Request) -> RedirectResponse:
    return RedirectResponse(GRAPHQL_PATH)


def _endpoint(
    app: Starlette,
    settings: Settings,
    page: Playground | None,
    providers: Mapping[str, Remote],
    till: Till,
) -> GraphQLEndpoint:
    trusted = read_manifest(settings.trusted_documents)
    bounds = DocumentLimits(introspection=settings.introspection, suggestions=settings.introspection)
    schema = build_schema(bounds, trusted.values())
    storefronts = lawbook().storefronts

    keys = keyring([settings.secret, *settings.previous_secrets])

    def visit(errand: Errand) -> Visit:
        return Visit(
            app.state.database, errand.shop, storefronts, keys, errand.person, till, errand.seen, providers,
            app.state.bells,
        )  # fmt: skip

    desk = Desk(
        engine=schema,
        reception=Reception(storefronts, settings.default_region, schema.directive, keys),
        documents=Documents(trusted, trusted_only=settings.trusted_documents_only),
        visit=visit,
        clock=_now,
        seconds=settings.operation_seconds,
        suggestions=settings.introspection,
    )
    limits = Limits(settings.body_bytes, settings.header_bytes, settings.body_seconds)
    return GraphQLEndpoint(desk, limits, page, _caching(app))


def _caching(app: Starlette) -> Caching | None:
    async def next_turn_here(now: datetime, tags: Collection[str]) -> datetime | None:
        return await next_turn(app.state.database, now, tags)

    return None if app.state.cache is None else Caching(app.state.cache, next_turn_here)


def _now() -> datetime:
    return datetime.now(UTC)


def _middleware(settings: Settings, gate: Gate) -> Iterator[Middleware]:
    """From the outermost to the innermost."""
    yield Middleware(Observation, every=settings.access_log_every)
    if settings.cors_origins:
        yield Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "POST"),
            allow_headers=ASKED_HEADERS,
            expose_headers=TOLD_HEADERS,
            max_age=86_400,
        )
    yield Middleware(GateMiddleware, gate=gate)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    async with AsyncExitStack() as open_rooms:
        open_rooms.enter_context(logging_to_stderr())
        app.state.database = await open_rooms.enter_async_context(
            connect(settings.database_url, settings.pool_size)
        )
        if app.state.cache is not None:
            changes = app.state.cache.changes
            bells = app.state.bells
            changes.others.extend([bells.orders, bells.products])
            await open_rooms.enter_async_context(changes.listening(settings.database_url))
            await open_rooms.enter_async_context(HITS.flushed())
        await open_rooms.enter_async_context(closed_after(app.state.till))
        open_rooms.enter_context(_settled_memory())
        open_rooms.enter_context(_quick_turns())
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


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let the event loop have its turn soon while a thread reads a long document."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
