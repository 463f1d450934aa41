"""Setting public promotions: what a code gives, where, on what, and until when."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from regions.lawbook import lawbook
from regions.reading import refuse_unless
from store.audit import record
from store.database import Database, Statements
from store.promotions import tidy_code

LARGEST_LIMIT = 2**31 - 1
MOST_PROMOTIONS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a code gives: exactly one of ``percent``, ``amounts`` and ``free_shipping``.

    Amounts are minor units by currency; None for storefronts and kinds means all of them.
    """

    code: str
    percent: Decimal | None = None
    amounts: Mapping[str, int] | None = None
    free_shipping: bool = False
    storefronts: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    min_baskets: Mapping[str, int] | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    usage_limit: int | None = None


@dataclass(frozen=True, slots=True)
class PromotionRecord:
    """A promotion as it is kept, and how many orders use it."""

    terms: Terms
    used: int


async def set_promotion(
    database: Database, wanted: Terms, *, actor: int | None, now: datetime
) -> PromotionRecord:
    """Add a promotion, or put new terms in the place of a code's old ones; noted in the audit.

    Raises BadInput for terms that contradict each other. How often it was used stays.
    """
    terms = _checked(wanted)
    async with database.transaction() as writing:
        before = await _read(writing, terms.code)
        await writing.execute(
            """
            insert into promotions (code, percent, amounts, free_shipping, storefronts, kinds, min_baskets,
                starts_at, ends_at, usage_limit, used)
            values ($1, $2, $3::text::jsonb, $4, $5, $6, $7::text::jsonb, $8, $9, $10, 0)
            on conflict (code) do update set percent = excluded.percent, amounts = excluded.amounts,
                free_shipping = excluded.free_shipping, storefronts = excluded.storefronts,
                kinds = excluded.kinds, min_baskets = excluded.min_baskets, starts_at = excluded.starts_at,
                ends_at = excluded.ends_at,
                usage_limit = greatest(excluded.usage_limit, promotions.used)
            """,
            terms.code, terms.percent, _json(terms.amounts), terms.free_shipping, _listed(terms.storefronts),
            _listed(terms.kinds), _json(terms.min_baskets), terms.starts_at, terms.ends_at, terms.usage_limit,
        )  # fmt: skip
        after = await _read(writing, terms.code)
        assert after is not None  # noqa: S101 - it was written in this transaction
        subject = f"promotion:{terms.code}"
        await record(writing, actor, "promotion.set", subject, _plain(before), _plain(after), now)
    return after


async def read_all_promotions(statements: Statements) -> list[PromotionRecord]:
    """Every promotion, by code; the first hundreds of them."""
    rows = await statements.fetch("select * from promotions order by code limit $1", MOST_PROMOTIONS)
    return [_record(row) for row in rows]


def _checked(terms: Terms) -> Terms:
    code = tidy_code(terms.code)
    refuse_unless(bool(code) and code.isprintable() and " " not in code, "code", "must be one word")
    given = [terms.percent is not None, bool(terms.amounts), terms.free_shipping]
    refuse_unless(sum(given) == 1, "percent", "give one of percent, amounts and freeShipping")
    if terms.percent is not None:
        fits = terms.percent.is_finite() and terms.percent == round(terms.percent, 2)
        message = "must be above 0 and at most 100, with two decimals at most"
        refuse_unless(fits and 0 < terms.percent <= 100, "percent", message)
    for name, amounts in (("amounts", terms.amounts), ("minBaskets", terms.min_baskets)):
        refuse_unless(all(amount > 0 for amount in (amounts or {}).values()), name, "must be above zero")
    unknown = [shop for shop in terms.storefronts or () if shop not in lawbook().storefronts]
    refuse_unless(not unknown, "regions", f"{', '.join(unknown)} is no region")
    if terms.starts_at is not None and terms.ends_at is not None:
        refuse_unless(terms.starts_at < terms.ends_at, "endsAt", "must lie after startsAt")
    if terms.usage_limit is not None:
        refuse_unless(1 <= terms.usage_limit <= LARGEST_LIMIT, "usageLimit", "must be 1 or more")
    return Terms(**{**asdict(terms), "code": code})


async def _read(statements: Statements, code: str) -> PromotionRecord | None:
    row = await statements.fetchrow("select * from promotions where code = $1 for update", code)
    return None if row is None else _record(row)


def _record(row: Any) -> PromotionRecord:
    terms = Terms(
        code=row["code"],
        percent=row["percent"],
        amounts=_read_json(row["amounts"]),
        free_shipping=row["free_shipping"],
        storefronts=_tuple(row["storefronts"]),
        kinds=_tuple(row["kinds"]),
        min_baskets=_read_json(row["min_baskets"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        usage_limit=row["usage_limit"],
    )
    return PromotionRecord(terms, row["used"])


def _plain(kept: PromotionRecord | None) -> dict[str, Any] | None:
    """The terms as JSON values, for the audit."""
    if kept is None:
        return None
    told = asdict(kept.terms)
    return {
        name: str(value) if isinstance(value, Decimal | datetime) else value for name, value in told.items()
    }


def _json(value: Mapping[str, int] | None) -> str | None:
    return orjson.dumps(dict(value)).decode() if value else None


def _read_json(text: str | None) -> dict[str, int] | None:
    return None if text is None else orjson.loads(text)


def _listed(value: tuple[str, ...] | None) -> list[str] | None:
    return list(value) if value else None


def _tuple(value: list[str] | None) -> tuple[str, ...] | None:
    return tuple(value) if value else None
