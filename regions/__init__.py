"""The law book: what things cost, and why. Pure; no database, network, clock or framework.

``API`` is the version of the surface that plug-ins import: it grows by one when something in it changes its
meaning. ``regions.lawbook`` reads the installed markets, ``regions.engine`` quotes.
"""

API = 1

__all__ = ["API"]
