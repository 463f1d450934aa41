"""Cutting pages out of what was read."""

from store.catalog.pages import Page, Slice, cut


def test_one_row_more_than_the_page_says_that_others_follow() -> None:
    assert cut(["a", "b", "c"], Page(2)) == Slice(("a", "b"), has_next=True, has_previous=False)
    assert cut(["a", "b"], Page(2)) == Slice(("a", "b"), has_next=False, has_previous=False)


def test_beyond_an_edge_there_is_what_lies_before_it() -> None:
    assert cut(["c"], Page(2, edge=("b", 2))) == Slice(("c",), has_next=False, has_previous=True)


def test_a_page_that_was_read_backwards_is_turned_round() -> None:
    found = cut(["c", "b", "a"], Page(2, backward=True, edge=("d", 4)))
    assert found == Slice(("b", "c"), has_next=True, has_previous=True)
    assert cut(["b", "a"], Page(2, backward=True)) == Slice(("a", "b"), has_next=False, has_previous=False)


def test_a_page_of_nothing_still_says_whether_there_is_more() -> None:
    assert cut(["a"], Page(0)) == Slice((), has_next=True, has_previous=False)
