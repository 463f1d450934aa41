"""Loading and exporting the catalogue as JSON Lines; docs/loading.md has the format."""

from store.loading.export import export
from store.loading.load import load
from store.loading.report import LoadReport, RowError

__all__ = ["LoadReport", "RowError", "export", "load"]
