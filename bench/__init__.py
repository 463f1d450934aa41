"""The bench: measures the house, and is no part of it."""
