"""Which language a visitor gets, whatever the header says."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import accept_language, chain, choose

OFFERED = ("de", "en", "fr")


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("de", ("de",)),
        ("de-at, de;q=0.9, en;q=0.5", ("de-AT", "de", "en")),
        ("en;q=0.5, de-CH;q=0.8, fr;q=1.0", ("fr", "de-CH", "en")),
        ("en;q=0.333,de;q=0.34", ("de", "en")),
        ("fr, *;q=0.1", ("fr", "*")),
        ("fr, de;q=0", ("fr",)),
        (" de\t;\tq=0.5 ,\ten ", ("en", "de")),
        ("de;Q=0.5,en;Q=0.6", ("en", "de")),
        ("de, de;q=0.1, en", ("de", "en")),
    ],
)
def test_a_header_is_read_by_falling_preference(header: str, wanted: tuple[str, ...]) -> None:
    assert accept_language(header) == wanted


@pytest.mark.parametrize(
    "header",
    ["", ",", ",,,;;", "de_AT", "de;q=2", "de;q=-1", "de;q=nan", "de;q=1e9", "de;q=0.1234", "de;q",
     "de;level=1", "de;q=0.5;q=0.6", "\x00", "<script>", "de;q=\u0660", "d" * 5000, "de-" * 3000,
     ";q=1", "de;;q=1"],
)  # fmt: skip
def test_what_is_malformed_is_passed_over_and_the_rest_still_counts(header: str) -> None:
    assert accept_language(header) == ()
    assert accept_language(f"fr,{header}") == ("fr",)


def test_a_header_of_a_megabyte_costs_nothing_to_speak_of() -> None:
    began = time.perf_counter()
    assert accept_language("de," * 350_000) == ("de",)
    assert accept_language("q" * 1_000_000) == ()
    assert time.perf_counter() - began < 0.2


@given(st.text(max_size=300))
def test_no_header_is_an_error(header: str) -> None:
    assert choose(header, OFFERED) in {*OFFERED, None}


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (["de"], "de"),
        (["DE"], "de"),
        (["de-AT"], "de"),
        (["de-Latn-AT-1996"], "de"),
        (["ja", "fr-CA"], "fr"),
        (["ja"], None),
        ([], None),
        ("ja, en-GB;q=0.8", "en"),
        ("*", "de"),
        ("ja, *;q=0.5", "de"),
        ("*, de;q=0", "en"),
        ("de;q=0, de-AT", None),
        ("de-AT;q=0, de", "de"),
    ],
)
def test_a_wish_is_served_by_the_tag_or_a_shorter_one(wanted: list[str] | str, chosen: str | None) -> None:
    assert choose(wanted, OFFERED) == chosen


def test_a_wish_may_be_served_by_a_more_special_tag_of_the_same_script() -> None:
    assert choose(["pt"], ["pt-BR", "en"]) == "pt-BR"
    assert choose(["pt-PT"], ["en", "pt-BR"]) == "pt-BR"
    assert choose(["zh-Hans"], ["zh-Hant", "en"]) is None
    assert choose(["zh-Hant-HK"], ["zh-Hans", "zh-Hant"]) == "zh-Hant"


def test_what_is_chosen_is_spelt_as_it_was_offered() -> None:
    assert choose(["PT-br"], ["pt-BR"]) == "pt-BR"


def test_texts_fall_back_from_the_language_over_the_region_to_the_shop() -> None:
    assert chain("de-AT", ("de", "en")) == ("de-AT", "de", "en")
    assert chain("fr", ("de", "fr", "it")) == ("fr", "de", "en", "it")
    assert chain("ja", ("ja",), "de") == ("ja", "de")
    assert chain("zh-hant-tw", ()) == ("zh-Hant-TW", "zh-Hant", "zh", "en")
