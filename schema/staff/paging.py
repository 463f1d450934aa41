"""Lists that are only read forwards, by the numbers of their rows."""

from collections.abc import Sequence

from schema.connection import PageInfo
from store.catalog.pages import SortKey


def read_number(values: Sequence[object]) -> SortKey:
    """The number in a cursor. ValueError for anything else."""
    match values:
        case [int(number)] if number >= 0:
            return (number,)
    raise ValueError("not a row's number")


def one_way(cursors: Sequence[str], *, more: bool, later: bool) -> PageInfo:
    """Where a page with these cursors lies: whether ``more`` follow, and whether it is a ``later`` one."""
    return PageInfo(
        has_next_page=more,
        has_previous_page=later,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )
