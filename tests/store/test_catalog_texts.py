"""Choosing texts along a chain of languages."""

from store.catalog.texts import Text, choose_text, pick

ROWS = [["de", "Faust", None], ["en", None, "A scholar wagers his soul."], ["nl", "Faust!", "Een geleerde."]]


def test_each_field_is_found_in_the_first_language_that_has_it() -> None:
    assert pick(ROWS, 1) == Text("Faust", "de")
    assert pick(ROWS, 2) == Text("A scholar wagers his soul.", "en")
    assert pick([["de", None]], 1) is None


def test_a_text_of_the_chain_comes_first_and_any_other_before_none() -> None:
    names = {"ja": "ゲーテ", "de": "Goethe"}
    assert choose_text(names, ("en", "de")) == Text("Goethe", "de")
    assert choose_text(names, ("fr",)) == Text("ゲーテ", "ja")
    assert choose_text({}, ("fr",)) is None
