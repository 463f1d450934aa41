"""Compiles a validated document into one function. Knows nothing of the shop."""

from schema.plan.caching import cacheable
from schema.plan.limits import Limits
from schema.plan.planned import Answer, PlannedSchema
from schema.plan.registry import Prepared, Registry
from schema.plan.setwise import setwise
from schema.plan.wanted import Wanted, wanted

__all__ = [
    "Answer",
    "Limits",
    "PlannedSchema",
    "Prepared",
    "Registry",
    "Wanted",
    "cacheable",
    "setwise",
    "wanted",
]
