"""Reading .po text."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_reads

from locales.books import CATALOGUE, OWN
from locales.po import read_po

TEXT = """
# A translator's note
msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

#: regions/de.py
#, python-brace-format
msgid "Say \\"{name}\\""
msgstr "Powiedz \\"{name}\\"\\n"
"dwa razy \\\\ tu"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} dzień"
msgstr[1] "{count} dni"
msgstr[2] "{count} dni"

#, fuzzy, python-brace-format
msgid "uncertain"
msgstr "niepewne"

msgid "missing"
msgstr ""

msgctxt "verb"
msgid "Order"
msgstr "Zamów"

#~ msgid "left over"
#~ msgstr "stare"
"""


def test_messages_plurals_and_contexts_are_read() -> None:
    book = read_po(TEXT)
    assert book.forms == {
        'Say "{name}"': ('Powiedz "{name}"\ndwa razy \\ tu',),
        "{count} day": ("{count} dzień", "{count} dni", "{count} dni"),
        "verb\x04Order": ("Zamów",),
    }
    assert [book.plural(n) for n in (0, 1, 2, 5, 12, 22, 25)] == [2, 0, 1, 2, 2, 1, 2]


def test_a_file_without_a_rule_has_the_english_one_and_a_wrong_rule_is_refused() -> None:
    assert [read_po('msgid "a"\nmsgstr "b"').plural(n) for n in (0, 1, 2)] == [1, 0, 1]
    with pytest.raises(ValueError, match="plural"):
        read_po('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=import os;\\n"\n')


@pytest.mark.parametrize("path", sorted(OWN.glob(f"*/{CATALOGUE}")), ids=lambda path: path.parts[-3])
def test_our_own_files_are_read_as_babel_reads_them(path: Path) -> None:
    expected = {}
    for message in babel_reads(BytesIO(path.read_bytes())):
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            if all(forms):
                expected[one] = forms
    assert read_po(path.read_text(encoding="utf-8")).forms == expected
