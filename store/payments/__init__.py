"""Being paid: what the shop asks of any provider, and the providers that are built in."""
