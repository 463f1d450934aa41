"""Carts: what somebody is about to buy, changed by one writer at a time."""
