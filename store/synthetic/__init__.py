"""A catalogue of any size for measurements: plausible, deterministic, and true to every rule of the store."""

from store.synthetic.load import SyntheticThere, load_synthetic

__all__ = ["SyntheticThere", "load_synthetic"]
