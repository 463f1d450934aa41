"""Serving the playground's page and files under a strict content security policy."""

from dataclasses import asdict
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from api.assets import Assets, respond
from api.playground.examples import Who, read_examples
from store import demo as demo_shops

ASSETS_PATH = "/playground"
FILES = Path(__file__).parent / "files"

PEOPLE = {
    Who.CUSTOMER.value: {"email": demo_shops.CUSTOMER.email, "password": demo_shops.CUSTOMER.password},
    Who.STAFF.value: {"email": demo_shops.STAFF.email, "password": demo_shops.STAFF.password},
}
"""What everybody may sign in with in the demo shops."""

# CodeMirror sets styles from scripts, which the policy allows; no inline style or script is in the page.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


class Playground:
    """An ASGI app: the page for the GraphQL endpoint, and below ASSETS_PATH what the page needs.

    Where the shop has the `demo`'s people, there are examples for them, and the page signs in as them.
    """

    def __init__(self, *, demo: bool = True) -> None:
        shown = [example for example in read_examples() if demo or example.who is Who.ANYBODY]
        examples = orjson.dumps([asdict(example) for example in shown])
        people = orjson.dumps(PEOPLE if demo else {})
        self._assets = Assets(FILES, {"examples.json": examples, "people.json": people})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page."""
        page = await self._assets.find("page.html")
        assert page is not None, "the page is part of the package"  # noqa: S101  # for the type checker
        await respond(page, Request(scope), POLICY)(scope, receive, send)

    async def asset(self, request: Request) -> Response:
        """Answer with the file that the path names."""
        asset = await self._assets.find(request.path_params["name"])
        return PlainTextResponse("Not found\n", 404) if asset is None else respond(asset, request, POLICY)
