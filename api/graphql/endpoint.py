"""The endpoint `/graphql`: GraphQL over HTTP as pure ASGI.

A request passes through: media type, question, document, context, run, answer. Each step may refuse.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn

import orjson
from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answers import Answer, answer_refusal, encode, send_refusal, status_of_bad_request
from api.cache import AnswerCache, Kept, Life
from api.cache.answers import Computed
from api.cache.changes import EVERYTHING
from api.errors import DoorCode, Refusal, format_error, mask
from api.graphql.documents import Documents
from api.graphql.engine import Engine, Prepared
from api.graphql.request import Question, read_get, read_post
from api.graphql.results import answer_result
from api.limits import Limits, read_body
from api.media import Media, choose_media
from api.metrics import REFUSALS
from api.visitor import ContextHeaders, Reception
from schema.context import ShopContext


@dataclass(frozen=True, slots=True)
class Caching:
    """Where answers are kept, and when the shop changes next although nobody writes."""

    cache: AnswerCache
    next_turn: Callable[[datetime], Awaitable[datetime | None]]

    async def life_of(self, prepared: Prepared, now: datetime) -> Life:
        """How long an operation's answer is true: until anything changes, at most as long as its hints say."""
        end = now + timedelta(seconds=prepared.max_age or 0)
        turn = await self.next_turn(now)
        return Life(EVERYTHING, end if turn is None else min(end, turn))


@dataclass(frozen=True, slots=True)
class GraphQLEndpoint:
    """Answers questions over HTTP.

    `visit` makes what resolvers get from a context; `clock` tells the time of a request; `page` is the
    playground for browsers, None where it isn't open; `caching` is None where no answer is kept.
    """

    engine: Engine
    reception: Reception
    documents: Documents
    limits: Limits
    visit: Callable[[ShopContext], object]
    clock: Callable[[], datetime]
    page: ASGIApp | None = None
    caching: Caching | None = None
    suggestions: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a client that has gone gets nothing."""
        if self.page is not None and scope["method"] in {"GET", "HEAD"} and _prefers_page(scope):
            return await self.page(scope, receive, send)
        try:
            body = await read_body(scope, receive, self.limits) if scope["method"] == "POST" else b""
        except Refusal as refusal:
            return await send_refusal(refusal, scope, send)
        except ClientDisconnect:
            return None
        outcome = await self.respond(scope, body)
        return await (outcome.answer if isinstance(outcome, Kept) else outcome).send(send)

    async def respond(self, scope: Scope, body: bytes) -> Answer | Kept:
        """The answer to a request whose body has been read."""
        media = Media.JSON
        try:
            media = choose_media(_header(scope, b"accept"), page_offered=False)
            return await self._answer(read_question(scope, body), scope, media)
        except Refusal as refusal:
            REFUSALS.labels(refusal.code.value).inc()
            return answer_refusal(refusal, media)
        except Exception as bug:  # whatever it is, its text must not reach the client
            return encode(500, {"errors": [mask(bug)]}, media)

    async def _answer(self, question: Question, scope: Scope, media: Media) -> Answer | Kept:
        document = self.documents.text_of(question)
        prepared = self.engine.prepare(document, question.operation_name)
        operation = prepared.operation
        if prepared.errors or operation is None:
            return self._answer_errors(list(prepared.errors), media)
        self.documents.register(question)
        check_operation(operation, scope["method"])
        headers = ContextHeaders.read(scope["headers"])
        now = self.clock()
        try:
            shop = self.reception.receive(headers, operation, self.engine.schema, question.variables, now)
        except GraphQLError as error:
            return self._answer_errors([error], media, DoorCode.BAD_USER_INPUT)

        async def compute() -> Computed:
            result = await self._run(prepared, question, shop)
            answer = answer_result(result, shop, media, suggestions=self.suggestions)
            return answer, None if result.errors or caching is None else await caching.life_of(prepared, now)

        caching = self.caching
        if caching is None or not is_public(prepared) or _header(scope, b"authorization"):
            return (await compute())[0]
        variables = canonical(question.variables, operation)
        key = (document, question.operation_name, variables, place_of(shop), media)
        return await caching.cache.answer(key, now, compute)

    async def _run(self, prepared: Prepared, question: Question, shop: ShopContext) -> ExecutionResult:
        try:
            async with asyncio.timeout(self.limits.operation_seconds):
                return await self.engine.run(prepared, question.variables, self.visit(shop))
        except TimeoutError:
            _refuse_slow(self.limits.operation_seconds)

    def _answer_errors(
        self, errors: list[GraphQLError], media: Media, default: DoorCode = DoorCode.VALIDATION_FAILED
    ) -> Answer:
        formatted = [format_error(error, suggestions=self.suggestions, default=default) for error in errors]
        return encode(status_of_bad_request(media), {"errors": formatted}, media)


def read_question(scope: Scope, body: bytes) -> Question:
    """What is asked by GET or by POST. Raises Refusal."""
    if scope["method"] == "GET":
        return read_get(scope["query_string"])
    if scope["method"] != "POST":
        raise Refusal(405, DoorCode.METHOD_NOT_ALLOWED, "Use POST or GET.", {"Allow": "GET, POST"})
    check_content_type(_header(scope, b"content-type"))
    return read_post(body)


def check_content_type(value: str) -> None:
    """Refuse (415) what a page on another site can send without asking first, and all but JSON in UTF-8."""
    media, *parameters = [part.strip().lower() for part in value.split(";")]
    if media != "application/json":
        raise Refusal(415, DoorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.")
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name == "charset" and charset.strip('"') not in {"utf-8", "utf8"}:
            raise Refusal(415, DoorCode.UNSUPPORTED_MEDIA_TYPE, "Send UTF-8.")


def check_operation(operation: OperationDefinitionNode, method: str) -> None:
    """Refuse a mutation that doesn't come by POST, and any subscription."""
    if operation.operation is OperationType.SUBSCRIPTION:
        message = "Subscriptions are served over a WebSocket (graphql-transport-ws)."
        raise Refusal(400, DoorCode.SUBSCRIPTION_NEEDS_WEBSOCKET, message)
    if operation.operation is OperationType.MUTATION and method != "POST":
        raise Refusal(405, DoorCode.MUTATION_NEEDS_POST, "Send mutations by POST.", {"Allow": "POST"})


def _refuse_slow(seconds: float) -> NoReturn:
    message = f"The operation took longer than {seconds:g} seconds."
    raise Refusal(503, DoorCode.OPERATION_TIMEOUT, message) from None


def is_public(prepared: Prepared) -> bool:
    """Whether an operation is a query with one answer for everybody in the same context."""
    operation = prepared.operation
    is_query = operation is not None and operation.operation is OperationType.QUERY
    return is_query and prepared.max_age is not None


def canonical(variables: Mapping[str, Any], operation: OperationDefinitionNode) -> bytes:
    """The variables that an operation declares, in one writing."""
    names = {definition.variable.name.value for definition in operation.variable_definitions or ()}
    declared = {name: value for name, value in variables.items() if name in names}
    return orjson.dumps(declared, option=orjson.OPT_SORT_KEYS)


def place_of(shop: ShopContext) -> tuple[object, ...]:
    """All of a context that an answer may depend on, but for the instant."""
    return (shop.region, shop.language, shop.chain, shop.destination, shop.wanted_language)


def _prefers_page(scope: Scope) -> bool:
    try:
        return choose_media(_header(scope, b"accept"), page_offered=True) is Media.HTML
    except Refusal:
        return False


def _header(scope: Scope, name: bytes) -> str:
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)
