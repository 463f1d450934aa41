"""The house rule: a field of the staff's schema that nobody has decided about can't be built."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import strawberry

from schema.account.payloads import Tokens
from schema.staff.build import build_staff_schema
from schema.staff.guard import Behind, Open, Undecided, check_decisions, shown_to
from schema.staff.trail import AuditEntry
from store.accounts.staff import Role


@shown_to(Role.STOCK)
@strawberry.type
class Shelf:
    """What only those see who count stock."""

    number: int


@strawberry.type
class Drawer:
    """Of which nobody has said who may see it."""

    number: int


@shown_to(None)
@strawberry.type
class Cupboard:
    """For all, but it holds a shelf."""

    shelf: Shelf


def built(shown: type, *extensions: Any) -> Callable[[], None]:
    """Check a schema with one field that answers with `shown`."""

    def resolve() -> Any:
        return None

    resolve.__annotations__["return"] = shown
    query = type("Query", (), {"it": strawberry.field(resolver=resolve, extensions=list(extensions))})
    schema = strawberry.Schema(strawberry.type(query))
    return lambda: check_decisions(schema._schema)


def refusal(check: Callable[[], None]) -> str | None:
    """Why a schema isn't built; None if it is."""
    try:
        check()
    except Undecided as undecided:
        return str(undecided)
    return None


@pytest.mark.parametrize(
    "check", [built(Shelf, Behind(Role.STOCK)), built(int, Open()), built(Tokens, Open())]
)
def test_a_field_that_says_for_whom_it_is_and_leads_to_what_they_may_see_is_built(
    check: Callable[[], None],
) -> None:
    assert refusal(check) is None


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        (built(Shelf), "Query.it doesn't say"),
        (built(Drawer, Behind(Role.ADMIN)), "hands out Drawer"),
        (built(Shelf, Behind(Role.PRICES)), "hands out Shelf"),
        (built(Shelf, Behind()), "hands out Shelf"),
        (built(Cupboard, Open()), "hands out Shelf"),
    ],
)
def test_any_other_is_not(check: Callable[[], None], reason: str) -> None:
    with pytest.raises(Undecided, match=reason):
        check()


def test_our_own_schema_is_decided_down_to_each_type(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = build_staff_schema().schema
    assert refusal(lambda: check_decisions(ours)) is None
    monkeypatch.delattr(AuditEntry, "__shown_to__")
    assert refusal(lambda: check_decisions(ours)) == (
        "Query.auditTrail hands out AuditEntry, which isn't for all who may ask it."
    )


@strawberry.type
class Query:
    """Asks for nothing."""

    @strawberry.field(extensions=[Open()])
    async def nothing(self) -> int:
        return 0


def followed(*extensions: Any) -> Callable[[], None]:
    """Check a schema with one stream of shelves."""

    async def it() -> AsyncIterator[Shelf]:
        yield Shelf(number=1)

    stream = strawberry.subscription(resolver=it, extensions=list(extensions))
    subscription = strawberry.type(type("Subscription", (), {"it": stream}))
    schema = strawberry.Schema(Query, subscription=subscription)
    return lambda: check_decisions(schema._schema)


def test_a_stream_says_for_whom_it_is_like_all_else() -> None:
    assert refusal(followed(Behind(Role.STOCK))) is None
    assert "Subscription.it doesn't say" in str(refusal(followed()))
    assert "hands out Shelf" in str(refusal(followed(Behind(Role.PRICES))))
