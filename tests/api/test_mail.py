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


def test_what_nobody_can_write_is_not_sent() -> None:
    with pytest.raises(NotSent):
        compose(confirmation(kind="LOVE_LETTER"), lawbook())
    with pytest.raises(NotSent):
        compose(confirmation(region="XX"), lawbook())


def test_a_mail_server_is_named_by_its_url() -> None:
    with pytest.raises(ValueError, match="smtp://"):
        choose_post("ftp://example.org", Path())
