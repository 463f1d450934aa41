"""Where the phrase books are."""

from pathlib import Path

import pytest

from locales import languages, phrases
from locales.books import OWN, book, folders


def test_our_own_words_are_in_eleven_languages() -> None:
    assert languages() == ("de", "el", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv")
    assert folders() == (OWN,)


def test_an_installed_market_brings_phrases_and_languages_without_its_code_being_run(
    danish_market: Path,
) -> None:
    assert folders() == (OWN, danish_market)
    assert "da" in languages()
    assert phrases("de").say("Danish law") == "Dänisches Recht"
    assert phrases("da").say("{price} per piece", price="2 kr.") == "2 kr. stykket"


def test_an_installed_market_cannot_reword_ours(danish_market: Path) -> None:
    assert (danish_market / "de").is_dir()
    assert phrases("de").say("{price} per piece", price="2 €") == "2 € je Stück"


def test_a_language_that_nobody_brings_has_no_book() -> None:
    with pytest.raises(KeyError):
        book("da")
