"""Analysis of words: the same for what is stored and for what is asked."""

import pytest

from store.words import fold, neighbours, slugify, split, title_key, to_queries, to_vector, vocabulary


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ödön von Horváth", "odon von horvath"),
        ("Straße", "strasse"),
        ("ŒUVRE", "oeuvre"),
        ("Łódź", "lodz"),
        ("Ἰλιάς", "ιλιασ"),
        ("ガラス", "ガラス"),
        ("ｶﾞﾗｽ", "ガラス"),
    ],
)
def test_folding_drops_case_and_accents_but_not_the_voicing_of_kana(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_are_split_at_punctuation_and_apostrophes() -> None:
    assert split("L\u2019Étranger, d'Albert") == ["l", "étranger", "d", "albert"]


def test_unspaced_writing_is_split_into_overlapping_pairs() -> None:
    assert split("吾輩は猫 2巻") == ["吾輩", "輩は", "は猫", "2巻"]


def test_a_document_carries_stems_with_places_and_weights() -> None:
    vector = to_vector("de", [("A", "Die Häuser"), ("B", "Haus")])
    assert vector == "'de:die':1A 'de:haus':2A,3B"


def test_a_word_typed_without_its_accents_asks_for_the_same_term() -> None:
    assert to_queries("fr", "francais") == to_queries("fr", "français") == ["'fr:franc'"]


def test_all_words_of_a_query_are_asked_for_and_the_last_may_be_unfinished() -> None:
    assert to_queries("en", "war peac", unfinished=True) == ["'en:war'", "('en:peac':*)"]


def test_a_single_sign_of_unspaced_writing_asks_for_pairs_that_begin_with_it() -> None:
    assert to_queries("ja", "猫") == ["'ja:猫':*"]


def test_a_query_without_words_is_empty() -> None:
    assert to_queries("en", " '&|! ") == []


def test_a_region_of_a_language_is_searched_in_the_language() -> None:
    assert to_queries("de-AT", "Haus") == to_queries("de", "Haus")


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("de", ["Äpfel", "Apfelbaum", "Zebra"]),
        ("sv", ["Zebra", "Åka", "Äpple", "Öl"]),
        ("es", ["Nube", "Ñandú", "Oso"]),
        ("pl", ["Las", "Łąka", "Mama"]),
    ],
)
def test_titles_are_in_the_order_of_their_alphabet(language: str, titles: list[str]) -> None:
    keys = [title_key(title, language) for title in titles]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_title_without_words_is_its_own_key() -> None:
    assert title_key("???", "en") == "???"


def test_two_words_that_differ_by_one_letter_share_a_neighbour() -> None:
    assert set(neighbours("faust")) & set(neighbours("fasut"))
    assert set(neighbours("faust")) & set(neighbours("fasst"))
    assert set(neighbours("faust")) & set(neighbours("faus"))
    assert not set(neighbours("faust")) & set(neighbours("werther"))


def test_short_words_have_no_neighbours() -> None:
    assert neighbours("ich") == []


def test_the_vocabulary_is_folded_and_unstemmed() -> None:
    assert vocabulary(["Die Leiden des jungen Werthers", "猫 a"]) == {
        "die", "leiden", "des", "jungen", "werthers",
    }  # fmt: skip


def test_a_slug_is_made_of_folded_words() -> None:
    assert slugify("Les Misérables, tome 1!") == "les-miserables-tome-1"
