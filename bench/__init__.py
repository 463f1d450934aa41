"""Measuring a running server from outside: imports nothing of the house."""
