"""Where payment providers tell what became of payments: signed, at least once, in any order."""

from collections.abc import Callable
from datetime import datetime

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from api.answers import send_refusal
from api.errors import DoorCode, Refusal
from api.limits import Limits, read_body
from store.database import Database
from store.orders.hearing import hear
from store.payments.events import BadSignature, Telling
from store.payments.provider import Till

EVENTS_PATH = "/payments/{provider}/events"


class PaymentEvents:
    """Takes one event. What is acknowledged has been applied, was known, or is nothing that we need."""

    def __init__(self, till: Till, limits: Limits, clock: Callable[[], datetime]) -> None:
        self.till = till
        self.limits = limits
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: 200 and whether anything changed, 404 for a stranger, 400 for a forgery."""
        name = scope["path_params"]["provider"]
        provider = self.till.get(name)
        if not isinstance(provider, Telling):
            return await PlainTextResponse("Not Found", 404)(scope, receive, send)
        try:
            changed = await self._take(scope, receive, name, provider)
        except Refusal as refusal:
            return await send_refusal(refusal, scope, send)
        except ClientDisconnect:
            return None
        return await JSONResponse({"applied": changed})(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive, name: str, provider: Telling) -> bool:
        body = await read_body(scope, receive, self.limits)
        now = self.clock()
        try:
            news = provider.read_event(body, Headers(scope=scope), now)
        except BadSignature:
            message = "The provider's signature is missing, wrong or too old."
            raise Refusal(400, DoorCode.BAD_SIGNATURE, message) from None
        database: Database = scope["app"].state.database
        return news is not None and await hear(database, name, news, now)
