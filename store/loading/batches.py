"""Cutting a stream of lines into batches that can be written at once."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regions.reading import BadInput
from store.loading.reading import read_row
from store.loading.report import RowError
from store.loading.rows import BadRow, CategoryRow, ProductRow, Row
from store.markets import Ground

BATCH = 200
"""Rows to a transaction: enough to share its statements, few enough to lose little when it fails."""


@dataclass(slots=True)
class Batch:
    """Rows of one sort, no two about the same thing, and the refusals of the lines between them."""

    rows: dict[str, tuple[int, Row]] = field(default_factory=dict)
    """Line and row by SKU or path."""
    errors: list[RowError] = field(default_factory=list)
    lines: int = 0

    @property
    def is_full(self) -> bool:
        """Whether it is time to write it."""
        return len(self.rows) >= BATCH or self.lines >= 10 * BATCH

    def fits(self, row: Row) -> bool:
        """Whether `row` can be written together with what is there."""
        if name_of(row) in self.rows:
            return False
        return all(type(other) is type(row) for _, other in self.rows.values())


def batches(lines: Iterable[bytes | str], ground: Ground) -> Iterator[Batch]:
    """`lines` read and grouped, in order; blank ones are counted and passed over, as is a byte order mark."""
    batch = Batch()
    for number, line in enumerate(map(_encoded, lines), start=1):
        row = _read(number, line.removeprefix(BOM_UTF8) if number == 1 else line, ground)
        if isinstance(row, CategoryRow | ProductRow) and not batch.fits(row):
            yield batch
            batch = Batch()
        batch.lines += 1
        if isinstance(row, RowError):
            batch.errors.append(row)
        elif row is not None:
            batch.rows[name_of(row)] = number, row
        if batch.is_full:
            yield batch
            batch = Batch()
    if batch.lines:
        yield batch


def name_of(row: Row) -> str:
    """A product's SKU, a category's path."""
    return row.path if isinstance(row, CategoryRow) else row.sku


def _encoded(line: bytes | str) -> bytes:
    return line.encode(errors="surrogatepass") if isinstance(line, str) else line


def _read(number: int, line: bytes, ground: Ground) -> Row | RowError | None:
    if not line.strip():
        return None
    try:
        return read_row(line, ground)
    except BadInput as refusal:
        return RowError(number, "BAD_INPUT", refusal.path, refusal.problem)
    except BadRow as refusal:
        return RowError(number, refusal.code, refusal.path, refusal.message)
