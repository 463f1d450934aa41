"""The pages of documentation that are made from the law book."""

import pytest

from api.commands.pages import FOLDER, check_pages, page
from regions.lawbook import MARKETS


@pytest.mark.parametrize("code", MARKETS)
def test_the_page_of_a_region_says_what_the_law_book_says(code: str) -> None:
    assert (FOLDER / f"{code.lower()}.md").read_text(encoding="utf-8") == page(code)


def test_all_pages_are_up_to_date_and_no_others_are_there() -> None:
    check_pages()
    assert {file.stem.upper() for file in FOLDER.glob("*.md")} == set(MARKETS)


def test_a_page_tells_rules_with_their_sources() -> None:
    told = page("FR")
    assert "| FR_BOOK_DELIVERY | Minimum delivery charge for books |" in told
    assert "| `fr_locker_exempt` | no |" in told
    assert "| Order button | Commande avec obligation de paiement |" in told
    assert "| 2026-01-07 | 2026-02-03 |" in told
