"""Language tags: what is well-formed, and how they are written."""

import pytest

from locales.tags import canonical, is_tag, truncations


@pytest.mark.parametrize(
    "tag",
    [
        "de", "de-AT", "zh-Hant", "zh-Hant-TW", "es-419", "sl-rozaj-biske", "de-1996", "de-CH-1901",
        "zh-yue-HK", "en-u-ca-buddhist", "en-a-bbb-x-a-ccc", "x-pig-latin", "i-klingon", "en-GB-oed", "tlh",
        "DE-at", "ast",
    ],
)  # fmt: skip
def test_a_well_formed_tag_is_a_tag_whether_or_not_anyone_serves_it(tag: str) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize(
    "text",
    [
        "", "d", "-", "de-", "-de", "de--AT", "de_AT", "de AT", "deutschland", "*", "12", "de-A", "x", "x-",
        "a-DE", "de-u", "dé", "de\n", " de", "de-\uff21\uff34", "de;q=1", "de,en", "de-AT-DE-Latn", "../de",
        "de\0",
    ],
)  # fmt: skip
def test_a_malformed_tag_is_none(text: str) -> None:
    assert not is_tag(text)


def test_a_tag_of_more_than_a_hundred_characters_is_not_looked_at() -> None:
    assert is_tag("de" + "-abcdefgh" * 10)
    assert not is_tag("de" + "-abcdefgh" * 11)


@pytest.mark.parametrize(
    ("tag", "usual"),
    [
        ("DE", "de"), ("de-at", "de-AT"), ("ZH-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"),
        ("de-1996", "de-1996"), ("EN-u-CA-gregory", "en-u-ca-gregory"), ("sl-ROZAJ", "sl-rozaj"),
    ],
)  # fmt: skip
def test_a_tag_has_one_usual_spelling(tag: str, usual: str) -> None:
    assert canonical(tag) == usual


def test_a_tag_is_shortened_from_its_end_and_single_letters_go_with_what_they_open() -> None:
    assert truncations("zh-Hant-TW") == ("zh-Hant-TW", "zh-Hant", "zh")
    assert truncations("en-u-ca-buddhist") == ("en-u-ca-buddhist", "en-u-ca", "en")
