"""What an order's turns bring with them: its stock, its mail, and the gift cards that were bought."""

from datetime import datetime
from typing import Any

import orjson

from store.balances import give_back, issue_gift_card
from store.database import Statements
from store.outbox import enqueue
from store.promotions import give_promotions_back
from store.stock import keep_stock, put_stock_back

READ = """
select id, number, email, language, region, currency, total, payable, document::text as document
from orders where id = $1
"""


async def confirm(writing: Statements, order: int, now: datetime, *, paid: bool) -> None:
    """The goods are the buyer's; tell them. Gift cards are issued once they are paid for."""
    await keep_stock(writing, order)
    row = await _read(writing, order)
    await _tell(writing, row, "ORDER_CONFIRMED", now, _summary(row))
    if paid:
        await issue_bought_cards(writing, order, now)


async def issue_bought_cards(writing: Statements, order: int, now: datetime) -> None:
    """Issue and send the gift cards among an order's lines, for what one cost."""
    row = await _read(writing, order)
    for line in orjson.loads(row["document"])["lines"]:
        if line["facts"]["kind"] != "GIFT_CARD":
            continue
        for piece in range(line["quantity"]):
            amount, currency = line["unit_price"], row["currency"]
            code = await issue_gift_card(writing, amount, currency, now, paid_for=True, order=order)
            told = {"code": code, "amount": amount, "currency": currency, "number": row["number"]}
            await _tell(writing, row, "GIFT_CARD", now, told, f":{line['sku']}:{piece}")


async def await_money(writing: Statements, order: int, now: datetime) -> None:
    """Tell the buyer that the order is there and waits for the money."""
    row = await _read(writing, order)
    await _tell(writing, row, "ORDER_RECEIVED", now, _summary(row))


async def release(writing: Statements, order: int, now: datetime) -> None:
    """Let go of all that a cancelled order held, and tell the buyer."""
    await put_stock_back(writing, order, now)
    await give_promotions_back(writing, order, now)
    await give_back(writing, order, now)
    row = await _read(writing, order)
    await _tell(writing, row, "ORDER_CANCELLED", now, _summary(row))


async def _read(writing: Statements, order: int) -> Any:
    row = await writing.fetchrow(READ, order)
    if row is None:
        raise LookupError(f"there is no order {order}")
    return row


def _summary(row: Any) -> dict[str, Any]:
    document = orjson.loads(row["document"])
    lines = [
        {name: line[name] for name in ("sku", "title", "variant_title", "quantity", "total")}
        for line in document["lines"]
    ]
    return {
        "number": row["number"],
        "currency": row["currency"],
        "lines": lines,
        "shipping": document["shipping"]["fee"],
        "taxes": document["taxes"],
        "total": row["total"],
        "payable": row["payable"],
        "notices": [notice["text"] for notice in document["notices"]],
        "withdrawal_days": document.get("withdrawal_days"),
        "mail": document["seller"]["mail"],
    }


async def _tell(
    writing: Statements, row: Any, kind: str, now: datetime, payload: dict[str, Any], suffix: str = ""
) -> None:
    await enqueue(
        writing,
        kind,
        row["email"],
        language=row["language"],
        region=row["region"],
        payload=payload,
        key=f"{kind}:{row['id']}{suffix}",
        send_after=now,
    )
