"""Pages of a list: what a client may ask, and the cursors that lead from one page to the next.

A cursor holds the sort key of its row, so that the next page costs what the first one did, and a mark of the
list that it was cut from: in another region, language, filter or order it is refused instead of misread.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2s

import orjson

from regions.words import N_
from schema.errors import CodedError, ErrorCode, refusal
from store.catalog.pages import Page, SortKey

ReadKey = Callable[[Sequence[object]], SortKey]

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
LONGEST_CURSOR = 2_000


@dataclass(frozen=True, slots=True)
class PageArguments:
    """The four arguments of a Relay connection, as a client gave them."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


def read_page(asked: PageArguments, mark: str, read_key: ReadKey, language: str) -> Page:
    """The page that is asked for of the list with this mark; forwards, or backwards where `last` is given.

    `read_key` makes a sort key of a cursor's values and raises ValueError for one that no row can have.

    Refuses a size below 0 (BAD_PAGE) or above 100 (PAGE_TOO_LARGE), arguments of both directions at once
    (BAD_PAGE) and a cursor of another list (BAD_CURSOR).
    """
    backward = asked.last is not None
    cursor, stray = (asked.before, asked.after) if backward else (asked.after, asked.before)
    if stray is not None:
        message = N_("Page with “first” and “after”, or with “last” and “before”, not with both.")
        raise refusal(ErrorCode.BAD_PAGE, language, message)
    size = asked.last if backward else asked.first
    size = DEFAULT_SIZE if size is None else size
    if size < 0:
        message = N_("A page can't have {size} entries.")
        raise refusal(ErrorCode.BAD_PAGE, language, message, size=size)
    if size > LARGEST_SIZE:
        message = N_("A page has at most {largest} entries; {size} were asked for.")
        raise refusal(ErrorCode.PAGE_TOO_LARGE, language, message, size=size, largest=LARGEST_SIZE)
    return Page(size, backward, None if cursor is None else read_cursor(cursor, mark, read_key, language))


def mark_list(*parts: object) -> str:
    """A short mark of everything that decides which rows a list has and in which order."""
    return blake2s(orjson.dumps(parts, default=str), digest_size=8).hexdigest()


def write_cursor(mark: str, key: SortKey) -> str:
    """The cursor of a row with this sort key, as plain values, in the list with this mark."""
    return urlsafe_b64encode(orjson.dumps([mark, *key])).decode().rstrip("=")


def read_cursor(text: str, mark: str, read_key: ReadKey, language: str) -> SortKey:
    """The sort key in a cursor; refuses a malformed cursor and one of another list (BAD_CURSOR)."""
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError("longer than any cursor")
        found = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(found, list) or found[:1] != [mark]:
            raise ValueError("a cursor of another list")
        return read_key(found[1:])
    except ValueError:
        raise _bad_cursor(language) from None


def _bad_cursor(language: str) -> CodedError:
    message = N_("This cursor is damaged or belongs to another list, region or language. Start without it.")
    return refusal(ErrorCode.BAD_CURSOR, language, message)
