"""Our words as each country's law and typography want them."""

import re

import pytest

from locales import books, languages, phrases

TAX_NOTES = {
    "de": "inkl. MwSt., zzgl. Versandkosten",
    "el": "με ΦΠΑ, πλέον μεταφορικών",
    "en": "incl. VAT, plus delivery",
    "es": "IVA incluido, gastos de envío no incluidos",
    "fr": "TTC, hors frais de livraison",
    "it": "IVA inclusa, spese di spedizione escluse",
    "nl": "incl. btw, excl. verzendkosten",
    "pl": "z VAT, plus koszty dostawy",
    "pt": "IVA incluído, portes não incluídos",
    "sv": "inkl. moms, exkl. frakt",
}
WITHDRAWAL = {
    "de": "Widerrufsrecht",
    "el": "Δικαίωμα υπαναχώρησης",
    "es": "Derecho de desistimiento",
    "fr": "Droit de rétractation",
    "it": "Diritto di recesso",
    "nl": "Herroepingsrecht",
    "pl": "Prawo odstąpienia od umowy",
    "pt": "Direito de livre resolução",
    "sv": "Ångerrätt",
}
QUOTES = {
    "de": "„“", "el": "«»", "en": "“”", "es": "«»", "fr": "«»", "it": "«»", "ja": "「」",
    "nl": "\u2018\u2019", "pl": "„”", "pt": "«»", "sv": "””",
}  # fmt: skip
ALL_QUOTES = set('"„“”«»「」\u2018')


def words_of(language: str) -> list[str]:
    return [form for forms in books.book(language).forms.values() for form in forms]


def test_the_note_on_taxes_is_worded_as_the_countries_word_it() -> None:
    said = {language: phrases(language).say("incl. VAT, plus delivery") for language in TAX_NOTES}
    assert said == TAX_NOTES


def test_the_right_of_withdrawal_is_called_as_the_law_of_the_country_calls_it() -> None:
    said = {language: phrases(language).say("Right of withdrawal") for language in WITHDRAWAL}
    assert said == WITHDRAWAL


@pytest.mark.parametrize("language", languages())
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    foreign = ALL_QUOTES - set(QUOTES[language])
    assert [text for text in words_of(language) if foreign & set(text)] == []


def test_french_has_no_break_spaces_where_it_wants_spaces() -> None:
    wrong = re.compile(r"[^\xa0]:|[^\u202f][;!?]|«[^\xa0]|[^\xa0][»%]|'")
    assert [text for text in words_of("fr") if wrong.search(text)] == []


@pytest.mark.parametrize("language", ["de", "es", "sv"])
def test_a_percent_sign_is_kept_with_its_number_by_a_no_break_space(language: str) -> None:
    assert [text for text in words_of(language) if re.search(r"[^\xa0]%", text)] == []


@pytest.mark.parametrize("language", ["el", "it", "ja", "nl", "pl", "pt"])
def test_a_percent_sign_follows_its_number_at_once(language: str) -> None:
    assert [text for text in words_of(language) if re.search(r"[^0-9}][%\uff05]", text)] == []


def test_japanese_sentences_end_as_japanese_ones() -> None:
    assert [text for text in words_of("ja") if re.search(r"[.,;!?:](?![a-z0-9])", text)] == []
