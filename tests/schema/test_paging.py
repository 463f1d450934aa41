"""Pages and cursors."""

from base64 import urlsafe_b64encode
from datetime import date

import orjson
import pytest

from schema.errors import CodedError
from schema.paging import PageArguments, mark_list, read_cursor, read_page, write_cursor
from store.catalog.orders import ORDERS, Sort
from store.catalog.pages import Page

MARK = mark_list("products", "DE", "de")
BY_POPULARITY = ORDERS[Sort.FEATURED].read_key
CURSOR = write_cursor(MARK, (900, 7))


def page(**arguments: int | str) -> Page:
    return read_page(PageArguments(**arguments), MARK, BY_POPULARITY, "en")  # type: ignore[arg-type]


def code(**arguments: int | str) -> str:
    with pytest.raises(CodedError) as caught:
        page(**arguments)
    return caught.value.code


def test_a_page_has_twenty_entries_unless_asked_otherwise() -> None:
    assert page() == Page(20)
    assert page(first=100) == Page(100)
    assert page(first=0) == Page(0)


def test_a_page_goes_on_after_a_cursor_or_back_before_one() -> None:
    assert page(first=5, after=CURSOR) == Page(5, edge=(900, 7))
    assert page(last=5, before=CURSOR) == Page(5, backward=True, edge=(900, 7))
    assert page(first=20, last=5) == Page(5, backward=True)


def test_a_page_of_more_than_a_hundred_is_refused() -> None:
    assert code(first=101) == "PAGE_TOO_LARGE"
    assert code(last=101) == "PAGE_TOO_LARGE"


def test_a_negative_page_and_one_in_both_directions_are_refused() -> None:
    assert code(first=-1) == "BAD_PAGE"
    assert code(first=5, before=CURSOR) == "BAD_PAGE"
    assert code(last=5, after=CURSOR) == "BAD_PAGE"


def test_a_cursor_of_another_list_is_refused() -> None:
    other = write_cursor(mark_list("products", "FR", "fr"), (900, 7))
    assert code(after=other) == "BAD_CURSOR"


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        "é",
        "A" * 3000,
        *(
            urlsafe_b64encode(orjson.dumps(said)).decode()
            for said in (
                None,
                MARK,
                [],
                [MARK],
                [MARK, 1],
                [MARK, "900", 7],
                [MARK, 900, 2**63],
                [MARK, 9, 7, 7],
            )
        ),
        urlsafe_b64encode(b"[" * 1000).decode(),
    ],
)
def test_a_forged_cursor_is_refused(forged: str) -> None:
    assert code(after=forged) == "BAD_CURSOR"


@pytest.mark.parametrize(
    ("sort", "value", "key"),
    [
        (Sort.FEATURED, 900, (900, 7)),
        (Sort.PRICE_ASC, 2400, (2400, 7)),
        (Sort.NEWEST, date(2026, 3, 1), (date(2026, 3, 1), 7)),
        (Sort.NEWEST, date.min, (date.min, 7)),
        (Sort.TITLE, "faust", ("faust", 7)),
    ],
)
def test_a_cursor_brings_back_the_key_it_was_made_of(
    sort: Sort, value: object, key: tuple[object, int]
) -> None:
    order = ORDERS[sort]
    cursor = write_cursor(MARK, (order.write(value), 7))
    assert read_cursor(cursor, MARK, order.read_key, "en") == key
