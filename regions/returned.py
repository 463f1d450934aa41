"""Reading and answering ``comptoir aftersales``: the vocabulary of what comes after the sale, strictly."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from regions.aftersales import AfterSale, AfterSaleRights, SoldLine, rights_after
from regions.facts import country, item_from_json
from regions.item import Buyer, Destination
from regions.lawbook import LawBook
from regions.money import exponent
from regions.question import read_buyer, read_destination, read_moment
from regions.reading import (
    MOST_COPIES,
    BadInput,
    Fields,
    boolean,
    decimal,
    entries,
    refuse_unless,
    text,
    whole,
)
from regions.region import Law
from regions.rights import Use

QUESTION = frozenset(
    {
        "destination", "buyer", "placed_at", "on", "received", "lines", "delivery", "withdraw",
        "returns_policy_stated", "informed",
    }
)  # fmt: skip
ALL = "ALL"


def read_aftersales(value: Any) -> list[AfterSale]:
    """One question or a list of them. BadInput names the path of what can't be read."""
    if isinstance(value, list):
        return list(entries(value, "", read_aftersale))
    return [read_aftersale(value, "")]


def read_aftersale(value: Any, path: str) -> AfterSale:
    """One order after its sale."""
    fields = Fields(value, path, QUESTION)
    lines = fields.items("lines", _line)
    refuse_unless(bool(lines), fields.at("lines"), "a sale needs one line at least")
    paid, standard = fields.read("delivery", _delivery, (Decimal(0), Decimal(0)))
    return AfterSale(
        destination=fields.read("destination", _destination),
        buyer=fields.read("buyer", read_buyer, Buyer()),
        placed_at=fields.read("placed_at", read_moment),
        on=fields.read("on", read_moment),
        received=fields.items("received", read_moment),
        lines=lines,
        delivery_paid=paid,
        delivery_standard=standard,
        withdraw=fields.read("withdraw", lambda told, at: _withdraw(told, at, lines), None),
        returns_policy_stated=fields.read("returns_policy_stated", boolean, True),
        informed=fields.read("informed", _informed, True),
    )


def _destination(value: Any, path: str) -> Destination:
    """A country's code, or an object with its subdivision and postcode."""
    return read_destination(value, path) if isinstance(value, dict) else Destination(country(value, path))


def _informed(value: Any, path: str) -> date | datetime | bool:
    """When the buyer was told of the right to withdraw; true: with the order, false: never."""
    return value if isinstance(value, bool) else read_moment(value, path)


def _line(value: Any, path: str) -> SoldLine:
    fields = Fields(value, path, ("sku", "quantity", "price", "facts", "opened", "started_with_consent"))
    return SoldLine(
        sku=fields.read("sku", text),
        quantity=fields.read("quantity", whole(1, MOST_COPIES)),
        price=fields.read("price", decimal),
        item=fields.read("facts", item_from_json),
        use=Use(
            opened=fields.read("opened", boolean, False),
            started_with_consent=fields.read("started_with_consent", boolean, False),
        ),
    )


def _delivery(value: Any, path: str) -> tuple[Decimal, Decimal]:
    """What was paid for delivery, and what the standard one would have cost: the same if nobody told."""
    fields = Fields(value, path, ("paid", "standard"))
    paid = fields.read("paid", decimal, Decimal(0))
    return paid, fields.read("standard", decimal, paid)


def _withdraw(value: Any, path: str, lines: Sequence[SoldLine]) -> frozenset[str] | None:
    if value == ALL:
        return None
    if isinstance(value, str):
        raise BadInput(path, f'expected "{ALL}" or a list of SKUs')
    asked = entries(value, path, text)
    sold = {line.sku for line in lines}
    for at, sku in enumerate(asked):
        refuse_unless(sku in sold, f"{path}[{at}]", f'"{sku}" is no line of the sale')
    return frozenset(asked)


def answer_aftersale(sale: AfterSale, book: LawBook) -> dict[str, Any]:
    """The answer as JSON values."""
    law = book.law_of(sale.destination.country)
    return _told(rights_after(sale, law), sale, law)


def _told(rights: AfterSaleRights, sale: AfterSale, law: Law) -> dict[str, Any]:
    return {
        "withdrawal": {
            "until": None if rights.until is None else rights.until.isoformat(),
            "function": {"shown": bool(rights.labels), "labels": list(rights.labels)},
            "lines": [
                {"sku": line.sku, "possible": line.possible, "reason": line.reason} for line in rights.lines
            ],
        },
        "refund": _amount(rights.refund, sale, law),
        "guarantee_months": rights.guarantee_months,
    }


def _amount(amount: Decimal, sale: AfterSale, law: Law) -> str:
    """With the decimals of the destination's currency, or of the amounts that were told if they have more."""
    told = [line.price for line in sale.lines] + [sale.delivery_paid, sale.delivery_standard]
    places = max(exponent(law.currency), *(-int(part.as_tuple().exponent) for part in told))
    return f"{amount:.{places}f}"
