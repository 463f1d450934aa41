"""An installed market that brings its own words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from locales import books
from locales.phrases import phrases

_HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def _forget() -> None:
    for cached in (books.folders, books.languages, books.book, phrases):
        cached.cache_clear()


@pytest.fixture
def danish_market(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A distribution with a market of the group `comptoir.regions` and phrase books in German and Danish."""
    information = tmp_path / "market_dk-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: market-dk\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text("[comptoir.regions]\nDK = market_dk.market:LAW\n")
    (tmp_path / "market_dk").mkdir()
    (tmp_path / "market_dk" / "__init__.py").write_text("raise RuntimeError('words need no code')\n")
    for language, ours, own in (
        ("da", "{price} stykket", "Danske regler"),
        ("de", "falsch", "Dänisches Recht"),
    ):
        path = tmp_path / "market_dk" / "locales" / language / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True)
        text = f'msgid "{{price}} per piece"\nmsgstr "{ours}"\n\nmsgid "Danish law"\nmsgstr "{own}"\n'
        path.write_text(_HEADER + text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    _forget()
    yield tmp_path / "market_dk" / "locales"
    monkeypatch.undo()
    _forget()
