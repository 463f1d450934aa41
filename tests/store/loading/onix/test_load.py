"""Loading messages: what is sold afterwards, what is left out and why."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from onixcheck import data

from store.catalog.cards import ProductCard
from store.catalog.lookups import read_product_by_sku
from store.catalog.parts import Part
from store.catalog.view import View
from store.database import Database
from store.loading import export
from store.loading.onix import Fault, OnixReport, load_onix

Line = dict[str, Any]
GOOGLES = Path(data.VALID_GOOGLE_ONIX_30_SAMPLE).read_bytes()
"""A sample of Google's that comes with the package onixcheck."""
HARDCOVER, EBOOK, PAPERBACK = "9789999910019", "9789999910026", "9789999900072"


async def card_of(database: Database, sku: str, at: datetime, storefront: str = "DE") -> ProductCard | None:
    """What a shopper finds under a SKU."""
    return await read_product_by_sku(database, View(storefront, "de", ("de", "en"), at), sku, [Part.REASONS])


async def products(database: Database) -> dict[str, Line]:
    """The products in the load format, by SKU."""
    return {line["sku"]: line async for line in export(database) if "sku" in line}


async def test_a_loaded_title_is_sold_at_its_bound_price(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    report = await load_onix(shelves, BytesIO(reference), now=now)
    assert report == OnixReport(records=3, added=2)
    card = await card_of(shelves, HARDCOVER, now)
    assert card is not None
    assert (card.tag.current, card.tag.currency) == (2400, "EUR")
    assert [(reason.code, reason.legal_basis) for reason in card.tag.reasons] == [
        ("DE_BOOK_PRICE", "BuchPrG § 3")
    ]
    british = await card_of(shelves, HARDCOVER, now, "GB")
    assert british is not None
    assert (british.tag.current, british.tag.reasons) == (2100, ())
    assert await card_of(shelves, HARDCOVER, now, "FR") is None


async def test_a_dated_price_follows_its_dates_and_a_lifted_one_is_free(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    for at, price, reasons in (
        (now, 1400, ["DE_BOOK_PRICE"]),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), 700, []),
    ):
        card = await card_of(shelves, PAPERBACK, at)
        assert card is not None
        assert (card.tag.current, [reason.code for reason in card.tag.reasons]) == (price, reasons)


async def test_editions_of_a_work_are_one_product(shelves: Database, reference: bytes, now: datetime) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    found = await products(shelves)
    assert [variant["sku"] for variant in found["work:musterdruck:lotse"]["variants"]] == [HARDCOVER, EBOOK]
    assert [variant["sku"] for variant in found[PAPERBACK]["variants"]] == [PAPERBACK]


async def test_a_message_about_one_edition_leaves_the_others(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    before = await products(shelves)
    later = now + timedelta(days=1)
    dearer = only(reference, 1).replace(b">16.99<", b">17.99<").replace(b">20260315<", b">20260316<")
    assert await load_onix(shelves, BytesIO(dearer), now=later) == OnixReport(records=1, changed=1)
    hardcover, ebook = (await products(shelves))["work:musterdruck:lotse"]["variants"]
    assert hardcover == before["work:musterdruck:lotse"]["variants"][0]
    assert ebook["facts"]["bindings"][0]["price"] == "17.99"


async def test_loading_again_changes_nothing(shelves: Database, reference: bytes, now: datetime) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    before = await products(shelves)
    report = await load_onix(shelves, BytesIO(reference), now=now + timedelta(hours=1))
    assert report == OnixReport(records=3, unchanged=2)
    assert await products(shelves) == before


async def test_a_bad_record_costs_only_itself(shelves: Database, reference: bytes, now: datetime) -> None:
    broken = reference.replace(b">9789999910026<", b">9789999910027<")
    report = await load_onix(shelves, BytesIO(broken), now=now)
    fault = Fault("musterdruck.1002", "BAD_VALUE", "ProductIdentifier/IDValue", "has a wrong check digit")
    assert report == OnixReport(records=3, added=2, faults=(fault,))
    work = (await products(shelves))["work:musterdruck:lotse"]
    assert [variant["sku"] for variant in work["variants"]] == [HARDCOVER]


async def test_a_price_that_is_lifted_too_early_is_refused(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    young = reference.replace(b">20240401<", b">20260401<")
    report = await load_onix(shelves, BytesIO(young), now=now)
    assert [(fault.reference, fault.code) for fault in report.faults] == [
        ("musterdruck.0007", "LIFTED_TOO_EARLY")
    ]
    assert PAPERBACK not in await products(shelves)


@pytest.mark.parametrize(("published", "taken"), [(b"20240401", True), (b"20260401", False)])
async def test_a_later_message_that_only_recommends_lifts_the_price(
    shelves: Database, reference: bytes, now: datetime, published: bytes, taken: bool
) -> None:
    fixed = undated(only(reference, 2)).replace(b">20240401<", b">" + published + b"<")
    first, last = fixed.index(b"<Price>"), fixed.rindex(b"<Price>")
    recommended = fixed[:first] + fixed[last:]
    fixed = fixed[:last] + fixed[fixed.rindex(b"</Price>") + len(b"</Price>") :]
    await load_onix(shelves, BytesIO(fixed), now=now)
    later = now + timedelta(days=3)
    report = await load_onix(shelves, BytesIO(recommended), now=later)
    assert [fault.code for fault in report.faults] == ([] if taken else ["LIFTED_TOO_EARLY"])
    card = await card_of(shelves, PAPERBACK, later)
    assert card is not None
    assert card.tag.current == (700 if taken else 1400)
    again = await load_onix(shelves, BytesIO(recommended), now=later + timedelta(days=1))
    assert again.unchanged == taken


async def test_a_message_that_breaks_off_is_loaded_as_far_as_it_goes(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    torn = reference[: reference.rindex(b"<RecordReference>")]
    report = await load_onix(shelves, BytesIO(torn), now=now)
    assert (report.records, report.added) == (2, 1)
    [fault] = report.faults
    assert (fault.reference, fault.code) == ("", "BROKEN_MESSAGE")
    assert str(fault).startswith("the message: BROKEN_MESSAGE isn't well-formed XML: no element found")


async def test_a_test_record_is_passed_over(shelves: Database, reference: bytes, now: datetime) -> None:
    trial = only(reference, 2).replace(b"<NotificationType>03<", b"<NotificationType>89<")
    assert await load_onix(shelves, BytesIO(trial), now=now) == OnixReport(records=1, passed_over=1)
    assert await products(shelves) == {}


async def test_a_deletion_ends_the_sale_of_its_edition(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    deletion = only(reference, 0).replace(b"<NotificationType>03<", b"<NotificationType>05<")
    assert await load_onix(shelves, BytesIO(deletion), now=now) == OnixReport(records=1, changed=1)
    hardcover, ebook = (await products(shelves))["work:musterdruck:lotse"]["variants"]
    assert (hardcover["listings"], ebook["listings"]) == ({}, None)
    unknown = deletion.replace(HARDCOVER.encode(), b"9783161484100")
    assert await load_onix(shelves, BytesIO(unknown), now=now) == OnixReport(records=1)


async def test_of_two_records_about_one_variant_the_later_one_stands(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    once = only(reference, 2)
    start, end = once.index(b"<Product>"), once.index(b"</ONIXMessage>")
    corrected = once[start:end].replace(b"der Seele<", b"des Herzens<")
    message = once[:end] + corrected + once[end:]
    assert await load_onix(shelves, BytesIO(message), now=now) == OnixReport(records=2, added=1)
    assert (await products(shelves))[PAPERBACK]["texts"]["de"]["title"] == "Gezeitenkalender des Herzens"


async def test_a_variant_stays_in_its_product_when_it_names_a_work_later(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    ebook = only(reference, 1)
    alone = ebook.replace(b"<WorkRelationCode>01<", b"<WorkRelationCode>03<")
    await load_onix(shelves, BytesIO(alone), now=now)
    assert await load_onix(shelves, BytesIO(ebook), now=now) == OnixReport(records=1, unchanged=1)
    assert list(await products(shelves)) == [EBOOK]


async def test_a_published_sample_is_taken(shelves: Database, now: datetime) -> None:
    report = await load_onix(shelves, BytesIO(GOOGLES), now=now)
    assert report == OnixReport(records=1, added=1)
    card = await card_of(shelves, "9789999999991", now, "US")
    assert card is not None
    assert (card.kind, card.tag.current, card.tag.currency) == ("EBOOK", 999, "USD")


def only(message: bytes, number: int) -> bytes:
    """The message with one of its records."""
    head, *parts = message.split(b"<Product>")
    tail = b"</Product>\n</ONIXMessage>\n"
    return head + b"<Product>" + parts[number].partition(b"</Product>")[0] + tail


def undated(message: bytes) -> bytes:
    """The message without the dates of its prices."""
    head, *parts = message.split(b"<PriceDate>")
    return head + b"".join(part.partition(b"</PriceDate>")[2] for part in parts)
