"""Reviews at the counter: read with their products, written by customers."""
