"""Search: products for words in the shopper's language, within a bounded amount of work."""
