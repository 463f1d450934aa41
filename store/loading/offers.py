"""Writing how variants are sold: prices with their history, listings, stock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from store.database import Statements
from store.loading.history import Amendment, amend
from store.loading.products import Written
from store.loading.rows import ProductRow, VariantRow
from store.records import as_records

Histories = dict[tuple[int, str], dict[datetime, int | None]]
"""By variant and storefront: amounts by the instant from which they hold."""

WITHDRAW_PRICES = """
delete from prices using jsonb_to_recordset($1::jsonb) as row(
    variant_id bigint, storefront text, valid_from timestamptz)
where prices.variant_id = row.variant_id and prices.storefront = row.storefront
    and prices.valid_from = row.valid_from
"""

ADD_PRICES = """
insert into prices (variant_id, storefront, amount, valid_from)
select row.variant_id, row.storefront, row.amount, row.valid_from
from jsonb_to_recordset($1::jsonb) as row(
    variant_id bigint, storefront text, amount bigint, valid_from timestamptz)
on conflict (variant_id, storefront, valid_from) do update set amount = excluded.amount
"""

WRITE_LISTINGS = """
insert into listings (variant_id, storefront, sold_from, sold_until)
select row.variant_id, row.storefront, row.sold_from, row.sold_until
from jsonb_to_recordset($1::jsonb) as row(
    variant_id bigint, storefront text, sold_from timestamptz, sold_until timestamptz)
"""

WRITE_STOCK = """
insert into stock (variant_id, warehouse, quantity)
select row.variant_id, row.warehouse, row.quantity
from jsonb_to_recordset($1::jsonb) as row(variant_id bigint, warehouse text, quantity int)
"""


async def write_offers(
    writing: Statements, rows: Sequence[ProductRow], written: Written, now: datetime
) -> None:
    """Bring prices, listings and stock of the variants in `rows` to what their lines say."""
    variants = {written.variants[variant.sku]: variant for row in rows for variant in row.variants}
    await _write_prices(writing, variants, now)
    ids = [*variants, *written.withdrawn]
    await writing.execute("delete from listings where variant_id = any($1)", ids)
    await writing.execute(WRITE_LISTINGS, as_records(_listings(variants)))
    await writing.execute("delete from stock where variant_id = any($1)", list(variants))
    await writing.execute(WRITE_STOCK, as_records(_stock(variants)))


async def _write_prices(writing: Statements, variants: Mapping[int, VariantRow], now: datetime) -> None:
    histories: Histories = {}
    known = "select variant_id, storefront, valid_from, amount from prices where variant_id = any($1)"
    for record in await writing.fetch(known, list(variants)):
        key = record["variant_id"], record["storefront"]
        histories.setdefault(key, {})[record["valid_from"]] = record["amount"]
    amendments = list(_amendments(variants, histories, now))
    await writing.execute(WITHDRAW_PRICES, as_records(_withdrawn(amendments)))
    await writing.execute(ADD_PRICES, as_records(_added(amendments)))


def _amendments(
    variants: Mapping[int, VariantRow], histories: Histories, now: datetime
) -> Iterator[tuple[int, str, Amendment]]:
    declared = {
        (owner, code): entries
        for owner, variant in variants.items()
        for code, entries in variant.prices.items()
    }
    for owner, code in sorted(histories.keys() | declared.keys()):
        known = histories.get((owner, code), {})
        path = f"{variants[owner].sku}.prices.{code}"
        yield owner, code, amend(known, declared.get((owner, code), ()), now, path)


Amended = Iterable[tuple[int, str, Amendment]]


def _withdrawn(amendments: Amended) -> Iterator[dict[str, Any]]:
    for variant_id, storefront, amendment in amendments:
        for start in amendment.withdrawn:
            yield {"variant_id": variant_id, "storefront": storefront, "valid_from": start}


def _added(amendments: Amended) -> Iterator[dict[str, Any]]:
    for variant_id, storefront, amendment in amendments:
        for start, amount in amendment.added.items():
            yield {
                "variant_id": variant_id,
                "storefront": storefront,
                "valid_from": start,
                "amount": amount,
            }


def _listings(variants: Mapping[int, VariantRow]) -> Iterator[dict[str, Any]]:
    for variant_id, variant in variants.items():
        for storefront, span in (variant.listings or {}).items():
            yield {
                "variant_id": variant_id,
                "storefront": storefront,
                "sold_from": span.start,
                "sold_until": span.end,
            }


def _stock(variants: Mapping[int, VariantRow]) -> Iterator[dict[str, Any]]:
    for variant_id, variant in variants.items():
        for warehouse, quantity in (variant.stock or {}).items():
            yield {"variant_id": variant_id, "warehouse": warehouse, "quantity": quantity}
