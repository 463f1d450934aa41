"""The media type of an answer, chosen by the order of Accept."""

from enum import StrEnum
from functools import lru_cache

from api.errors import DoorCode, Refusal


class Media(StrEnum):
    """What `/graphql` can answer with."""

    GRAPHQL = "application/graphql-response+json"
    JSON = "application/json"
    HTML = "text/html"


_JSON = frozenset({"application/graphql-response+json", "application/json"})
_WILDCARDS = frozenset({"*/*", "application/*"})


@lru_cache(maxsize=256)
def choose_media(accept: str, page_offered: bool) -> Media:
    """The first media type of Accept, by weight and then by order, that is offered.

    A client that accepts anything gets plain JSON. Raises Refusal (406) if nothing fits.
    """
    if not accept.strip():
        return Media.JSON
    for wanted in _by_preference(accept):
        if wanted in _WILDCARDS:
            return Media.JSON
        if wanted in _JSON or (page_offered and wanted == Media.HTML):
            return Media(wanted)
    offered = f"{Media.GRAPHQL} or {Media.JSON}"
    raise Refusal(406, DoorCode.NOT_ACCEPTABLE, f"This endpoint answers {offered}.")


def _by_preference(accept: str) -> list[str]:
    weighted = []
    for part in accept.split(",")[:40]:
        media, _, parameters = part.partition(";")
        weight = _weight(parameters)
        if weight > 0:
            weighted.append((-weight, media.strip().lower()))
    return [media for _, media in sorted(weighted, key=lambda pair: pair[0])]


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, float(value))
            except ValueError:
                return 0.0
    return 1.0
