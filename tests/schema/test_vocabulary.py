"""The counter's words and the law book's are the same."""

from enum import Enum, StrEnum

import pytest

from regions import claims, kinds, policy, quoted
from schema.basket import Fulfilment
from schema.filters import ProductSort
from schema.kinds import NAMES, ProductKind
from schema.notices import Severity
from schema.quoted_lines import DiscountStatus
from schema.reasons import RuleEffect, RuleRank
from schema.region import ThresholdBasis
from store.catalog.orders import Sort


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (ProductKind, kinds.Kind),
        (Fulfilment, kinds.Fulfilment),
        (RuleRank, claims.Rank),
        (RuleEffect, claims.Effect),
        (ThresholdBasis, policy.Basis),
        (DiscountStatus, quoted.DiscountStatus),
        (Severity, quoted.Severity),
        (ProductSort, Sort),
    ],
)
def test_an_enumeration_has_exactly_the_members_that_it_speaks_for(
    told: type[Enum], known: type[StrEnum]
) -> None:
    assert sorted(told.__members__) == sorted(member.value for member in known)


def test_every_kind_has_a_name() -> None:
    assert set(NAMES) == set(ProductKind)
