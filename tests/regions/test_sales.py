from datetime import date

import pytest

from regions.sales import SalesPeriod, french_soldes


@pytest.mark.parametrize(
    ("year", "winter", "summer"),
    [
        (2024, date(2024, 1, 10), date(2024, 6, 26)),
        (2025, date(2025, 1, 8), date(2025, 6, 25)),
        (2026, date(2026, 1, 7), date(2026, 6, 24)),  # the second Wednesday would be the 14th
        (2028, date(2028, 1, 12), date(2028, 6, 28)),
        (2032, date(2032, 1, 7), date(2032, 6, 23)),  # the last Wednesday would be the 30th
    ],
)
def test_soldes_start_on_the_national_wednesdays(year: int, winter: date, summer: date) -> None:
    assert tuple(period.start for period in french_soldes(year)) == (winter, summer)


def test_soldes_last_four_weeks() -> None:
    assert french_soldes(2026) == (
        SalesPeriod(date(2026, 1, 7), date(2026, 2, 3)),
        SalesPeriod(date(2026, 6, 24), date(2026, 7, 21)),
    )
