"""Answers kept until a fact in them changes, and not a moment longer."""

from api.cache.answers import AnswerCache, Kept, Life
from api.cache.changes import Changes

__all__ = ["AnswerCache", "Changes", "Kept", "Life"]
