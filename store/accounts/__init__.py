"""Accounts: passwords, tokens, sessions and what is throttled around them."""
