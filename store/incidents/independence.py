"""How many reports are independent: no two of them by one customer or from one address."""

from collections.abc import Mapping, Sequence


def count_independent(reports: Sequence[tuple[int, str]]) -> int:
    """The most (customer, address) pairs that share neither. An order belongs to one customer.

    It is a matching between customers and addresses: each customer takes an address, and whoever has it
    already moves on to another one if there is one.
    """
    addresses: dict[int, list[str]] = {}
    for customer, address in reports:
        addresses.setdefault(customer, []).append(address)
    taken: dict[str, int] = {}
    return sum(_place(customer, addresses, taken, set()) for customer in addresses)


def _place(
    customer: int, addresses: Mapping[int, Sequence[str]], taken: dict[str, int], seen: set[str]
) -> bool:
    for address in addresses[customer]:
        if address in seen:
            continue
        seen.add(address)
        if address not in taken or _place(taken[address], addresses, taken, seen):
            taken[address] = customer
            return True
    return False
