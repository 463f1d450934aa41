"""The law of a country as a list of rules."""

from schema.rules import rules_in


def test_the_rules_of_a_country_are_told_by_their_codes() -> None:
    codes = [rule.code for rule in rules_in("DE")]
    assert codes == sorted(codes)
    assert {"DE_BOOK_PRICE", "DE_CLASS_SET", "DE_WEEE_REGISTRATION", "EU_PRODUCT_SAFETY"} <= set(codes)


def test_a_bill_that_is_not_law_is_no_rule() -> None:
    assert "BR_WITHDRAWAL" in {rule.code for rule in rules_in("BR")}
    assert "BR_BOOK_PRICE" not in {rule.code for rule in rules_in("BR")}
