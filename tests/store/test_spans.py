"""From prices and listings to the spans in which a shelf price stands still."""

from datetime import UTC, datetime, timedelta

from regions.shelf import ShelfPrice
from store.spans import (
    EVER_SINCE,
    FOREVER,
    HORIZON,
    Asked,
    Held,
    Shelved,
    asked_spans,
    next_look,
    shelved_spans,
    with_leads,
)

MAY = datetime(2026, 5, 1, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)
JANUARY = datetime(2027, 1, 1, tzinfo=UTC)
SUMMER = datetime(2027, 7, 1, tzinfo=UTC)


def shown(amount: int) -> ShelfPrice:
    """A shelf price of which only the amount matters."""
    return ShelfPrice("EUR", amount, *[None] * 8, applied=(), valid_from=None, valid_until=None)


def as_asked(asked: Asked, _: datetime) -> Held:
    """A law that lets every price be and never changes."""
    return Held(EVER_SINCE, FOREVER, shown(asked.amount))


def test_a_price_is_asked_until_the_next_one() -> None:
    assert asked_spans([(MAY, 2400), (DECEMBER, 1800)], None, None) == [
        Asked(MAY, DECEMBER, 2400, ((MAY, 2400),)),
        Asked(DECEMBER, FOREVER, 1800, ((MAY, 2400), (DECEMBER, 1800))),
    ]


def test_nothing_is_asked_once_the_sale_has_ended() -> None:
    assert asked_spans([(MAY, 2400), (DECEMBER, None)], None, None) == [
        Asked(MAY, DECEMBER, 2400, ((MAY, 2400),))
    ]


def test_nothing_is_asked_outside_the_listing() -> None:
    assert asked_spans([(MAY, 2400)], OCTOBER, DECEMBER) == [Asked(OCTOBER, DECEMBER, 2400, ((MAY, 2400),))]


def test_a_price_from_before_the_listing_is_left_out_but_remembered() -> None:
    assert asked_spans([(MAY, 2400), (OCTOBER, 1800)], DECEMBER, None) == [
        Asked(DECEMBER, FOREVER, 1800, ((MAY, 2400), (OCTOBER, 1800)))
    ]


def test_a_price_stands_on_the_shelf_since_it_was_asked_not_since_it_was_looked_at() -> None:
    spans = shelved_spans(asked_spans([(MAY, 2400)], None, None), as_asked, NOW)
    assert spans == [Shelved(MAY, FOREVER, shown(2400))]


def test_a_change_of_law_cuts_the_span() -> None:
    def dearer_next_year(asked: Asked, at: datetime) -> Held:
        if at < JANUARY:
            return Held(EVER_SINCE, JANUARY, shown(asked.amount))
        return Held(JANUARY, FOREVER, shown(asked.amount + 100))

    spans = shelved_spans(asked_spans([(MAY, 2400)], None, None), dearer_next_year, NOW)
    assert spans == [Shelved(MAY, JANUARY, shown(2400)), Shelved(JANUARY, FOREVER, shown(2500))]


def test_a_change_of_law_that_changes_nothing_cuts_nothing() -> None:
    def as_before(asked: Asked, at: datetime) -> Held:
        return (
            Held(JANUARY, FOREVER, shown(asked.amount)) if at >= JANUARY else Held(MAY, JANUARY, shown(2400))
        )

    spans = shelved_spans(asked_spans([(MAY, 2400)], None, None), as_before, NOW)
    assert spans == [Shelved(MAY, FOREVER, shown(2400))]


def test_a_span_beyond_the_horizon_is_left_for_later_and_looked_at_in_time() -> None:
    asked = asked_spans([(MAY, 2400), (SUMMER, 1800)], None, None)
    spans = shelved_spans(asked, as_asked, NOW)
    assert spans == [Shelved(MAY, SUMMER, shown(2400))]
    assert next_look(spans, asked, NOW) == SUMMER - HORIZON / 2


def test_the_next_look_is_at_the_next_edge() -> None:
    asked = asked_spans([(MAY, 2400), (DECEMBER, 1800)], None, None)
    assert next_look(shelved_spans(asked, as_asked, NOW), asked, NOW) == DECEMBER


def test_what_never_changes_need_not_be_looked_at_again() -> None:
    asked = asked_spans([(MAY, 2400)], None, None)
    assert next_look(shelved_spans(asked, as_asked, NOW), asked, NOW) is None


def test_what_can_not_lawfully_be_sold_is_looked_at_again_some_day() -> None:
    asked = asked_spans([(MAY, 2400)], None, None)
    spans = shelved_spans(asked, lambda *_: None, NOW)
    assert spans == []
    assert next_look(spans, asked, NOW) == NOW + HORIZON / 2


def test_the_first_variant_that_is_sold_leads() -> None:
    hardcover = [Shelved(MAY, DECEMBER, shown(2400))]
    paperback = [Shelved(OCTOBER, JANUARY, shown(1200))]
    assert with_leads([hardcover, paperback]) == [
        [Shelved(MAY, DECEMBER, shown(2400), lead=True)],
        [
            Shelved(OCTOBER, DECEMBER, shown(1200), lead=False),
            Shelved(DECEMBER, JANUARY, shown(1200), lead=True),
        ],
    ]


def test_a_later_variant_leads_before_and_after_an_earlier_one() -> None:
    signed = [Shelved(OCTOBER, DECEMBER, shown(9900))]
    plain = [Shelved(MAY, JANUARY, shown(1200))]
    assert with_leads([signed, plain])[1] == [
        Shelved(MAY, OCTOBER, shown(1200), lead=True),
        Shelved(OCTOBER, DECEMBER, shown(1200), lead=False),
        Shelved(DECEMBER, JANUARY, shown(1200), lead=True),
    ]


def test_a_variant_behind_two_others_is_cut_into_no_empty_pieces() -> None:
    first = [Shelved(MAY, DECEMBER, shown(1))]
    second = [Shelved(OCTOBER, JANUARY, shown(2))]
    third = [Shelved(OCTOBER, JANUARY, shown(3))]
    assert with_leads([first, second, third])[2] == [Shelved(OCTOBER, JANUARY, shown(3), lead=False)]


def test_exactly_one_variant_leads_at_any_instant() -> None:
    variants = [
        [Shelved(OCTOBER, DECEMBER, shown(1))],
        [Shelved(MAY, NOW, shown(2)), Shelved(NOW, JANUARY, shown(3))],
        [Shelved(MAY, SUMMER, shown(4))],
    ]
    at = MAY
    while at < SUMMER:
        sold = [span for spans in with_leads(variants) for span in spans if span.start <= at < span.end]
        assert sum(span.lead for span in sold) == 1
        at += timedelta(days=3, hours=5)
