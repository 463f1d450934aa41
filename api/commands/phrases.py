"""Keeping the phrase books: from a checkout, where the sources lie beside them."""

from pathlib import Path

from api.commands.console import Refused, say
from locales import catalogue

PHRASE_BOOKS = Path(catalogue.__file__).parent


def update_messages() -> None:
    """Bring messages.pot and every language in line with the sources."""
    catalogue.update(PHRASE_BOOKS, catalogue.extract())


def check_messages() -> None:
    """Raise Refused with a sentence for each fault."""
    faults = catalogue.check(PHRASE_BOOKS, catalogue.extract())
    if faults:
        raise Refused("\n".join(faults))


def add_messages(language: str) -> None:
    """Write an empty phrase book and say where."""
    try:
        written = catalogue.add_language(PHRASE_BOOKS, language, catalogue.extract())
    except FileExistsError as error:
        raise Refused(f"There is a phrase book for {language}: {error.filename}") from error
    say(f"Translate {written}; `comptoir messages check` says what is missing.")
