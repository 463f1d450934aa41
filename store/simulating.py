"""Trying the rules with a case in a quote's vocabulary, where a line may be one of our own goods.

A line without ``facts`` is completed from the catalogue, a case without ``policy`` from what the merchant
has set, and a case without ``placed_at`` happens now.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from regions.facts import item_to_json
from regions.lawbook import LawBook
from regions.money import amount_text
from regions.question import read_moment
from regions.reading import BadInput
from store.catalog.goods import Goods, read_goods_by_sku
from store.database import Statements
from store.policies import read_policies


async def complete_case(
    statements: Statements, case: dict[str, Any], book: LawBook, now: datetime
) -> dict[str, Any]:
    """The case with all that the shop knows of it. Raises BadInput for goods that aren't sold there."""
    storefront = book.storefronts.get(str(case.get("storefront")))
    if storefront is None:
        raise BadInput("storefront", f"expected one of {', '.join(sorted(book.storefronts))}")
    whole = {"placed_at": now.isoformat(timespec="seconds"), **case}
    zone = ZoneInfo(book.law_of(storefront.country).timezone)
    moment = read_moment(whole["placed_at"], "placed_at")
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time(12), zone)
    if "policy" not in whole:
        whole["policy"] = (await read_policies(statements)).told(storefront.code, at)
    lines = whole.get("lines")
    if isinstance(lines, list):
        ours = [line["sku"] for line in lines if _is_ours(line)]
        goods = await read_goods_by_sku(statements, storefront.code, zone, at, ours)
        whole["lines"] = _complete_lines(lines, goods, storefront.currency)
    return whole


def _complete_lines(lines: list[Any], goods: Mapping[str, Goods], currency: str) -> list[Any]:
    return [
        _complete(line, goods.get(line["sku"]), currency, f"lines[{number}].sku") if _is_ours(line) else line
        for number, line in enumerate(lines)
    ]


def _is_ours(line: Any) -> bool:
    return isinstance(line, dict) and "facts" not in line and isinstance(line.get("sku"), str)


def _complete(line: dict[str, Any], good: Goods | None, currency: str, path: str) -> dict[str, Any]:
    if good is None or good.wish is None:
        raise BadInput(path, "isn't sold there")
    return {"price": amount_text(good.wish, currency), "facts": item_to_json(good.item), **line}
