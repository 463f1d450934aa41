"""The endpoint `/graphql`: GraphQL over HTTP as pure ASGI.

A request passes through: media type, question, document, context, run, answer. Each step may refuse.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, OperationType
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answers import Answer, answer_refusal, encode, status_of_bad_request
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
class GraphQLEndpoint:
    """Answers questions over HTTP. `page` is the playground for browsers, None where it isn't open;
    `visit` makes what resolvers get from a context; `clock` tells the time of a request."""

    engine: Engine
    reception: Reception
    documents: Documents
    limits: Limits
    visit: Callable[[ShopContext], object]
    clock: Callable[[], datetime]
    page: ASGIApp | None = None
    suggestions: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a client that has gone gets nothing."""
        media = Media.JSON
        try:
            media = choose_media(_header(scope, b"accept"), self._page_offered(scope))
            if media is Media.HTML and self.page is not None:
                return await self.page(scope, receive, send)
            answer = await self._answer(scope, receive, media)
        except Refusal as refusal:
            REFUSALS.labels(refusal.code.value).inc()
            answer = answer_refusal(refusal, media)
        except ClientDisconnect:
            return None
        except Exception as bug:  # whatever it is, its text must not reach the client
            answer = encode(500, {"errors": [mask(bug)]}, media)
        return await answer.send(send)

    def _page_offered(self, scope: Scope) -> bool:
        return self.page is not None and scope["method"] in {"GET", "HEAD"}

    async def _answer(self, scope: Scope, receive: Receive, media: Media) -> Answer:
        question = await self._question(scope, receive)
        prepared = self.engine.prepare(self.documents.text_of(question), question.operation_name)
        operation = prepared.operation
        if prepared.errors or operation is None:
            return self._answer_errors(list(prepared.errors), media)
        self.documents.register(question)
        check_operation(operation, scope["method"])
        headers = ContextHeaders.read(scope["headers"])
        try:
            shop = self.reception.receive(
                headers, operation, self.engine.schema, question.variables, self.clock()
            )
        except GraphQLError as error:
            return self._answer_errors([error], media, DoorCode.BAD_USER_INPUT)
        result = await self._run(prepared, question, shop)
        return answer_result(result, shop, media, cost=prepared.cost, suggestions=self.suggestions)

    async def _question(self, scope: Scope, receive: Receive) -> Question:
        if scope["method"] == "GET":
            return read_get(scope["query_string"])
        if scope["method"] != "POST":
            raise Refusal(405, DoorCode.METHOD_NOT_ALLOWED, "Use POST or GET.", {"Allow": "GET, POST"})
        check_content_type(_header(scope, b"content-type"))
        return read_post(await read_body(scope, receive, self.limits))

    async def _run(self, prepared: Prepared, question: Question, shop: ShopContext) -> ExecutionResult:
        try:
            async with asyncio.timeout(self.limits.operation_seconds):
                return await self.engine.run(prepared, question.variables, self.visit(shop))
        except TimeoutError:
            _refuse_slow(self.limits.operation_seconds)

    def _answer_errors(
        self, errors: list[GraphQLError], media: Media, default: DoorCode = DoorCode.VALIDATION_FAILED
    ) -> Answer:
        formatted = [
            format_error(error, suggestions=self.suggestions, default=default) for error in errors
        ]
        return encode(status_of_bad_request(media), {"errors": formatted}, media)


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


def _header(scope: Scope, name: bytes) -> str:
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)
