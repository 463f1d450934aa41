"""What a load did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowError:
    """A line that was left out, and why."""

    line: int
    """Counted from 1, blank lines too."""
    code: str
    path: str
    message: str
    sku: str | None = None
    """Of the product, or the path of the category, where the line could be read so far."""

    def __str__(self) -> str:
        place = f" {self.path}:" if self.path else ""
        return f"line {self.line}: {self.code}{place} {self.message}"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Counts of lines by what became of them; what was loaded is committed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    categories: int = 0
    errors: tuple[RowError, ...] = ()
    lines: int = 0
    """Lines seen, blank ones too."""

    def __add__(self, other: "LoadReport") -> "LoadReport":
        return LoadReport(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.categories + other.categories,
            self.errors + other.errors,
            self.lines + other.lines,
        )
