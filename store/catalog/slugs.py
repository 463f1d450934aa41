"""Finding a thing by the name that it has in addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that has a slug in some language, or had it until it was retired."""

    id: int
    language: str
    retired_at: datetime | None = None


def choose_by_slug(candidates: Sequence[Candidate], chain: Sequence[str]) -> int | None:
    """The thing that is meant: by the first language of the chain, else the only one that has the slug.

    Slugs in use come before retired ones. Candidates are given the latest retired first, so that of several
    things that had a slug in one language the last one is meant.
    """
    current = [candidate for candidate in candidates if candidate.retired_at is None]
    retired = [candidate for candidate in candidates if candidate.retired_at is not None]
    for group in (current, retired):
        for language in chain:
            for candidate in group:
                if candidate.language == language:
                    return candidate.id
        if len({candidate.id for candidate in group}) == 1:
            return group[0].id
    return None
