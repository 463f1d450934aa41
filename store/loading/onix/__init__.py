"""Loading ONIX 3.0 for Books; docs/onix.md says what is read and what is passed over."""

from store.loading.onix.load import load_onix
from store.loading.onix.report import Fault, OnixReport

__all__ = ["Fault", "OnixReport", "load_onix"]
