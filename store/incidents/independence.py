"""How many reports are independent: no two of them by one person or from one address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Witness:
    """Who reported: the account and the address of the mail, as far as they are known; where it was sent."""

    customer: int | None
    email: str | None
    address: str

    def marks(self) -> Iterator[tuple[str, object]]:
        """What tells a person from others: whoever shares one with somebody is taken for the same."""
        if self.customer is not None:
            yield "customer", self.customer
        if self.email is not None:
            yield "email", self.email


def count_independent(witnesses: Sequence[Witness]) -> int:
    """The most reports of which no two share a person or an address. An order belongs to one person.

    It is a matching between persons and addresses: each person takes an address, and whoever has it already
    moves on to another one if there is one.
    """
    addresses: dict[int, list[str]] = {}
    for person, witness in zip(_persons(witnesses), witnesses, strict=True):
        addresses.setdefault(person, []).append(witness.address)
    taken: dict[str, int] = {}
    return sum(_place(person, addresses, taken, set()) for person in addresses)


def _persons(witnesses: Sequence[Witness]) -> list[int]:
    """The person of each report: the place of the first one that shares a mark with it, over any number."""
    persons = list(range(len(witnesses)))
    first: dict[tuple[str, object], int] = {}
    for place, witness in enumerate(witnesses):
        for mark in witness.marks():
            other = persons[first.setdefault(mark, place)]
            mine = persons[place]
            persons = [min(other, mine) if person in (other, mine) else person for person in persons]
    return persons


def _place(
    person: int, addresses: Mapping[int, Sequence[str]], taken: dict[str, int], seen: set[str]
) -> bool:
    for address in addresses[person]:
        if address in seen:
            continue
        seen.add(address)
        if address not in taken or _place(taken[address], addresses, taken, seen):
            taken[address] = person
            return True
    return False
