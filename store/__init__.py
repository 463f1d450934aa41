"""The stockroom and the till: the only room with a database."""
