"""Mail: what letters say, and that each leaves once."""

from pathlib import Path

import pytest

from api.mail.posting import choose_post, compose
from regions.lawbook import lawbook
from store.outbox import Message, NotSent

TOLD = {
    "number": "DE-1",
    "currency": "EUR",
    "lines": [
        {"sku": "faust-hc", "title": "Faust & Co", "variant_title": None, "quantity": 2, "total": 4800}
    ],
    "shipping": 0,
    "taxes": [],
    "total": 4800,
    "payable": 4800,
    "notices": ["Fester Preis."],
}


def confirmation(kind: str = "ORDER_CONFIRMED", region: str = "DE") -> Message:
    """A message to a German buyer."""
    return Message(1, "ORDER_CONFIRMED:1", kind, "erika@example.org", "de", region, TOLD)


def test_a_confirmation_is_written_in_the_language_of_the_order() -> None:
    mail = compose(confirmation(), lawbook())
    text = mail.get_body(("plain",))
    page = mail.get_body(("html",))
    assert text is not None
    assert page is not None
    assert mail["To"] == "erika@example.org"
    assert "2 × Faust & Co: 48,00\xa0€" in text.get_content()  # noqa: RUF001 - so many times
    assert '<html lang="de">' in page.get_content()
    assert "Faust &amp; Co" in page.get_content()


def test_a_confirmation_tells_of_the_right_to_withdraw_where_there_is_one() -> None:
    right = "within 14 days of receiving the last good"
    told = {"withdrawal_days": 14, "mail": "service@gb.comptoir.example"}
    _, informed = letter("ORDER_CONFIRMED", **TOLD, **told)
    assert right in informed
    assert "service@gb.comptoir.example" in informed
    _, silent = letter("ORDER_RECEIVED", **TOLD, **(told | {"withdrawal_days": None}))
    assert right not in silent


def test_what_nobody_can_write_is_not_sent() -> None:
    with pytest.raises(NotSent):
        compose(confirmation(kind="LOVE_LETTER"), lawbook())
    with pytest.raises(NotSent):
        compose(confirmation(region="XX"), lawbook())


def test_a_mail_server_is_named_by_its_url() -> None:
    with pytest.raises(ValueError, match="smtp://"):
        choose_post("ftp://example.org", Path())


def letter(kind: str, /, **told: object) -> tuple[str, str]:
    """Subject and text of a letter."""
    mail = compose(Message(1, f"{kind}:1", kind, "ada@example.org", "en", "GB", told), lawbook())
    text = mail.get_body(("plain",))
    assert text is not None
    return str(mail["Subject"]), text.get_content()


def test_an_invitation_says_how_to_review_and_how_to_be_left_alone() -> None:
    told = {"number": "GB-1", "titles": ["Faust", "Tea"], "code": "abc"}
    subject, text = letter("REVIEW_INVITATION", guest=True, **told)
    assert subject == "How do you like it? Your order GB-1"
    assert "Faust\nTea" in text
    assert "Open an account in our shop and give the code abc with your review." in text
    assert "If you don't want such letters, enter the code abc in our shop or answer this one." in text
    _, own = letter("REVIEW_INVITATION", guest=False, **told)
    assert "Sign in to write your review." in own
    assert "Open an account" not in own


def test_an_author_reads_what_was_decided_and_why() -> None:
    _, removed = letter("REVIEW_DECIDED", title="Faust\nI", status="REMOVED", reason="OFFENSIVE")
    assert removed.startswith("We have taken down your review of Faust I.")
    assert "The reason: It is offensive." in removed
    _, shown = letter("REVIEW_DECIDED", title="Faust", status="PUBLISHED", reason=None)
    assert shown == "Your review of Faust is published. Thank you!\n"


def test_staff_read_who_pulled_what_and_reporters_are_thanked() -> None:
    told = {"number": 7, "sku": "faust", "kind": "UNSAFE", "reason": None}
    _, by_customers = letter("CORD_PULLED", **told, region=None, opened_by=None)
    assert "faust isn't sold any more, in any region." in by_customers
    assert "Independent customers have reported the same: It is dangerous." in by_customers
    _, by_kim = letter("CORD_PULLED", **{**told, "reason": "Burns"}, region="GB", opened_by="Kim")
    assert "faust isn't sold any more in GB." in by_kim
    assert "Kim has pulled the cord: It is dangerous. Burns" in by_kim
    subject, _ = letter("PROBLEM_THANKS", title="Faust", number="GB-1")
    assert subject == "Thank you for telling us"
