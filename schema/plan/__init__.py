"""Compiles a validated document into one function. Knows nothing of the shop."""

from schema.plan.setwise import setwise
from schema.plan.wanted import Wanted, wanted

__all__ = ["Wanted", "setwise", "wanted"]
