"""Block updates: a block replaces its block, those that aren't sent stay."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest

from regions.lawbook import lawbook
from store.audit import read_audit
from store.catalog.lookups import read_product_by_sku
from store.catalog.parts import Part
from store.catalog.view import View
from store.database import Database
from store.loading import export
from store.loading.onix import Fault, OnixReport, load_onix
from store.loading.witness import audited

Line = dict[str, Any]
SKU = "9789999910019"
OPENING = f"""<RecordReference>musterdruck.1001</RecordReference><NotificationType>04</NotificationType>
<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>{SKU}</IDValue></ProductIdentifier>"""
SHORT_OPENING = f"""<a001>musterdruck.1001</a001><a002>04</a002>
<productidentifier><b221>15</b221><b244>{SKU}</b244></productidentifier>"""
DEARER = """<ProductSupply><SupplyDetail>
<Supplier><SupplierRole>01</SupplierRole><SupplierName>Verlag Musterdruck</SupplierName></Supplier>
<ProductAvailability>21</ProductAvailability>
<Price><PriceType>04</PriceType><PriceAmount>26.00</PriceAmount><CurrencyCode>EUR</CurrencyCode>
<Territory><CountriesIncluded>DE</CountriesIncluded></Territory></Price></SupplyDetail></ProductSupply>"""
SHORT_DEARER = """<productsupply><supplydetail>
<supplier><j292>01</j292><j137>Verlag Musterdruck</j137></supplier>
<j396>21</j396><price><x462>04</x462><j151>26.00</j151><j152>EUR</j152>
<territory><x449>DE</x449></territory></price></supplydetail></productsupply>"""
TOLD = """<CollateralDetail><TextContent><TextType>03</TextType><ContentAudience>00</ContentAudience>
<Text>Neu erzählt.</Text></TextContent></CollateralDetail>"""


def message(*records: str) -> BytesIO:
    """A message of block updates with reference names."""
    products = "".join(f"<Product>{OPENING}{record}</Product>" for record in records)
    return BytesIO(f'<ONIXMessage release="3.0"><Header/>{products}</ONIXMessage>'.encode())


async def edition(database: Database) -> tuple[Line, Line]:
    """The product of the record, and its variant, as the load format has them."""
    lines = [line async for line in export(database) if "sku" in line]
    return next((line, each) for line in lines for each in line["variants"] if each["sku"] == SKU)


async def price_in_germany(database: Database, at: datetime) -> tuple[int, list[str]]:
    """What is asked for it there, and the laws that are named beside it."""
    card = await read_product_by_sku(database, View("DE", "de", ("de", "en"), at), SKU, [Part.REASONS])
    assert card is not None
    return card.tag.current, [reason.code for reason in card.tag.reasons]


@pytest.mark.parametrize("tags", ["reference", "short"])
async def test_new_prices_come_and_everything_else_stays(
    shelves: Database, reference: bytes, now: datetime, tags: str
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    before, _ = await edition(shelves)
    later = now + timedelta(days=3)
    update = message(DEARER)
    if tags == "short":
        product = f"<product>{SHORT_OPENING}{SHORT_DEARER}</product>"
        update = BytesIO(f'<ONIXmessage release="3.0"><header/>{product}</ONIXmessage>'.encode())
    assert await load_onix(shelves, update, now=later) == OnixReport(records=1, changed=1)
    after, variant = await edition(shelves)
    assert await price_in_germany(shelves, later) == (2600, ["DE_BOOK_PRICE"])
    assert [each["territory"] for each in variant["facts"]["bindings"]] == ["DE"]
    told = ("texts", "contributors", "category", "brand", "attributes", "published", "images")
    assert {name: after[name] for name in told} == {name: before[name] for name in told}
    update.seek(0)
    assert await load_onix(shelves, update, now=later) == OnixReport(records=1, unchanged=1)


async def test_a_new_description_leaves_the_price_and_an_empty_block_takes_it_away(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    assert (await load_onix(shelves, message(TOLD), now=now)).changed == 1
    product, _ = await edition(shelves)
    assert (product["texts"]["de"]["description"], product["images"]) == ("Neu erzählt.", [])
    assert product["texts"]["en"]["title"] == "The Pilot of Amrum"
    assert await price_in_germany(shelves, now) == (2400, ["DE_BOOK_PRICE"])
    assert (await load_onix(shelves, message("<CollateralDetail/>"), now=now)).changed == 1
    product, _ = await edition(shelves)
    assert product["texts"]["de"]["description"] is None


async def test_updates_of_one_record_in_one_message_follow_upon_each_other(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    assert (await load_onix(shelves, message(DEARER, TOLD), now=now)).changed == 1
    product, _ = await edition(shelves)
    assert product["texts"]["de"]["description"] == "Neu erzählt."
    assert await price_in_germany(shelves, now) == (2600, ["DE_BOOK_PRICE"])


async def test_an_update_of_a_record_that_never_came_is_told_by_its_reference(
    shelves: Database, now: datetime
) -> None:
    report = await load_onix(shelves, message(DEARER), now=now)
    problem = "updates blocks of a record that wasn't sent before"
    fault = Fault("musterdruck.1001", "UNKNOWN_RECORD", "NotificationType", problem)
    assert report == OnixReport(records=1, faults=(fault,))


async def test_a_complete_update_needs_no_record_before_it(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    complete = reference.replace(b"<NotificationType>03<", b"<NotificationType>04<")
    assert await load_onix(shelves, BytesIO(complete), now=now) == OnixReport(records=3, added=2)


async def test_a_deleted_record_is_updated_no_more(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    deletion = message("").getvalue().replace(b"<NotificationType>04<", b"<NotificationType>05<")
    assert (await load_onix(shelves, BytesIO(deletion), now=now)).changed == 1
    assert (await edition(shelves))[1]["listings"] == {}
    report = await load_onix(shelves, message(DEARER), now=now)
    assert [fault.code for fault in report.faults] == ["UNKNOWN_RECORD"]


async def test_defaults_of_the_header_stay_with_the_blocks_that_came_under_it(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    silent = reference.replace(b"<LanguageCode>ger</LanguageCode>", b"<LanguageCode>und</LanguageCode>")
    await load_onix(shelves, BytesIO(silent), now=now)
    _, before = await edition(shelves)
    in_french = message(TOLD).getvalue().replace(
        b"<Header/>", b"<Header><DefaultLanguageOfText>fre</DefaultLanguageOfText>"
        b"<DefaultCurrencyCode>GBP</DefaultCurrencyCode></Header>"
    )  # fmt: skip
    assert (await load_onix(shelves, BytesIO(in_french), now=now)).changed == 1
    product, variant = await edition(shelves)
    assert product["texts"]["de"]["description"] == "Neu erzählt."
    assert (variant["facts"], variant["prices"]) == (before["facts"], before["prices"])


async def test_what_is_refused_leaves_the_record_as_it_was(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    unread = DEARER.replace("26.00", "twenty-six")
    report = await load_onix(shelves, message(unread), now=now)
    assert [(fault.reference, fault.code) for fault in report.faults] == [("musterdruck.1001", "BAD_VALUE")]
    assert (await load_onix(shelves, message(TOLD), now=now)).changed == 1
    assert await price_in_germany(shelves, now) == (2400, ["DE_BOOK_PRICE"])


async def test_the_audit_has_the_prices_before_and_after(
    shelves: Database, reference: bytes, now: datetime
) -> None:
    await load_onix(shelves, BytesIO(reference), now=now)
    witness = audited(None, now, lawbook(), "Eve")
    await load_onix(shelves, message(DEARER), now=now + timedelta(days=1), witness=witness)
    [entry] = await read_audit(shelves, 5)
    assert (entry.actor_name, entry.action) == ("Eve", "product.changed")
    assert '"24.00"' in (entry.before or "")
    assert '"26.00"' in (entry.after or "")
