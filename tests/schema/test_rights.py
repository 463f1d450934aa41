"""What a region tells about the rights of consumers."""

from tests.schema.counter import Counter

RIGHTS = """
query($region: RegionCode!) { storefront(region: $region) { context { region { consumerRights {
  withdrawalDays withdrawalLabels guaranteeMonths orderButton
  salesPeriods { firstDay lastDay } notices { code text legalBasis }
} } } } }"""


async def rights(counter: Counter, region: str) -> dict[str, object]:
    told = await counter.ask(RIGHTS, region=region)
    found: dict[str, object] = told["storefront"]["context"]["region"]["consumerRights"]
    return found


async def test_france_tells_the_words_of_its_law_and_the_soldes(counter: Counter) -> None:
    told = await rights(counter, "FR")
    notices = told.pop("notices")
    assert told == {
        "withdrawalDays": 14,
        "withdrawalLabels": ["renoncer au contrat ici", "confirmer la rétractation"],
        "guaranteeMonths": 24,
        "orderButton": "Commande avec obligation de paiement",
        "salesPeriods": [
            {"firstDay": "2026-01-07", "lastDay": "2026-02-03"},
            {"firstDay": "2026-06-24", "lastDay": "2026-07-21"},
        ],
    }
    assert isinstance(notices, list)
    assert [notice["code"] for notice in notices] == [
        "EU_GUARANTEE_NOTICE",
        "EU_REVIEW_NOTICE",
        "EU_RANKING_NOTICE",
        "FR_REVIEW_NOTICE",
    ]


async def test_a_notice_is_told_with_its_figures(counter: Counter) -> None:
    notices = (await rights(counter, "IE"))["notices"]
    assert isinstance(notices, list)
    assert notices[0] == {
        "code": "EU_GUARANTEE_NOTICE",
        "text": "The seller answers for it that goods conform to the contract: for 24 months.",
        "legalBasis": "Directive (EU) 2024/825; Implementing Regulation (EU) 2025/1960",
    }


async def test_where_the_law_gives_no_right_none_is_told(counter: Counter) -> None:
    assert await rights(counter, "US") == {
        "withdrawalDays": None,
        "withdrawalLabels": [],
        "guaranteeMonths": None,
        "orderButton": None,
        "salesPeriods": [],
        "notices": [],
    }
