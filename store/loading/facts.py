"""Facts of a variant: read strictly, and refused when they contradict each other."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from regions.deposits import lawful_deposit
from regions.facts import Binding, Item, item_from_json, item_to_json
from regions.money import to_decimal
from regions.pricelaw import PriceLaw
from regions.region import Law
from store.loading.fields import Reader
from store.loading.rows import BadRow


def read_facts(laws: Mapping[str, Law]) -> Reader[dict[str, Any]]:
    """A reader of facts, in the form in which they are stored. Raises BadInput or BadRow."""

    def reader(value: Any, path: str) -> dict[str, Any]:
        item = item_from_json(value, path)
        if item.first_published and item.edition_on and item.edition_on < item.first_published:
            raise BadRow("EDITION_TOO_EARLY", f"{path}.edition_on", "is before the day of first publication")
        for at, binding in enumerate(item.bindings):
            law = laws.get(binding.territory)
            lifted = f"{path}.bindings[{at}].lifted_on"
            _refuse_early_lifting(item, binding, law.prices if law else (), lifted)
        return item_to_json(item)

    return reader


def refuse_low_deposit(facts: Mapping[str, Any], sold_in: Iterable[Law], path: str) -> None:
    """Refuse a deposit below the one that the laws, as they stand last, ask for where the good is sold."""
    told = facts.get("deposit")
    if told is None or "packaging" not in facts:
        return
    item = item_from_json(facts, path)
    for law in sold_in:
        due = lawful_deposit(item, [each for each in law.deposits if each.rule.span.until is None])
        if due is None or due.firm_since is not None:
            continue
        least = due.on(item)
        if Decimal(told) < to_decimal(least.minor, least.currency):
            message = f"{due.rule.legal_basis} asks for {least}; left out, that is what it is"
            raise BadRow("DEPOSIT_BELOW_LAW", f"{path}.deposit", message)


def _refuse_early_lifting(item: Item, binding: Binding, laws: Sequence[PriceLaw], path: str) -> None:
    """A publisher can't lift a price before a law allows it; dated content is exempt (BuchPrG § 8 (2))."""
    if binding.lifted_on is None:
        return
    if binding.valid_from and binding.lifted_on < binding.valid_from:
        raise BadRow("LIFTED_TOO_EARLY", path, "is before the day from which the price is valid")
    if item.first_published is None or item.dated_content:
        return
    for law in laws:
        earliest = law.liftable_from(item.first_published)
        if item.kind in law.kinds and binding.lifted_on < earliest:
            message = f"is before {earliest}: not in the first {law.lifting_after} months after publication"
            raise BadRow("LIFTED_TOO_EARLY", path, message)
