"""The endpoint `/graphql`: GraphQL over HTTP as pure ASGI.

A request passes through: media type, question, errand, run, answer. Each step may refuse.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

import orjson
from graphql import OperationDefinitionNode, OperationType
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answers import Answer, answer_refusal, encode, send_refusal, status_of_bad_request
from api.cache import AnswerCache, Kept, Life
from api.cache.answers import Computed
from api.cache.changes import EVERYTHING
from api.cache.presenting import LEARN, Form, present
from api.errors import DoorCode, Refusal, mask
from api.graphql.desk import Desk, Errand, Unanswerable
from api.graphql.request import Question, read_get, read_post
from api.limits import Limits, read_body
from api.media import Media, choose_media
from api.metrics import REFUSALS
from api.visitor import ContextHeaders

NO_STORE = (b"cache-control", b"no-store")
"""Of every answer that isn't the same for everybody."""


@dataclass(frozen=True, slots=True)
class Caching:
    """Where answers are kept, and when what some tags name changes next although nobody writes."""

    cache: AnswerCache
    next_turn: Callable[[datetime, Collection[str]], Awaitable[datetime | None]]

    async def life_of(self, errand: Errand) -> Life:
        """How long an answer is true: until something changes that was seen while it was made, and at most
        as long as the hints on fields say. Where nothing was noted, any change ends it."""
        now = errand.shop.now
        end = min(now + timedelta(seconds=errand.prepared.max_age or 0), next_quarter(now))
        tags = frozenset(errand.seen) or EVERYTHING
        turn = await self.next_turn(now, tags)
        return Life(tags, end if turn is None else min(end, turn))


def next_quarter(now: datetime) -> datetime:
    """The next quarter of an hour: laws begin at local midnight, which is one in every zone of the world."""
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class GraphQLEndpoint:
    """Answers questions over HTTP.

    `page` is the playground for browsers, None where it isn't open; `caching` is None where nothing is kept.
    """

    desk: Desk
    limits: Limits
    page: ASGIApp | None = None
    caching: Caching | None = None

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
        if isinstance(outcome, Kept):
            if LEARN in scope:
                scope[LEARN](outcome)
            form = Form.read(scope["method"], scope["headers"])
            outcome = present(outcome, form, self.desk.clock())
        return await outcome.send(send)

    async def respond(self, scope: Scope, body: bytes) -> Answer | Kept:
        """The answer to a request whose body has been read."""
        media = Media.JSON
        try:
            media = choose_media(_header(scope, b"accept"), page_offered=False)
            question, headers = read_question(scope, body), ContextHeaders.read(scope["headers"])
            errand = await self.desk.take(question, headers)
            check_operation(errand.operation, scope["method"])
            return await self._answer(errand, media, private=bool(_header(scope, b"authorization")))
        except Refusal as refusal:
            REFUSALS.labels(refusal.code.value).inc()
            return answer_refusal(refusal, media)
        except Unanswerable as unanswerable:
            return encode(status_of_bad_request(media), {"errors": unanswerable.errors}, media)
        except Exception as bug:  # whatever it is, its text must not reach the client
            status, masked = mask(bug)
            return encode(status, {"errors": [masked]}, media)

    async def _answer(self, errand: Errand, media: Media, *, private: bool) -> Answer | Kept:
        caching, personal = self.caching, private or not is_public(errand)
        language = (b"content-language", errand.shop.language.encode())

        async def compute() -> Computed:
            result = await self.desk.run(errand)
            body = self.desk.tell(result, errand.shop)
            status = 200 if "data" in body else status_of_bad_request(media)
            answer = encode(status, body, media, (language, NO_STORE) if personal else (language,))
            return answer, None if result.errors or caching is None else await caching.life_of(errand)

        if caching is None or personal:
            return (await compute())[0]
        return await caching.cache.answer(key_of(errand, media), errand.shop.now, compute)


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


def is_public(errand: Errand) -> bool:
    """Whether an errand is a query with one answer for everybody in the same context."""
    return errand.operation.operation is OperationType.QUERY and errand.prepared.max_age is not None


def key_of(errand: Errand, media: Media) -> tuple[object, ...]:
    """All that an answer depends on, but for the instant; texts of any length by their digest."""
    question, shop = errand.question, errand.shop
    asked = blake2b(errand.prepared.text.encode(), digest_size=32)
    asked.update(b"\0" + (question.operation_name or "").encode() + b"\0")
    asked.update(canonical(question.variables, errand.operation))
    place = (shop.region, shop.language, shop.chain, shop.destination, shop.wanted_language)
    return (asked.digest(), place, media)


def canonical(variables: Mapping[str, Any], operation: OperationDefinitionNode) -> bytes:
    """The variables that an operation declares, in one writing."""
    names = {definition.variable.name.value for definition in operation.variable_definitions or ()}
    declared = {name: value for name, value in variables.items() if name in names}
    return orjson.dumps(declared, option=orjson.OPT_SORT_KEYS)


def _prefers_page(scope: Scope) -> bool:
    try:
        return choose_media(_header(scope, b"accept"), page_offered=True) is Media.HTML
    except Refusal:
        return False


def _header(scope: Scope, name: bytes) -> str:
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)
