"""Lines of a load file: what is read, and what is refused under which code and path."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from regions.lawbook import lawbook
from regions.reading import BadInput
from store.loading.reading import read_row
from store.loading.rows import BadRow, CategoryRow, PriceEntry, ProductRow, Row, Span
from store.markets import ground

Line = dict[str, Any]


def read(line: Line) -> Row:
    """The row of a line given as an object."""
    return read_row(orjson.dumps(line), ground(lawbook()))


def read_product(line: Line) -> ProductRow:
    """The same, known to be a product."""
    row = read(line)
    assert isinstance(row, ProductRow)
    return row


def test_a_category_knows_its_parent(drama: list[Line]) -> None:
    department, category = map(read, drama)
    assert department == CategoryRow("books", {"en": {"name": "Books", "slug": "books"}}, 1)
    assert isinstance(category, CategoryRow)
    assert category.parent == "books"
    assert category.position == 0


def test_a_product_is_read_with_its_variants(faust: Line) -> None:
    row = read_product(faust)
    assert row.sku == "faust"
    assert row.published == date(1808, 1, 1)
    assert row.texts["en"] == {"title": "Faust: A Tragedy", "description": None, "slug": None}
    hardcover, ebook = row.variants
    assert hardcover.kind == "BOOK"
    assert hardcover.stock == {"main": 12}
    assert ebook.stock is None
    assert ebook.listings is None


def test_prices_are_minor_units_and_days_begin_at_the_storefront_s_midnight(faust: Line) -> None:
    faust["variants"][0]["prices"] = {
        "DE": [{"from": "2026-07-01", "price": "24.00"}, {"from": "2026-08-01T09:00:00Z", "price": None}],
        "JP": "1800",
    }
    prices = read_product(faust).variants[0].prices
    assert prices["DE"] == (
        PriceEntry(datetime(2026, 6, 30, 22, tzinfo=UTC), 2400),
        PriceEntry(datetime(2026, 8, 1, 9, tzinfo=UTC), None),
    )
    assert prices["JP"] == (PriceEntry(None, 1800),)


def test_listings_have_open_ends(faust: Line) -> None:
    faust["variants"][0]["listings"] = {"DE": {"from": None, "until": "2027-01-01"}, "GB": {}}
    assert read_product(faust).variants[0].listings == {
        "DE": Span(None, datetime(2026, 12, 31, 23, tzinfo=UTC)),
        "GB": Span(None, None),
    }


def test_language_tags_are_spelt_canonically(faust: Line) -> None:
    faust["texts"] = {"DE-at": {"title": "Faust", "slug": "faust"}}
    assert list(read_product(faust).texts) == ["de-AT"]


def test_a_product_without_any_slug_gets_one_of_title_and_sku(faust: Line) -> None:
    del faust["texts"]["de"]["slug"]
    assert read_product(faust).texts["de"]["slug"] == "faust-faust"


def test_the_digest_does_not_depend_on_the_order_of_keys(faust: Line) -> None:
    turned = dict(reversed(faust.items()))
    assert read_product(turned).digest == read_product(faust).digest
    faust["popularity"] += 1
    assert read_product(turned).digest != read_product(faust).digest


Change = Callable[[Line], object]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda line: line.pop("kind"), "kind"),
        (lambda line: line.update(colour="red"), "colour"),
        (lambda line: line.update(sku=" faust"), "sku"),
        (lambda line: line.update(sku="f" * 65), "sku"),
        (lambda line: line.update(category="Books / Drama"), "category"),
        (lambda line: line.update(popularity=-1), "popularity"),
        (lambda line: line.update(popularity=2**31), "popularity"),
        (lambda line: line.update(published="1808"), "published"),
        (lambda line: line.update(texts={}), "texts"),
        (lambda line: line.update(texts={"de_DE": {"title": "Faust"}}), "texts.de_DE"),
        (lambda line: line["texts"]["de"].update(title="a\x00b"), "texts.de.title"),
        (lambda line: line["texts"]["de"].update(slug="Faust 1"), "texts.de.slug"),
        (lambda line: line["contributors"][0].update(name={}), "contributors[0].name"),
        (lambda line: line["attributes"].update(pages=4.5), "attributes.pages"),
        (lambda line: line.update(variants=[]), "variants"),
        (lambda line: line["variants"].append(deepcopy(line["variants"][0])), "variants"),
        (lambda line: line["variants"][0].update(gtin="9783161484101"), "variants[0].gtin"),
        (lambda line: line["variants"][0].update(stock=-1), "variants[0].stock"),
        (lambda line: line["variants"][0]["facts"].update(kind="BOKK"), "variants[0].facts.kind"),
        (lambda line: line["variants"][0]["prices"].update(XX="1.00"), "variants[0].prices.XX"),
        (lambda line: line["variants"][0]["prices"].update(DE=24), "variants[0].prices.DE"),
        (lambda line: line["variants"][0]["prices"].update(DE="24.001"), "variants[0].prices.DE"),
        (lambda line: line["variants"][0]["prices"].update(JP="18.50"), "variants[0].prices.JP"),
        (lambda line: line["variants"][0]["prices"]["GB"].reverse(), "variants[0].prices.GB"),
        (lambda line: line["variants"][0]["prices"].update(DE=[]), "variants[0].prices.DE"),
        (
            lambda line: line["variants"][0]["prices"]["GB"][0].update({"from": "2026-01-01T00:00"}),
            "variants[0].prices.GB[0].from",
        ),
        (
            lambda line: line["variants"][0].update(
                listings={"DE": {"from": "2027-01-01", "until": "2026-01-01"}}
            ),
            "variants[0].listings.DE",
        ),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_path(faust: Line, change: Change, path: str) -> None:
    read(faust)
    change(faust)
    with pytest.raises(BadInput) as refusal:
        read(faust)
    assert refusal.value.path == path


@pytest.mark.parametrize("line", [b"{", b"[]", b"7", b"\xff", b'{"sku": 1e999}'])
def test_a_line_that_is_not_an_object_is_refused(line: bytes) -> None:
    with pytest.raises(BadInput):
        read_row(line, ground(lawbook()))


def lift(line: Line, lifted_on: str, **facts: Any) -> Line:
    """The line with a binding for Germany that is lifted, first published on 2026-01-15."""
    changed = deepcopy(line)
    told = changed["variants"][0]["facts"]
    told["first_published"] = "2026-01-15"
    told["bindings"] = [{"territory": "DE", "price": "24.00", "lifted_on": lifted_on}]
    told.update(facts)
    return changed


def test_a_binding_can_not_be_lifted_before_eighteen_months_in_germany(faust: Line) -> None:
    for day in ("2026-09-01", "2027-07-15"):
        with pytest.raises(BadRow) as refusal:
            read(lift(faust, day))
        assert refusal.value.code == "LIFTED_TOO_EARLY"
        assert refusal.value.path == "variants[0].facts.bindings[0].lifted_on"
        assert refusal.value.message.startswith("is before 2027-07-16:")
    read(lift(faust, "2027-07-16"))
    read(lift(faust, "2026-09-01", dated_content=True))


def test_a_binding_can_not_be_lifted_before_it_began(faust: Line) -> None:
    line = lift(faust, "2028-01-01")
    line["variants"][0]["facts"]["bindings"][0]["valid_from"] = "2028-02-01"
    with pytest.raises(BadRow) as refusal:
        read(line)
    assert refusal.value.code == "LIFTED_TOO_EARLY"


def test_a_deposit_can_not_be_below_the_one_of_a_law_where_the_good_is_sold(faust: Line) -> None:
    can = {"kind": "DRINK", "packaging": "CAN", "deposit": "0.10"}
    faust["variants"][0] |= {"facts": can, "prices": {"DE": "0.99"}, "listings": None}
    with pytest.raises(BadRow) as refusal:
        read(faust)
    assert (refusal.value.code, refusal.value.path) == ("DEPOSIT_BELOW_LAW", "variants[0].facts.deposit")
    assert refusal.value.message == "VerpackG § 31 asks for 0.25 EUR; left out, that is what it is"
    for lawful in ({"deposit": "0.25"}, {"reusable": True}, {"packaging": "CARTON"}):
        faust["variants"][0]["facts"] = can | lawful
        read(faust)
    faust["variants"][0] |= {"facts": can, "prices": {"CH": "0.99"}}
    read(faust)


def test_an_edition_can_not_come_before_the_first_publication(faust: Line) -> None:
    faust["variants"][0]["facts"]["edition_on"] = "2024-02-29"
    with pytest.raises(BadRow) as refusal:
        read(faust)
    assert refusal.value.code == "EDITION_TOO_EARLY"
    faust["variants"][0]["facts"]["edition_on"] = "2024-03-01"
    read(faust)
