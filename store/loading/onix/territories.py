"""Where something holds: countries by name, or the world but for some."""

from dataclasses import dataclass

from store.loading.onix.blocks import Block

WORLD = frozenset({"WORLD", "ROW", "ECZ"})
"""Regions (list 49) that aren't parts of a country. What is for the euro zone is in euros anyway."""


@dataclass(frozen=True, slots=True)
class Territory:
    """Countries that are named, and whether all others belong to it but those excluded."""

    named: frozenset[str] = frozenset()
    world: bool = True
    excluded: frozenset[str] = frozenset()

    def covers(self, country: str) -> bool:
        """Whether it holds in a country."""
        return country in self.named or (self.world and country not in self.excluded)


EVERYWHERE = Territory()


def read_territory(block: Block | None) -> Territory | None:
    """What a `Territory` says, None without one. Parts of countries are passed over."""
    if block is None:
        return None
    regions = frozenset(" ".join(block.texts("RegionsIncluded")).split())
    return Territory(
        frozenset((block.text("CountriesIncluded") or "").split()),
        bool(regions & WORLD),
        frozenset((block.text("CountriesExcluded") or "").split()),
    )
