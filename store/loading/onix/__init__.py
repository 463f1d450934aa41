"""Loading ONIX 3.0 for Books; docs/onix.md says what is read and what is passed over."""

from store.loading.onix.load import load_onix
from store.loading.onix.report import Fault, OnixReport
from store.loading.onix.subjects import BadTable, Table, read_table, subject_table

__all__ = ["BadTable", "Fault", "OnixReport", "Table", "load_onix", "read_table", "subject_table"]
