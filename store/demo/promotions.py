"""The demo shops' public promotions: codes that every explorer may name."""

import orjson

from store.database import Statements

FIVE = {
    "EUR": 500, "GBP": 500, "CHF": 500, "USD": 500, "CAD": 500, "JPY": 800, "PLN": 2000, "SEK": 5000,
    "BRL": 2500,
}  # fmt: skip
"""Minor units by currency."""

PROMOTIONS: tuple[dict[str, object], ...] = (
    {"code": "TEN", "percent": "10"},
    {"code": "FIVE", "amounts": FIVE, "min_baskets": {code: 4 * amount for code, amount in FIVE.items()}},
    {"code": "MUSIC", "percent": "20", "kinds": ["MUSIC_DISC"]},
    {"code": "POSTFREE", "free_shipping": True},
)


async def add_promotions(statements: Statements) -> None:
    """Add those that aren't there; what somebody changed stays as it is."""
    await statements.executemany(
        """
        insert into promotions (code, percent, amounts, free_shipping, kinds, min_baskets, used)
        values ($1, $2::text::numeric, $3::text::jsonb, $4, $5, $6::text::jsonb, 0)
        on conflict (code) do nothing
        """,
        [
            (
                told["code"],
                told.get("percent"),
                _json(told.get("amounts")),
                told.get("free_shipping", False),
                told.get("kinds"),
                _json(told.get("min_baskets")),
            )
            for told in PROMOTIONS
        ],
    )


def _json(value: object) -> str | None:
    return None if value is None else orjson.dumps(value).decode()
