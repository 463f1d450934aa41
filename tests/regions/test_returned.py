import json
from pathlib import Path
from typing import Any

import pytest

from regions.lawbook import lawbook
from regions.reading import BadInput
from regions.returned import answer_aftersale, read_aftersales

QUESTION: dict[str, Any] = {
    "destination": "FR",
    "placed_at": "2026-11-01",
    "on": "2026-11-10",
    "received": ["2026-11-03"],
    "lines": [{"sku": "novel", "quantity": 1, "price": "20.00", "facts": {"kind": "BOOK"}}],
    "delivery": {"paid": "7.90", "standard": "3.90"},
    "withdraw": "ALL",
}


EXAMPLES = json.loads(Path(__file__).with_name("aftersales.json").read_text(encoding="utf-8"))


def answer(**changes: Any) -> dict[str, Any]:
    return answer_aftersale(read_aftersales(QUESTION | changes)[0], lawbook())


def test_an_order_that_goes_back_whole() -> None:
    assert answer() == {
        "withdrawal": {
            "until": "2026-11-17",
            "function": {
                "shown": True,
                "labels": ["renoncer au contrat ici", "confirmer la rétractation"],
            },
            "lines": [{"sku": "novel", "possible": True, "reason": None}],
        },
        "refund": "23.90",
        "guarantee_months": 24,
    }


def test_where_there_is_no_right_nothing_is_paid_back() -> None:
    told = answer(destination={"country": "US", "subdivision": "TX"})
    assert told == {
        "withdrawal": {
            "until": None,
            "function": {"shown": False, "labels": []},
            "lines": [{"sku": "novel", "possible": False, "reason": "NO_STATUTORY_RIGHT"}],
        },
        "refund": "0.00",
        "guarantee_months": None,
    }


def test_amounts_without_minor_units_stay_whole() -> None:
    line = {"sku": "novel", "quantity": 2, "price": "1800", "facts": {"kind": "BOOK"}}
    yen = {"paid": "410", "standard": "410"}
    told = answer(destination="JP", lines=[line], delivery=yen, returns_policy_stated=False)
    assert told["refund"] == "4010"


def test_a_list_is_answered_in_its_order() -> None:
    sales = read_aftersales([QUESTION, QUESTION | {"destination": "ES"}])
    assert [answer_aftersale(sale, lawbook())["guarantee_months"] for sale in sales] == [24, 36]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"destinatoin": "FR"}, "[0].destinatoin: unknown field"),
        ({"destination": "XX"}, '[0].destination: expected a country code such as "DE"'),
        ({"received": ["3 Nov"]}, '[0].received[0]: "3 Nov" is not a date such as 2026-11-21'),
        ({"withdraw": "SOME"}, '[0].withdraw: expected "ALL" or a list of SKUs'),
        ({"withdraw": ["cd"]}, '[0].withdraw[0]: "cd" is no line of the sale'),
        ({"informed": "no"}, '[0].informed: "no" is not a date such as 2026-11-21'),
        ({"informed": 0}, "[0].informed: expected a date such as 2026-11-21, not a number"),
        ({"lines": []}, "[0].lines: a sale needs one line at least"),
        (
            {"delivery": {"paid": 7.9}},
            '[0].delivery.paid: expected a decimal string such as "24.00", not a number',
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_path(changes: dict[str, Any], sentence: str) -> None:
    assert read_aftersales([QUESTION])
    with pytest.raises(BadInput) as refused:
        read_aftersales([QUESTION | changes])
    assert str(refused.value) == sentence


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in EXAMPLES])
def test_the_period_depends_on_when_the_buyer_was_informed(row: dict[str, Any]) -> None:
    assert answer(**row["case"])["withdrawal"]["until"] == row["until"], row["says"]


def test_while_the_longer_period_lasts_everything_goes_back_and_the_function_is_shown() -> None:
    told = answer(informed=False, on="2027-11-17")
    assert (told["withdrawal"]["lines"][0]["possible"], told["refund"]) == (True, "23.90")
    assert told["withdrawal"]["function"]["shown"]
    over = answer(informed=False, on="2027-11-18")
    assert over["withdrawal"]["lines"][0]["reason"] == "PERIOD_OVER"
    assert not over["withdrawal"]["function"]["shown"]
