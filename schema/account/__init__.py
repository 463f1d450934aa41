"""Signing in, and what a customer keeps with the shop."""
