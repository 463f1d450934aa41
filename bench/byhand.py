"""The yardstick: one statement and one loop, written by hand for the one question, formatting and all."""

import os
from datetime import UTC, datetime
from typing import Any

import asyncpg
import orjson

from bench.connection import credentials
from bench.shelf import COUNT, COUNTED, LANGUAGE, REGION, REVIEWS
from locales import money_formatter, phrases
from regions.lawbook import lawbook
from regions.money import Money, amount_text, half_up

SHOP = lawbook().storefronts[REGION]
FORMAT = money_formatter(LANGUAGE, SHOP.country, SHOP.currency)
SAY = phrases(LANGUAGE, SHOP.country).say
SQL = """
    select v.sku, coalesce(own.title, other.title) as title, p.contributors, s.current, s.applied, s.in_stock,
        counted.reviews, counted.stars, told.reviews as told, (
            select count(*) from (
                select from shelf_prices each
                where each.storefront = $1 and each.lead and each.valid_from <= $3 and each.valid_until > $3
                limit $6) as beginning) as total
    from shelf_prices s
    join products p on p.id = s.product_id
    join variants v on v.id = s.variant_id
    left join product_texts own on own.product_id = p.id and own.language = $2
    left join product_texts other on other.product_id = p.id and other.language = p.default_language
    left join lateral (
        select sum(c.reviews)::int as reviews, sum(c.rating * c.reviews)::int as stars
        from review_counts c where c.product_id = p.id) counted on true
    left join lateral (
        select json_agg(json_build_array(best.rating, best.title)) as reviews from (
            select r.rating, r.title from reviews r where r.product_id = p.id and r.status = 'PUBLISHED'
            order by r.language = $2 desc, r.helpfulness desc, r.id desc limit $5) as best) told on true
    where s.storefront = $1 and s.lead and s.valid_from <= $3 and s.valid_until > $3
    order by s.popularity desc, s.product_id desc limit $4
"""


def render(row: asyncpg.Record) -> dict[str, Any]:
    """One product as the answer shows it."""
    return {
        "sku": row["sku"],
        "title": row["title"],
        "contributors": [
            {"name": told["name"].get(LANGUAGE) or next(iter(told["name"].values())), "role": told["role"]}
            for told in orjson.loads(row["contributors"])
        ],
        "price": {
            "current": {
                "amount": amount_text(row["current"], SHOP.currency),
                "formatted": FORMAT(row["current"]),
            },
            "taxIncluded": SHOP.prices_include_tax,
            "appliedRules": [_reason(told) for told in orjson.loads(row["applied"] or "[]")],
        },
        "availability": {"inStock": row["in_stock"]},
        "reviewSummary": {"average": _average(row), "count": row["reviews"] or 0},
        "reviews": {
            "nodes": [
                {"rating": rating, "title": title} for rating, title in orjson.loads(row["told"] or "[]")
            ]
        },
    }


def _average(row: asyncpg.Record) -> str | None:
    return f"{half_up(100 * row['stars'], row['reviews']) / 100:.2f}" if row["reviews"] else None


def _reason(told: dict[str, Any]) -> dict[str, Any]:
    params = {
        name: Money(value["minor"], value["currency"]) if isinstance(value, dict) else value
        for name, value in told["params"].items()
    }
    return {"explanation": SAY(told["message"], **params), "legalBasis": told["legal_basis"]}


class ByHand:
    """An ASGI app; its lifespan opens a pool."""

    def __init__(self) -> None:
        self._pool: Any = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Serve a connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._answer(receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        where = credentials(os.environ["COMPTOIR_DATABASE_URL"])
        async with asyncpg.create_pool(**where, min_size=1, max_size=4) as self._pool:
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, receive: Any, send: Any) -> None:
        await receive()
        rows = await self._pool.fetch(SQL, REGION, LANGUAGE, datetime.now(UTC), COUNT, REVIEWS, COUNTED + 1)
        total = rows[0]["total"] if rows else 0
        count = {
            "count": min(total, COUNTED),
            "precision": "EXACT" if total <= COUNTED else "AT_LEAST",
        }
        nodes = [render(row) for row in rows]
        body = orjson.dumps({"data": {"products": {"nodes": nodes, "totalCount": count}}})
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


app = ByHand()
