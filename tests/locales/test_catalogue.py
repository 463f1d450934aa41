"""Keeping the phrase books complete."""

from pathlib import Path

import pytest
from babel import Locale

from locales import books, catalogue, languages
from locales.po import read_po

SOURCE = """
from regions.words import N_, P_

MESSAGE = N_("Free from {amount}")
DAYS = P_("{count} day", "{count} days")


def tell(words):
    say("said to whoever runs the program")
    words.say(N_("Hello " "{name}"))
    return words.say(MESSAGE)
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A house with one room that says four things, and an English, a German and a Polish phrase book."""
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "product.py").write_text(SOURCE)
    found = catalogue.extract(tmp_path, ("schema",))
    for language in ("en", "de", "pl"):
        catalogue.add_language(tmp_path / "locales", language, found)
    catalogue.update(tmp_path / "locales", found)
    return tmp_path


def _faults(shop: Path) -> list[str]:
    return catalogue.check(shop / "locales", catalogue.extract(shop, ("schema",)))


def _rewrite(shop: Path, language: str, text: str, new: str) -> None:
    path = shop / "locales" / language / books.CATALOGUE
    before = path.read_text(encoding="utf-8")
    assert text in before
    path.write_text(before.replace(text, new), encoding="utf-8")


def _translate_german(shop: Path) -> None:
    for message, words in (
        ('"Free from {amount}"\nmsgstr ""', '"Free from {amount}"\nmsgstr "Frei ab {amount}"'),
        ('"Hello {name}"\nmsgstr ""', '"Hello {name}"\nmsgstr "Hallo {name}"'),
        ('s"\nmsgstr[0] ""\nmsgstr[1] ""', 's"\nmsgstr[0] "ein Tag"\nmsgstr[1] "{count} Tage"'),
    ):
        _rewrite(shop, "de", message, words)


def test_every_marker_is_found_where_it_stands(shop: Path) -> None:
    found = {message.id for message in catalogue.extract(shop, ("schema",)) if message.id}
    assert found == {
        "Free from {amount}",
        "Hello {name}",
        ("{count} day", "{count} days"),
    }
    template = (shop / "locales" / "messages.pot").read_text()
    assert "#: schema/product.py\n" in template
    assert "Date" not in template


def test_english_is_filled_in_and_nothing_else_is_guessed(shop: Path) -> None:
    (shop / "schema" / "cart.py").write_text('N_("New")\n')
    catalogue.update(shop / "locales", catalogue.extract(shop, ("schema",)))
    for language in ("de", "pl"):
        untranslated = [fault for fault in _faults(shop) if fault.startswith(f"{language}: ")]
        assert len(untranslated) == 4
    assert len(_faults(shop)) == 8
    english = read_po((shop / "locales" / "en" / books.CATALOGUE).read_text())
    assert english.forms["{count} day"] == ("{count} day", "{count} days")


def test_a_complete_translation_has_no_fault(shop: Path) -> None:
    assert "de: 'Hello {name}' is not translated" in _faults(shop)
    _translate_german(shop)
    assert [fault for fault in _faults(shop) if fault.startswith("de")] == []


@pytest.mark.parametrize(
    ("text", "new", "fault"),
    [
        ("Hallo {name}", "Hallo {nam}", "de: 'Hello {name}' has other places in 'Hallo {nam}'"),
        ("Hallo {name}", "Hallo", "de: 'Hello {name}' has other places in 'Hallo'"),
        ("Hallo {name}", "Hallo {name} ", "de: 'Hello {name}' has stray spaces or braces in 'Hallo {name} '"),
        ("Hallo {name}", "Hallo {name}{", "de: 'Hello {name}' has stray spaces or braces in 'Hallo {name}{'"),
        ("Hallo {name}", "", "de: 'Hello {name}' is not translated"),
        ("n != 1", "n > 1", "de: its plural rule should be `nplurals=2; plural=(n != 1);`"),
        ('msgid "Hello {name}"', 'msgid "Bye {name}"', "de: lacks 'Hello {name}'"),
        ('msgid "Hello {name}"', 'msgid "Bye {name}"', "de: has 'Bye {name}', which nothing uses"),
        (
            '#, python-brace-format\nmsgid "Hello',
            '#, python-brace-format, fuzzy\nmsgid "Hello',
            "de: 'Hello {name}' is fuzzy",
        ),
    ],
)
def test_each_fault_is_told_in_a_sentence(shop: Path, text: str, new: str, fault: str) -> None:
    _translate_german(shop)
    assert fault not in _faults(shop)
    _rewrite(shop, "de", text, new)
    assert fault in _faults(shop)


def test_a_new_message_makes_the_template_stale_until_the_next_update(shop: Path) -> None:
    (shop / "schema" / "cart.py").write_text('N_("New")\n')
    assert "messages.pot: not up to date; run `comptoir messages update`" in _faults(shop)
    catalogue.update(shop / "locales", catalogue.extract(shop, ("schema",)))
    assert [fault for fault in _faults(shop) if fault.startswith(("messages.pot", "en"))] == []
    assert "de: 'New' is not translated" in _faults(shop)


def test_a_percent_sign_that_tools_would_take_for_a_place_is_refused_in_an_id(shop: Path) -> None:
    (shop / "schema" / "cart.py").write_text('N_("5 %.")\nN_("5 % off")\n')
    assert [fault for fault in _faults(shop) if fault.startswith("source")] == [
        "source: '5 % off' has a % that tools take for a place; write per cent"
    ]


def test_a_place_is_written_in_lower_case(shop: Path) -> None:
    (shop / "schema" / "cart.py").write_text('N_("{maxAge} {ok_1}")\nN_("{fine}")\n')
    assert [fault for fault in _faults(shop) if fault.startswith("source")] == [
        "source: '{maxAge} {ok_1}' has braces that are no place; a place is {lower_case}"
    ]


def test_a_message_that_nothing_uses_any_more_goes(shop: Path) -> None:
    (shop / "schema" / "product.py").write_text(SOURCE.replace("Hello", "Good morning"))
    catalogue.update(shop / "locales", catalogue.extract(shop, ("schema",)))
    assert "Hello" not in (shop / "locales" / "de" / books.CATALOGUE).read_text()


def test_a_language_is_added_once(shop: Path) -> None:
    found = catalogue.extract(shop, ("schema",))
    path = catalogue.add_language(shop / "locales", "pt-BR", found)
    assert path == shop / "locales" / "pt_BR" / "LC_MESSAGES" / "messages.po"
    with pytest.raises(FileExistsError):
        catalogue.add_language(shop / "locales", "pt-BR", found)


def test_our_phrase_books_are_complete() -> None:
    assert catalogue.check(books.OWN, catalogue.extract()) == []


@pytest.mark.parametrize("language", languages())
def test_plural_rules_group_numbers_as_cldr_does(language: str) -> None:
    ours, cldr = books.book(language).plural, Locale.parse(language).plural_form
    if language == "pt":
        cldr = Locale.parse("pt_PT").plural_form
    groups = {(ours(count), cldr(count)) for count in range(1000)}
    assert len(groups) == len({form for form, _ in groups}) == len({name for _, name in groups})
