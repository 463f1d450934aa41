"""Mail: what letters say, and that each leaves once."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from api.mail.posting import choose_post, compose, sender
from regions.lawbook import lawbook
from store.database import Database
from store.outbox import Message, NotSent, enqueue, send_due

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
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
    return Message(1, "ORDER_CONFIRMED:1", kind, "erika@example.org", "de", region, TOLD, 0)


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


async def test_a_letter_leaves_once(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as writing:
        for _ in range(2):
            await enqueue(
                writing, "ORDER_CONFIRMED", "erika@example.org", language="de", region="DE", payload=TOLD,
                key="ORDER_CONFIRMED:1", send_after=NOW,
            )  # fmt: skip
    send = sender(lawbook(), choose_post("", tmp_path / "mail"))
    assert await send_due(database, send, NOW) == 1
    assert await send_due(database, send, NOW) == 0
    [kept] = (tmp_path / "mail").iterdir()
    assert message_from_bytes(kept.read_bytes(), policy=default)["Content-Language"] == "de"


async def test_a_letter_that_cannot_leave_waits_and_others_pass_it(database: Database) -> None:
    sent = []

    async def send(message: Message) -> None:
        if message.key == "a":
            raise NotSent
        sent.append(message.key)

    async with database.transaction() as writing:
        for key in "ab":
            await enqueue(
                writing, "ORDER_ACCESS", "erika@example.org", language="de", region="DE", payload={},
                key=key, send_after=NOW,
            )  # fmt: skip
    assert await send_due(database, send, NOW) == 1
    assert sent == ["b"]
    waiting = await database.fetchrow(
        "select tries, send_after > $1 as later from outbox where key = 'a'", NOW
    )
    assert waiting is not None
    assert (waiting["tries"], waiting["later"]) == (1, True)


def test_a_mail_server_is_named_by_its_url() -> None:
    with pytest.raises(ValueError, match="smtp://"):
        choose_post("ftp://example.org", Path())
