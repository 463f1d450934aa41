"""The catalogue as a shopper reads it: set-wise, in a fixed number of statements, as plain frozen values."""
