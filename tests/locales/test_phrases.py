"""Our words in a shopper's language."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from locales.phrases import Phrases, phrases
from locales.po import read_po

GERMAN = read_po(
    'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} Tag"\nmsgstr[1] "{count} Tage"\n'
    'msgid "free from {amount}"\nmsgstr "frei ab {amount}"\n'
)
ENGLISH = read_po(
    'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} day"\nmsgstr[1] "{count} days"\n'
    'msgid "only English"\nmsgstr "only English"\n'
)
SPEAKER = Phrases("de", "AT", (GERMAN, ENGLISH))


@dataclass(frozen=True, slots=True)
class Euros:
    minor: int
    currency: str = "EUR"


def test_a_message_is_said_in_the_language_else_in_english_else_as_it_is() -> None:
    assert SPEAKER.say("free from {amount}", amount="39") == "frei ab 39"
    assert SPEAKER.say("only English") == "only English"
    assert SPEAKER.say("nobody knows {what}", what="this") == "nobody knows this"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Euros(3900), "€\xa039,00"),
        (1234567, "1.234.567"),
        (Decimal("2.50"), "2,5"),
        (date(2026, 11, 21), "21. November 2026"),
        (["CDs", "Bücher"], "CDs und Bücher"),
        ((Euros(100), 3), "€\xa01,00 und 3"),
        ("{amount} {other}", "{amount} {other}"),
        (True, "True"),
        (None, "None"),
        (datetime(2026, 11, 21, tzinfo=UTC), "2026-11-21 00:00:00+00:00"),
    ],
)
def test_a_parameter_is_written_as_the_language_and_country_write_it(value: object, written: str) -> None:
    assert SPEAKER.say("free from {amount}", amount=value) == f"frei ab {written}"


def test_a_place_without_a_parameter_is_left_open_and_a_parameter_without_a_place_is_ignored() -> None:
    assert SPEAKER.say("free from {amount}", fee=1) == "frei ab …"
    assert SPEAKER.say("{amount.__class__} {0} {}", amount=1) == "{amount.__class__} {0} {}"


def test_the_number_chooses_the_form() -> None:
    assert [SPEAKER.say_plural("{count} day", "{count} days", count) for count in (0, 1, 2)] == [
        "0 Tage",
        "1 Tag",
        "2 Tage",
    ]
    assert SPEAKER.say("{count} day", count=14) == "14 Tage"
    assert SPEAKER.say_plural("{count} parcel", "{count} parcels", 2) == "2 parcels"


def test_a_book_with_too_few_forms_says_its_last_one() -> None:
    polish = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\\n"\n\n'
    short = read_po(polish + 'msgid "{count} day"\nmsgstr[0] "{count} dzień"\nmsgstr[1] "{count} dni"\n')
    assert Phrases("pl", "PL", (short,)).say("{count} day", count=5) == "5 dni"


def test_a_country_speaks_its_language_and_an_unknown_language_speaks_english() -> None:
    assert phrases("de-AT").language == "de"
    assert phrases("DE").say("{price} per piece", price="1 €") == "1 € je Stück"
    assert phrases("tlh").language == "en"
    assert phrases("not a tag").say("{price} per piece", price="1 €") == "1 € per piece"
