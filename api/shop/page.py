"""Serving the sample shop: its page in the visitor's language, and the files that the page needs."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from api.assets import Asset, Assets, make_asset, respond
from api.shop.words import WORDS
from locales import accept_language, choose, country_name, is_tag, languages, phrases
from regions.region import Storefront
from schema.context import unknown_region

SHOP_PATH = "/shop"
HOME = Path(__file__).parent
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def shop_routes(storefronts: Mapping[str, Storefront]) -> list[BaseRoute]:
    """A page for each storefront, and the files that they share."""
    assets = Assets(HOME / "files", {})

    async def page(request: Request) -> Response:
        code = request.path_params["code"]
        wanted = _wanted(request)
        storefront = storefronts.get(code.upper()) if code.islower() else None
        if storefront is None:
            refusal = unknown_region(code, storefronts, choose(wanted, languages()) or "en")
            return PlainTextResponse(f"{refusal.message}\n", 404)
        language = choose(wanted, storefront.languages) or storefront.languages[0]
        return respond(_page(storefront.code, storefront.country, language), request, POLICY)

    async def file(request: Request) -> Response:
        asset = await assets.find(request.path_params["name"])
        return PlainTextResponse("Not found\n", 404) if asset is None else respond(asset, request, POLICY)

    return [Route(SHOP_PATH + "/files/{name:path}", file), Route(SHOP_PATH + "/{code}", page)]


def _wanted(request: Request) -> list[str]:
    """The languages that the visitor asks for: the one in the address, then those of the browser."""
    named = [tag for tag in request.query_params.getlist("language")[:1] if is_tag(tag)]
    return [*named, *accept_language(request.headers.get("accept-language", ""))]


@lru_cache(maxsize=128)
def _page(code: str, country: str, language: str) -> Asset:
    """The template with its words said; data come from the API alone."""
    spoken = phrases(language, country)
    words = {name: spoken.say(message) for name, message in WORDS.items()}
    words |= {"code": code, "tag": language, "name": country_name(country, language)}
    template = Template((HOME / "page.html").read_text(encoding="utf-8"))
    said = template.substitute({name: escape(word) for name, word in words.items()})
    return make_asset("text/html", said.encode())
