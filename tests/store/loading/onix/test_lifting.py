"""What a later message lifts by recommending a price where one was fixed."""

from datetime import date

import pytest

from store.loading.onix.lifting import Binding, with_lifted

TODAY = date(2026, 11, 21)
FIXED: Binding = {"territory": "DE", "price": "24.00"}
RECOMMENDED: Binding = {"territory": "DE", "price": "9.00", "mode": "RECOMMENDED"}


@pytest.mark.parametrize(
    ("known", "said", "lifted"),
    [
        ([FIXED], [RECOMMENDED], [{**FIXED, "lifted_on": "2026-11-21"}]),
        (
            [FIXED],
            [{**RECOMMENDED, "valid_from": "2027-02-01"}],
            [{**FIXED, "lifted_on": "2027-02-01"}],
        ),
        ([{**FIXED, "lifted_on": "2026-10-01"}], [RECOMMENDED], [{**FIXED, "lifted_on": "2026-10-01"}]),
        ([FIXED], [FIXED, RECOMMENDED], []),
        ([FIXED], [{**RECOMMENDED, "territory": "AT"}], []),
        ([FIXED], [], []),
        ([RECOMMENDED], [RECOMMENDED], []),
        ([{**FIXED, "valid_from": "2027-01-01"}], [RECOMMENDED], []),
        ([], [RECOMMENDED], []),
    ],
)
def test_a_recommended_price_in_the_place_of_a_fixed_one_lifts_it(
    known: list[Binding], said: list[Binding], lifted: list[Binding]
) -> None:
    assert with_lifted(known, said, TODAY) == [*lifted, *said]
