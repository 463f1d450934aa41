"""The counter's till: carts, checkout and orders."""
