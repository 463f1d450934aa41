"""Which thing an address means."""

from datetime import UTC, datetime

from store.catalog.slugs import Candidate, choose_by_slug

LATER, EARLIER = datetime(2026, 5, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)


def test_the_first_language_of_the_chain_decides() -> None:
    candidates = [Candidate(1, "en"), Candidate(2, "de"), Candidate(3, "fr")]
    assert choose_by_slug(candidates, ("de", "en")) == 2
    assert choose_by_slug(candidates, ("it", "en")) == 1


def test_a_slug_outside_the_chain_finds_the_only_thing_that_has_it() -> None:
    assert choose_by_slug([Candidate(3, "fr"), Candidate(3, "nl")], ("de", "en")) == 3
    assert choose_by_slug([Candidate(3, "fr"), Candidate(4, "nl")], ("de", "en")) is None


def test_a_retired_slug_still_finds_its_thing_until_another_one_takes_it() -> None:
    retired = Candidate(1, "de", LATER)
    assert choose_by_slug([retired], ("de",)) == 1
    assert choose_by_slug([Candidate(2, "de"), retired], ("de",)) == 2
    assert choose_by_slug([Candidate(2, "fr"), retired], ("de",)) == 2


def test_of_those_that_had_a_slug_the_last_one_is_meant() -> None:
    assert choose_by_slug([Candidate(2, "de", LATER), Candidate(1, "de", EARLIER)], ("de",)) == 2


def test_nothing_has_an_unknown_slug() -> None:
    assert choose_by_slug([], ("de", "en")) is None
