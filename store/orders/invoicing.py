"""Invoices and credit notes: numbers without gaps, and what they say, fixed when they are issued.

An invoice is issued in the transaction that ships the goods, a credit note in the one that accepts a return
of goods that are on an invoice. What they say is plain JSON in the order's own words; see
`schema.selling.papers` for how it looks.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from store.database import Statements
from store.orders.crediting import Credit, read_credit

FORM = 1
"""Grows when the form of what is kept changes."""

NEXT = """
insert into invoice_series (name, given) values ($1, 1)
on conflict (name) do update set given = invoice_series.given + 1 returning given
"""
ORDER = """
select id, number, region, language, currency, email, total, shipped_at, document::text as document
from orders where id = $1
"""
ISSUE = """
insert into invoices (order_id, kind, series, number, amount, issued_at, returned_id, document)
values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
"""
OF_ORDER = """
select series || '-' || lpad(number::text, 6, '0') from invoices where order_id = $1 and kind = 'INVOICE'
"""
UNCREDITED = """
select id, credit::text as credit from returns
where order_id = $1 and state = 'ACCEPTED' and credit is not null
    and not exists (select from invoices where invoices.returned_id = returns.id) order by id
"""


def number_of(series: str, number: int) -> str:
    """A number as people read it."""
    return f"{series}-{number:06}"


async def issue_invoice(writing: Statements, order: int, now: datetime) -> None:
    """Give an order its invoice, the next of its region and year; and credit notes for what is back already.

    The series' row stays locked until the transaction ends, so a number is used or given to the next one.
    It is the last lock that anybody takes.
    """
    row = await _read(writing, order)
    said = _opening(row, now) | _sums(orjson.loads(row["document"]))
    await _issue(writing, row, "INVOICE", f"{row['region']}-{now.year}", said, now)
    await issue_credit_notes(writing, order, now)


async def issue_credit_notes(writing: Statements, order: int, now: datetime) -> None:
    """Issue what is missing for accepted returns of an order that has its invoice."""
    invoice: str | None = await writing.fetchval(OF_ORDER, order)
    if invoice is None:
        return
    row = await _read(writing, order)
    for returned in await writing.fetch(UNCREDITED, order):
        credit = read_credit(orjson.loads(returned["credit"]))
        said = _opening(row, now) | _credited(orjson.loads(row["document"]), credit) | {"invoice": invoice}
        series = f"{row['region']}-{now.year}-C"
        await _issue(writing, row, "CREDIT_NOTE", series, said, now, returned["id"])


async def _issue(
    writing: Statements,
    row: Any,
    kind: str,
    series: str,
    said: dict[str, Any],
    now: datetime,
    returned: int | None = None,
) -> None:
    number: int = await writing.fetchval(NEXT, series)
    said |= {"kind": kind, "number": number_of(series, number)}
    told = orjson.dumps(said).decode()
    await writing.execute(ISSUE, row["id"], kind, series, number, said["total"], now, returned, told)


async def _read(writing: Statements, order: int) -> Any:
    row = await writing.fetchrow(ORDER, order)
    if row is None:
        raise LookupError(f"there is no order {order}")
    return row


def _opening(row: Any, now: datetime) -> dict[str, Any]:
    """Who sold what to whom, and when."""
    document = orjson.loads(row["document"])
    supplied = row["shipped_at"]
    return {
        "form": FORM,
        "issued_at": now.isoformat(),
        "supplied_at": None if supplied is None else supplied.isoformat(),
        "order": row["number"],
        "placed_at": document["placed_at"],
        "region": row["region"],
        "language": row["language"],
        "currency": row["currency"],
        "seller": document.get("seller"),
        "buyer": {"email": row["email"], "kind": document["buyer"]["kind"], "address": document["address"]},
        "destination": document["destination"]["country"],
        "prices_include_tax": document.get("prices_include_tax"),
    }


def _sums(document: Mapping[str, Any]) -> dict[str, Any]:
    """An order's own lines and sums."""
    names = ("sku", "title", "variant_title", "quantity", "unit_price", "discount", "total", "tax_rate")
    return {
        "lines": [{name: line[name] for name in names} for line in document["lines"]],
        "delivery": document["shipping"]["fee"],
        "extras": sum(each["amount"] for each in document["surcharges"]),
        "taxes": document["taxes"],
        "tax_total": document["tax_total"],
        "total": document["total"],
        "paid_by": [each for each in document["tenders"] if each["accepted"]],
        "payable": document["payable"],
    }


def _credited(document: Mapping[str, Any], credit: Credit) -> dict[str, Any]:
    """The lines and sums of a credit, in the words of the order."""
    lines = {line["sku"]: line for line in document["lines"]}
    return {
        "lines": [
            {
                "sku": line.sku,
                "title": lines[line.sku]["title"],
                "variant_title": lines[line.sku]["variant_title"],
                "quantity": line.quantity,
                "unit_price": None,
                "discount": 0,
                "total": line.amount,
                "tax_rate": lines[line.sku]["tax_rate"],
            }
            for line in credit.lines
        ],
        "delivery": credit.delivery,
        "extras": credit.extras,
        "taxes": [asdict(tax) for tax in credit.taxes],
        "tax_total": sum(tax.tax for tax in credit.taxes),
        "total": credit.total,
        "paid_by": [],
        "payable": credit.total,
    }
