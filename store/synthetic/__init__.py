"""A catalogue of any size for measurements: plausible, deterministic, and true to every rule of the store."""

from store.synthetic.load import SyntheticThere, load_synthetic
from store.synthetic.reviews import add_synthetic_reviews

__all__ = ["SyntheticThere", "add_synthetic_reviews", "load_synthetic"]
