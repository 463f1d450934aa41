"""From an operation's result to its answer."""

from collections.abc import Mapping
from typing import Any

from graphql import ExecutionResult

from api.answers import Answer, encode, status_of_bad_request
from api.errors import DoorCode, format_error
from api.media import Media
from regions.facts import Destination
from schema.context import ShopContext


def answer_result(result: ExecutionResult, shop: ShopContext, media: Media, *, suggestions: bool) -> Answer:
    """The answer to an operation that was run, its errors coded and masked."""
    body: dict[str, Any] = {}
    status = 200
    if result.errors:
        body["errors"] = [
            format_error(error, suggestions=suggestions, default=DoorCode.BAD_USER_INPUT)
            for error in result.errors
        ]
    if result.errors and result.data is None and all(error.path is None for error in result.errors):
        status = status_of_bad_request(media)
    else:
        body["data"] = result.data
    body["extensions"] = _extensions(result.extensions, shop)
    return encode(status, body, media, ((b"content-language", shop.language.encode()),))


def _extensions(given: Mapping[str, Any] | None, shop: ShopContext) -> dict[str, Any]:
    extensions = dict(given or {})
    extensions["context"] = {
        "region": shop.region,
        "language": shop.language,
        "currency": shop.currency,
        "deliverTo": _place(shop.destination),
    }
    return extensions


def _place(destination: Destination) -> dict[str, str | None]:
    return {
        "country": destination.country,
        "subdivision": destination.subdivision,
        "postcode": destination.postcode,
    }
