from datetime import date
from typing import Any

import pytest

from regions.lawbook import lawbook
from regions.sheet import fact_sheet


def sheet(country: str, on: date = date(2027, 1, 10)) -> dict[str, Any]:
    book = lawbook()
    return fact_sheet(book.laws[country], book.storefronts.get(country), on)


def test_the_french_sheet_tells_the_soldes_of_the_year() -> None:
    assert sheet("FR", date(2026, 11, 21))["sales_periods"] == [
        {"from": "2026-01-07", "until": "2026-02-03"},
        {"from": "2026-06-24", "until": "2026-07-21"},
    ]
    assert sheet("DE")["sales_periods"] == []


@pytest.mark.parametrize(
    ("country", "button", "note"),
    [
        ("DE", "Zahlungspflichtig bestellen", "inkl. MwSt., zzgl. Versandkosten"),
        ("AT", "Zahlungspflichtig bestellen", "inkl. USt., zzgl. Versandkosten"),
        ("FR", "Commande avec obligation de paiement", "TTC, hors frais de livraison"),
        ("IE", "Order with obligation to pay", "incl. VAT, plus delivery"),
        ("GB", "Order with obligation to pay", "incl. VAT, plus delivery"),
        ("SE", "Beställning med betalningsskyldighet", "inkl. moms, exkl. frakt"),
        ("JP", None, "税込"),
        ("US", None, "plus tax"),
    ],
)
def test_the_words_that_the_law_prescribes_are_told(country: str, button: str | None, note: str) -> None:
    told = sheet(country)
    assert (told["order_button"], told["tax_note"]) == (button, note)


def test_the_flags_are_told_with_their_defaults() -> None:
    assert sheet("FR")["flags"] == {
        "fr_delivery_minimum": True,
        "fr_used_only_order_exempt": True,
        "fr_locker_exempt": False,
        "fr_bookshop_pickup_requires_counter": True,
        "fr_audiobooks_bound": False,
        "kinds_by_statute": False,
    }
    assert sheet("DE")["flags"] == {"de_alcohol_age_by_post": True, "kinds_by_statute": False}
    assert sheet("LU")["flags"] == {"kinds_by_statute": False}
    assert sheet("BR")["flags"] == {"br_book_price_bill": False}


@pytest.mark.parametrize(
    ("country", "months"),
    [("DE", 24), ("ES", 36), ("PT", 36), ("SE", 36), ("GB", 72), ("BR", 3), ("US", None), ("LU", 24)],
)
def test_the_guarantee_is_told_in_months(country: str, months: int | None) -> None:
    assert sheet(country)["guarantee_months"] == months


def test_the_withdrawal_function_is_told_from_its_day_on() -> None:
    assert sheet("DE", date(2026, 6, 18))["withdrawal_function"] is None
    labels = sheet("DE", date(2026, 6, 19))["withdrawal_function"]
    assert next(iter(labels.items())) == ("de", ("Vertrag widerrufen", "Widerruf bestätigen"))


def test_rates_are_those_of_the_day() -> None:
    assert sheet("AT", date(2026, 6, 30))["tax"]["kinds"]["STAPLE_FOOD"] == "0.1"
    assert sheet("AT", date(2026, 7, 1))["tax"]["kinds"]["STAPLE_FOOD"] == "0.049"


def test_kinds_that_were_not_looked_up_are_marked_as_assumed_beside_what_a_statute_says() -> None:
    german = sheet("DE")["tax"]
    assert {"MAGAZINE", "SHEET_MUSIC", "GAME"} <= set(german["assumed"])
    assert not {"BOOK", "MUSIC_DISC", "FOOD", "OTHER"} & set(german["assumed"])
    assert german["by_statute"] == {"AUDIOBOOK_DISC": "0.07", "MAGAZINE": "0.07", "NEWSPAPER": "0.07"}
    assert sheet("DE", date(2014, 12, 31))["tax"]["by_statute"]["AUDIOBOOK_DISC"] == "0.19"
    assert sheet("LU")["tax"]["kinds"] == {}
    assert sheet("LU")["tax"]["by_statute"]["BOOK"] == "0.03"
    assert sheet("RO", date(2025, 7, 31))["tax"]["by_statute"]["EBOOK"] == "0.05"
    assert sheet("RO", date(2025, 8, 1))["tax"]["by_statute"]["EBOOK"] == "0.11"


def test_deposits_are_told_with_what_they_are_on() -> None:
    def told(country: str, on: date) -> list[tuple[Any, ...]]:
        deposits = sheet(country, on)["deposits"]
        return [(each["amount"], each["packagings"], len(each["spared"])) for each in deposits]

    one_way = ("0.25", ["CAN", "GLASS_BOTTLE", "OTHER", "PLASTIC_BOTTLE"], 6)
    in_2022 = [one_way, ("0.25", ["CAN"], 0), ("0.25", ["PLASTIC_BOTTLE"], 2)]
    assert told("DE", date(2021, 12, 31)) == [one_way]
    assert told("DE", date(2023, 12, 31)) == in_2022
    assert told("DE", date(2024, 1, 1)) == [*in_2022, ("0.25", ["PLASTIC_BOTTLE"], 1)]
    assert told("FR", date(2026, 11, 21)) == []


def test_who_was_not_informed_of_the_right_to_withdraw_has_longer() -> None:
    german = sheet("DE")["withdrawal"]["if_uninformed"]
    assert (german["months"], german["legal_basis"]) == (12, "BGB § 356 (3)")
    assert sheet("BR")["withdrawal"]["if_uninformed"] is None


def test_territories_tell_their_own_taxes() -> None:
    told = {part["code"]: part for part in sheet("FR")["territories"]}
    assert told["FR-CORSICA"]["tax"]["kinds"]["BOOK"] == "0.021"
    assert (told["FR-OUTSIDE"]["outside"], told["FR-OUTSIDE"]["tax"]) == (True, {})


def test_a_bill_is_shown_with_the_flag_that_keeps_it() -> None:
    (bill,) = sheet("BR")["price_laws"]
    assert (bill["code"], bill["rank"], bill["only_with"]) == (
        "BR_BOOK_PRICE",
        "MERCHANT",
        "br_book_price_bill",
    )
    assert sheet("DE")["price_laws"][0]["only_with"] is None


def test_every_word_can_be_said_in_another_language() -> None:
    book = lawbook()
    told = fact_sheet(book.laws["FR"], book.storefronts["FR"], date(2027, 1, 10), lambda text: f"<{text}>")
    assert told["storefront"]["name"] == "<France>"
    assert told["price_laws"][0]["title"] == "<Fixed book price>"


def test_every_law_has_a_sheet() -> None:
    for country in lawbook().laws:
        assert sheet(country)["country"] == country
