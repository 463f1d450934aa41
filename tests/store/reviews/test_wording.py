"""The words of a review."""

import pytest

from store.reviews.wording import digest_of, has_contact, has_link, tidy_line, tidy_text


def test_a_title_is_one_visible_line() -> None:
    assert tidy_line("  Sehr\u202e gut\x00,\r\n wirklich\u200b ") == "Sehr gut, wirklich"


def test_a_body_is_composed_and_keeps_its_paragraphs() -> None:
    assert tidy_text("Cafe\u0301  noir\t!\r\n\r\n\n\n\nEnde \x07") == "Café noir !\n\nEnde"
    assert tidy_text("\u0928\u094d\u200d\u092f 👩\u200d🚒") == "\u0928\u094d\u200d\u092f 👩\u200d🚒"


@pytest.mark.parametrize(
    "text",
    [
        "see https://a.b",
        "WWW.shop",
        "\uff45\uff56\uff49\uff4c\uff0e\uff43\uff4f\uff4d",
        "go to evil-shop.net now",
        "abc.ru/x",
        "evil-shop (dot) net",
        "boutique [point] com",
    ],
)
def test_links_are_found(text: str) -> None:
    assert has_link(text)


@pytest.mark.parametrize(
    "text", ["It was good.It came late", "1.5 stars", "and/or", "Dr.Faust", "net of tax", "(point) taken"]
)
def test_ordinary_text_has_no_link(text: str) -> None:
    assert not has_link(text)


@pytest.mark.parametrize(
    "text",
    [
        "me@example.org",
        "me (at) example.org",
        "me (at) shop [punkt] de",
        "+49 30 1234567",
        "call 0151-23456789",
    ],
)
def test_contact_data_is_found(text: str) -> None:
    assert has_contact(text)


@pytest.mark.parametrize("text", ["ISBN 978-3-16-148410-0", "1.200 pages in 2024", "10/10", "21.11.2026"])
def test_ordinary_numbers_are_no_contact_data(text: str) -> None:
    assert not has_contact(text)


def test_the_same_text_is_known_again() -> None:
    text = "The very best that I have ever had in my life, no doubt"
    assert digest_of(text) == digest_of(text.upper() + " !!!") != digest_of(text + " at all")
    assert digest_of("Great book!") is None
