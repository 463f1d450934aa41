"""Public promotions, as staff set them."""

from typing import Any

import pytest

from store.accounts.staff import Role
from store.database import Database
from tests.schema.staff.office import Office

SET = """mutation($input: PromotionSetInput!) { promotionSet(input: $input) {
  promotion { code percent amounts { currency amount } freeShipping regions kinds usageLimit used }
  userErrors { code field } } }"""


async def test_a_promotion_is_set_changed_and_noted(database: Database) -> None:
    office = Office(database)
    eve = await office.hire("Eve", (Role.POLICY, None), (Role.ADMIN, None))
    wanted: dict[str, Any] = {
        "code": " spring ",
        "percent": "7.5",
        "regions": ["DE"],
        "kinds": ["MUSIC_DISC"],
    }
    told = await eve.ask(SET, input=wanted)
    assert told == {
        "promotion": {
            "code": "SPRING",
            "percent": "7.50",
            "amounts": [],
            "freeShipping": False,
            "regions": ["DE"],
            "kinds": ["MUSIC_DISC"],
            "usageLimit": None,
            "used": 0,
        },
        "userErrors": [],
    }
    amounts = [{"currency": "EUR", "amount": "5.00"}, {"currency": "JPY", "amount": "800"}]
    changed = await eve.ask(SET, input={"code": "SPRING", "amounts": amounts, "usageLimit": 3})
    assert changed["promotion"]["percent"] is None
    assert changed["promotion"]["amounts"] == amounts
    kept = await database.fetch(
        "select action, subject, before is null as first from audit_entries order by id"
    )
    assert [tuple(row) for row in kept if row["subject"] == "promotion:SPRING"] == [
        ("promotion.set", "promotion:SPRING", True),
        ("promotion.set", "promotion:SPRING", False),
    ]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"code": "two words", "percent": "5"}, "code"),
        ({"code": "NOTHING"}, "percent"),
        ({"code": "BOTH", "percent": "5", "freeShipping": True}, "percent"),
        ({"code": "MUCH", "percent": "101"}, "percent"),
        ({"code": "FINE", "percent": "0.001"}, "percent"),
        ({"code": "CENT", "amounts": [{"currency": "JPY", "amount": "0.5"}]}, "amounts[0].amount"),
        ({"code": "EURO", "amounts": [{"currency": "euro", "amount": "5"}]}, "amounts[0].currency"),
        ({"code": "LESS", "amounts": [{"currency": "EUR", "amount": "-5"}]}, "amounts"),
        ({"code": "AWAY", "percent": "5", "regions": ["XX"]}, "regions"),
        ({"code": "NONE", "percent": "5", "usageLimit": 0}, "usageLimit"),
        (
            {
                "code": "PAST",
                "percent": "5",
                "startsAt": "2026-12-01T00:00:00Z",
                "endsAt": "2026-11-01T00:00:00Z",
            },
            "endsAt",
        ),
    ],
)
async def test_terms_that_cannot_be_kept_are_refused_by_their_field(
    database: Database, wanted: dict[str, Any], field: str
) -> None:
    office = Office(database)
    eve = await office.hire("Eve", (Role.POLICY, None))
    told = await eve.ask(SET, input=wanted)
    assert told["promotion"] is None
    assert [".".join(error["field"]) for error in told["userErrors"]] == [field]
    assert await database.fetchval("select count(*) from promotions") == 0
