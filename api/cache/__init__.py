"""Answers kept until a fact in them changes, and not a moment longer."""

from api.cache.answers import AnswerCache
from api.cache.changes import Changes
from api.cache.kept import Kept, Life

__all__ = ["AnswerCache", "Changes", "Kept", "Life"]
