"""The staff's schema: what happens behind the counter, every field behind a permission."""
