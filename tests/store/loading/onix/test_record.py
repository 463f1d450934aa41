"""What a record says: the lines of the samples, and of records that are changed a little."""

from collections.abc import Callable
from typing import Any

import pytest

from store.loading.onix.blocks import BadRecord

Line = dict[str, Any]
Read = Callable[[bytes], list[Line]]


def test_a_record_says_what_the_book_is(reference: bytes, read: Read) -> None:
    hardcover = read(reference)[0]
    variants = hardcover.pop("variants")
    assert hardcover == {
        "sku": "work:musterdruck:lotse",
        "kind": "BOOK",
        "category": "books/crime",
        "brand": "Musterdruck Krimi",
        "contributors": [
            {"role": "AUTHOR", "name": {"de": "Frauke von Hallig"}},
            {"role": "ILLUSTRATOR", "name": {"de": "Ole Brandt"}},
        ],
        "texts": {
            "de": {
                "title": "Der Lotse von Amrum: Kriminalroman",
                "description": "Ein Toter im Watt,\nund die Flut kommt.",
            },
            "en": {"title": "The Pilot of Amrum"},
        },
        "images": [{"url": "https://example.org/lotse.jpg"}],
        "attributes": {"pages": "320", "size": "215 mm \u00d7 135 mm", "weight": "480 g"},
        "published": "2026-03-01",
    }
    assert [(each["sku"], each["gtin"]) for each in variants] == [("9789999910019", "9789999910019")]
    assert variants[0]["options"] == {"language": "de", "format": "hardcover"}


def test_fixed_prices_bind_and_recommended_ones_do_not(reference: bytes, read: Read) -> None:
    facts = read(reference)[0]["variants"][0]["facts"]
    assert facts["first_published"] == "2026-03-31"
    assert facts["bindings"][:2] == [
        {"territory": "DE", "price": "24.00"},
        {"territory": "AT", "price": "24.20"},
    ]
    rest = {binding["territory"]: binding for binding in facts["bindings"][2:]}
    assert rest["GB"] == {"territory": "GB", "price": "21.00", "mode": "RECOMMENDED"}
    assert rest["ES"] == {"territory": "ES", "price": "25.00", "mode": "RECOMMENDED"}
    assert "IT" not in rest
    assert {binding["mode"] for binding in rest.values()} == {"RECOMMENDED"}


def test_it_is_sold_where_there_are_a_price_and_rights(reference: bytes, read: Read) -> None:
    variant = read(reference)[0]["variants"][0]
    assert variant["prices"]["DE"] == "24.00"
    assert variant["prices"]["AT"] == "24.20"
    assert "FR" in variant["prices"]
    assert "FR" not in variant["listings"]
    assert variant["listings"]["DE"] == {}
    assert "US" not in variant["prices"]
    assert variant["stock"] == 40


def test_dated_prices_are_a_list_and_the_first_holds_since_publication(reference: bytes, read: Read) -> None:
    ebook = read(reference)[1]["variants"][0]
    assert ebook["prices"] == {
        "DE": [{"from": "2026-03-15", "price": "16.99"}, {"from": "2027-01-01", "price": "12.99"}]
    }
    assert ebook["facts"]["bindings"] == [
        {"territory": "DE", "price": "16.99"},
        {"territory": "DE", "price": "12.99", "valid_from": "2027-01-01"},
    ]
    assert (ebook["facts"]["kind"], ebook["stock"]) == ("EBOOK", None)


def test_a_fixed_price_that_a_recommended_one_follows_is_lifted(reference: bytes, read: Read) -> None:
    paperback = read(reference)[2]["variants"][0]
    fixed, recommended = paperback["facts"]["bindings"]
    assert (fixed["lifted_on"], fixed["valid_from"]) == ("2027-01-01", "2024-04-01")
    assert recommended["mode"] == "RECOMMENDED"
    assert paperback["stock"] == 0


def test_a_fixed_price_that_nothing_follows_ends_and_is_not_lifted(reference: bytes, read: Read) -> None:
    paperback = read(reference.replace(b"<PriceType>02</PriceType>\n          <PriceAmount>7.00", TRADE))[2]
    variant = paperback["variants"][0]
    assert variant["prices"]["DE"] == [
        {"from": "2024-04-01", "price": "14.00"},
        {"from": "2027-01-01", "price": None},
    ]
    assert variant["facts"]["bindings"] == [{"territory": "DE", "price": "14.00", "valid_from": "2024-04-01"}]


TRADE = b"<PriceType>05</PriceType>\n          <PriceAmount>7.00"


@pytest.mark.parametrize(
    ("said", "instead", "listed"),
    [
        (b"<ProductAvailability>31<", b"<ProductAvailability>20<", None),
        (b"<ProductAvailability>31<", b"<ProductAvailability>40<", {}),
        (b"<PublishingDate>", b"<PublishingStatus>04</PublishingStatus><PublishingDate>", None),
        (b"<PublishingDate>", b"<PublishingStatus>17</PublishingStatus><PublishingDate>", {}),
        (
            b"<PublishingDate>",
            b"<PublishingDate><PublishingDateRole>02</PublishingDateRole><Date>20261224</Date></PublishingDate>"
            b"<PublishingDate>",
            {"DE": {"from": "2026-12-24"}},
        ),
    ],
)
def test_what_is_not_supplied_is_not_sold(
    reference: bytes, read: Read, said: bytes, instead: bytes, listed: Line | None
) -> None:
    paperback = read(_last(reference).replace(said, instead))[-1]
    assert paperback["variants"][0]["listings"] == listed


@pytest.mark.parametrize(
    ("said", "instead", "kind"),
    [
        (b"<ProductForm>BC<", b"<ProductForm>BC<", "BOOK"),
        (b"<ProductForm>BC<", b"<ProductForm>EC<", "EBOOK"),
        (b"<ProductForm>BC<", b"<ProductForm>AC<", "AUDIOBOOK_DISC"),
        (b"<ProductForm>BC<", b"<ProductForm>AJ<", "AUDIOBOOK_DOWNLOAD"),
        (b"<ProductForm>BC<", b"<ProductForm>CB<", "MAP"),
        (b"<ProductForm>BC<", b"<ProductForm>PI<", "SHEET_MUSIC"),
        (b"<ProductForm>BC<", b"<ProductForm>VI<", "VIDEO_DISC"),
        (b"<ProductForm>BC<", b"<ProductForm>PC<", "OTHER"),
        (
            b"<ProductForm>BC</ProductForm>",
            b"<ProductForm>ED</ProductForm><PrimaryContentType>01</PrimaryContentType>",
            "AUDIOBOOK_DOWNLOAD",
        ),
    ],
)
def test_the_form_decides_the_kind(
    reference: bytes, read: Read, said: bytes, instead: bytes, kind: str
) -> None:
    assert read(_last(reference).replace(said, instead))[-1]["kind"] == kind


@pytest.mark.parametrize(
    ("said", "instead", "code", "path"),
    [
        (b"<ProductForm>BC<", b"<ProductForm>B9<", "UNKNOWN_CODE", "DescriptiveDetail/ProductForm"),
        (b"<ProductForm>BC<", b"<ProductForm>XC<", "NOT_FOR_SALE", "DescriptiveDetail/ProductForm"),
        (b"TitleText>", b"Other>", "MISSING_VALUE",
         "DescriptiveDetail/TitleDetail/TitleElement/TitleText"),
        (b"<TitleType>01<", b"<TitleType>03<", "MISSING_BLOCK", "DescriptiveDetail/TitleDetail"),
        (b"ProductIdentifier>", b"Other>", "MISSING_BLOCK", "ProductIdentifier"),
        (b"ProductSupply>", b"Other>", "MISSING_BLOCK", "ProductSupply"),
        (b">14.00<", b">14,00<", "BAD_VALUE", "ProductSupply/SupplyDetail/Price/PriceAmount"),
        (b">14.00<", b">14.005<", "BAD_VALUE", "ProductSupply/SupplyDetail/Price/PriceAmount"),
        (b">20270101<", b">20270230<", "BAD_VALUE", "ProductSupply/SupplyDetail/Price/PriceDate/Date"),
        (b">20240401<", b">01.04.24<", "BAD_VALUE", "PublishingDetail/PublishingDate/Date"),
        (b">14.00<", b">1E+999999999<", "BAD_VALUE", "ProductSupply/SupplyDetail/Price/PriceAmount"),
        (b">14.00<", b">-14.00<", "BAD_VALUE", "ProductSupply/SupplyDetail/Price/PriceAmount"),
        (b">20240401<", b">00010101<", "BAD_VALUE", "PublishingDetail/PublishingDate/Date"),
        (b"<Price>", b"<Stock><OnHand>" + b"9" * 5000 + b"</OnHand></Stock><Price>", "BAD_VALUE",
         "ProductSupply/SupplyDetail/Stock/OnHand"),
        (b"<PriceType>02<", b"<PriceType>4<", "UNKNOWN_CODE", "ProductSupply/SupplyDetail/Price/PriceType"),
        (b"<PriceAmount>7.00", b"<CurrencyCode>EURO</CurrencyCode><PriceAmount>7.00", "UNKNOWN_CODE",
         "ProductSupply/SupplyDetail/Price/CurrencyCode"),
        (b"<Date dateformat=\"00\">20261231<", b"<Date>20240301<", "BAD_VALUE",
         "ProductSupply/SupplyDetail/Price/PriceDate"),
        (b"<PriceType>02<", b"<PriceType>04<", None, None),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_told_with_its_place(
    reference: bytes, read: Read, said: bytes, instead: bytes, code: str | None, path: str | None
) -> None:
    message = _last(reference)
    assert said in message
    if code is None:
        assert read(message.replace(said, instead))
        return
    with pytest.raises(BadRecord) as refused:
        read(message.replace(said, instead))
    assert (refused.value.code, refused.value.path) == (code, path)


def test_two_fixed_prices_at_once_are_refused(reference: bytes, read: Read) -> None:
    twice = (
        _last(reference).replace(b"<PriceType>02<", b"<PriceType>04<").replace(b">20270101<", b">20240401<")
    )
    with pytest.raises(BadRecord, match=r"has 14\.00 and 7\.00 for DE at the same time"):
        read(twice)


def test_markup_and_other_languages_in_texts(reference: bytes, read: Read) -> None:
    text = (
        b"<CollateralDetail><TextContent><TextType>03</TextType><ContentAudience>00</ContentAudience>"
        b'<Text language="eng" textformat="02">&lt;p&gt;Ebb &amp;amp; flow&lt;/p&gt;'
        b"&lt;script&gt;x()&lt;/script&gt;"
        b"&lt;br&gt;Twice a day</Text></TextContent><TextContent><TextType>03</TextType>"
        b"<ContentAudience>02</ContentAudience><Text>Nur Handel</Text></TextContent></CollateralDetail>"
    )
    texts = read(_last(reference).replace(b"</DescriptiveDetail>", b"</DescriptiveDetail>" + text))[-1][
        "texts"
    ]
    assert texts == {
        "de": {"title": "Gezeitenkalender der Seele"},
        "en": {"description": "Ebb & flow\nTwice a day"},
    }


def test_markup_may_be_deep(reference: bytes, read: Read) -> None:
    deep = b"<p>" * 20_000 + b"Ebbe" + b"</p>" * 20_000
    text = (
        b"<CollateralDetail><TextContent><TextType>03</TextType><ContentAudience>00</ContentAudience><Text>"
        + deep
        + b"</Text></TextContent></CollateralDetail>"
    )
    line = read(_last(reference).replace(b"</DescriptiveDetail>", b"</DescriptiveDetail>" + text))[-1]
    assert line["texts"]["de"]["description"] == "Ebbe"


def test_a_price_may_hold_until_the_end_of_time(reference: bytes, read: Read) -> None:
    forever = (
        _last(reference).replace(b">20261231<", b">99991231<").replace(b"<PriceType>02<", b"<PriceType>05<")
    )
    variant = read(forever)[-1]["variants"][0]
    assert variant["prices"] == {"DE": [{"from": "2024-04-01", "price": "14.00"}]}


def _last(message: bytes) -> bytes:
    """The message with its last record only."""
    return message[: message.index(b"<Product>")] + message[message.rindex(b"<Product>") :]
