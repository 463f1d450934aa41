"""For every field of the shopper's schema somebody has decided who may see it."""

from graphql import get_named_type

from tests.schema.counter import shop_schema
from tests.schema.walk.decisions import WRITTEN, decisions, reached_from, undecided

SEEN_BY = {
    "ANYBODY": {"ANYBODY"},
    "KEY": {"ANYBODY", "KEY"},
    "OWNER": {"ANYBODY", "KEY", "OWNER"},
}
"""Who may ask a field of the first kind may be handed these."""


def test_every_field_has_a_decision() -> None:
    missing = sorted(undecided() - decisions().keys())
    assert missing == [], f"decide who may see these, in {WRITTEN.name}"
    assert sorted(decisions().keys() - undecided()) == [], f"take these out of {WRITTEN.name}"


def test_no_query_leads_to_what_its_asker_may_not_see() -> None:
    query = shop_schema().schema.query_type
    assert query is not None
    for name, field in query.fields.items():
        allowed = SEEN_BY[decisions().get(f"Query.{name}", "ANYBODY")]
        below = reached_from(get_named_type(field.type))
        strangers = {
            written
            for written, decision in decisions().items()
            if written.partition(".")[0] in below and decision not in allowed
        }
        assert strangers == set(), name
