"""Reasons of the law book as JSON and back, so that stored shelf prices can say why."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from regions.claims import Effect, Param, Rank, Reason
from regions.money import Money


def reasons_to_json(reasons: Sequence[Reason]) -> list[dict[str, Any]] | None:
    """`reasons` as plain values, None for none."""
    return [_to_plain(reason) for reason in reasons] or None


def reasons_from_json(written: str | None) -> tuple[Reason, ...]:
    """The reasons in a column's text."""
    return tuple(_from_plain(value) for value in orjson.loads(written)) if written else ()


def _to_plain(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "rank": reason.rank,
        "legal_basis": reason.legal_basis,
        "message": reason.message,
        "effect": reason.effect,
        "params": {name: _param_to_plain(value) for name, value in reason.params.items()},
        "amount": _param_to_plain(reason.amount) if reason.amount else None,
        "claim": reason.claim,
    }


def _from_plain(value: dict[str, Any]) -> Reason:
    amount = _param_from_plain(value["amount"]) if value["amount"] else None
    return Reason(
        code=value["code"],
        rank=Rank(value["rank"]),
        legal_basis=value["legal_basis"],
        message=value["message"],
        effect=Effect(value["effect"]),
        params={name: _param_from_plain(param) for name, param in value["params"].items()},
        amount=amount if isinstance(amount, Money) else None,
        claim=value["claim"],
    )


def _param_to_plain(param: Param) -> Any:
    """Text and numbers as they are; what JSON doesn't know as an object that names its type."""
    match param:
        case Decimal():
            return {"decimal": str(param)}
        case Money(minor, currency):
            return {"minor": minor, "currency": currency}
        case date():
            return {"date": param.isoformat()}
    return param


def _param_from_plain(value: Any) -> Param:
    match value:
        case {"decimal": written}:
            return Decimal(written)
        case {"minor": minor, "currency": currency}:
            return Money(minor, currency)
        case {"date": written}:
            return date.fromisoformat(written)
    return value  # type: ignore[no-any-return]  # text or a whole number
