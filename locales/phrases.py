"""Our own words in a shopper's language.

A message id is the English text itself, with `{named}` places: an unknown id says itself.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Protocol, cast

from locales.books import book, languages
from locales.dates import format_date
from locales.lists import format_list
from locales.measures import format_number
from locales.money import format_money
from locales.negotiation import SHOP_DEFAULT, choose
from locales.po import Book

_UNTOLD = "…"
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Amount(Protocol):
    """Anything that is an amount of money: whole minor units and a currency code."""

    @property
    def minor(self) -> int: ...
    @property
    def currency(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, with the number and date conventions of one country."""

    language: str
    """The language that is spoken: the one asked for, or what it fell back to."""
    country: str | None
    books: tuple[Book, ...]
    """Where a message id is looked up, in this order."""

    def say(self, message_id: str, /, **params: object) -> str:
        """The message in this language, its places filled.

        Numbers, dates, amounts of money and lists are written as the language writes them; text stays as
        it is (so pass a year as text). A place without a parameter is shown as `…`: so a rule's explanation
        can be told in general. A message that has plural forms takes the one of its parameter `count`.
        """
        count = params.get("count")
        return self._fill(self._find(message_id, count if isinstance(count, int) else 1), params)

    def say_plural(self, one: str, many: str, count: int, /, **params: object) -> str:
        """The message in the form that the number takes; `{count}` is filled with it."""
        unknown = one if count == 1 else many
        return self._fill(self._find(one, count, unknown), {**params, "count": count})

    def _find(self, message_id: str, count: int, unknown: str | None = None) -> str:
        for source in self.books:
            forms = source.forms.get(message_id)
            if forms:
                form = source.plural(abs(count)) if len(forms) > 1 else 0
                return forms[min(form, len(forms) - 1)]
        return message_id if unknown is None else unknown

    def _fill(self, text: str, params: dict[str, object]) -> str:
        if "{" not in text:
            return text
        return _PLACE.sub(
            lambda place: self._write(params[place[1]]) if place[1] in params else _UNTOLD, text
        )

    def _write(self, value: object) -> str:
        match value:
            case str() | bool():
                return str(value)
            case int() | Decimal():
                return format_number(value, self.language, self.country)
            case date() if not isinstance(value, datetime):
                return format_date(value, self.language, self.country)
            case list() | tuple():
                return format_list([self._write(item) for item in value], self.language, self.country)
            # isinstance would do if it weren't for Protocol, which takes ten times as long.
            case _ if hasattr(value, "minor") and hasattr(value, "currency"):
                amount = cast(Amount, value)
                return format_money(amount.minor, amount.currency, self.language, self.country)
            case _:
                return str(value)


@lru_cache(maxsize=1024)
def phrases(language: str, country: str | None = None) -> Phrases:
    """The phrases of a language (`de-AT` speaks `de`); English where we don't speak it."""
    spoken = choose([language], languages()) or SHOP_DEFAULT
    order = dict.fromkeys((spoken, SHOP_DEFAULT))
    return Phrases(spoken, country, tuple(book(tag) for tag in order))
