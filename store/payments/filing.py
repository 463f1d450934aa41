"""Payment on file: what a provider keeps of a customer's, of which we know only how the provider calls it."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class OnFile:
    """What a provider keeps: its names for it and for the customer, and what the customer knows it by."""

    reference: str
    payer: str
    label: str


class NotKept(Exception):
    """The provider refuses to keep this."""


@runtime_checkable
class Keeping(Protocol):
    """A provider that keeps means of payment. Any call may raise ProviderSilent."""

    async def keep(self, customer: int, known_as: str | None, token: str) -> OnFile:
        """Keep what a token stands for, for a customer whom the provider may know already. Raises NotKept."""

    async def forget(self, reference: str, /) -> None:
        """Keep it no longer; harmless to repeat."""
