from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from store.accounts.tokens import Audience, Person, keyring

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PERSON = Person(Audience.CUSTOMER, 7, UUID(int=1))
RING = keyring(["a secret that is long enough to sign with"])


def test_a_token_says_who_is_signed_in_until_it_ends() -> None:
    token = RING.issue(PERSON, NOW)
    assert token.expires_at == NOW + timedelta(minutes=10)
    assert RING.read(token.text, Audience.CUSTOMER, NOW + timedelta(minutes=9, seconds=59)) == PERSON
    assert RING.read(token.text, Audience.CUSTOMER, NOW + timedelta(minutes=10)) is None


def test_a_customers_token_opens_nothing_to_staff() -> None:
    token = RING.issue(PERSON, NOW)
    assert RING.read(token.text, Audience.STAFF, NOW) is None


def test_a_changed_or_foreign_token_is_nobodys() -> None:
    token = RING.issue(PERSON, NOW).text
    head, body, signature = token.split(".")
    foreign = keyring(["another secret that is long enough to sign"]).issue(PERSON, NOW).text
    unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0."
    for text in (f"{head}.{body}x.{signature}", foreign, unsigned, "", "a.b.c", "\ud800"):
        assert RING.read(text, Audience.CUSTOMER, NOW) is None
    assert RING.read(token, Audience.CUSTOMER, NOW) == PERSON


def test_a_new_key_signs_while_tokens_of_the_old_one_are_still_believed() -> None:
    old = "the old secret that is long enough to sign"
    new = "the new secret that is long enough to sign"
    before = keyring([old]).issue(PERSON, NOW).text
    turned = keyring([new, old])
    assert turned.read(before, Audience.CUSTOMER, NOW) == PERSON
    after = turned.issue(PERSON, NOW).text
    assert keyring([old]).read(after, Audience.CUSTOMER, NOW) is None
    assert keyring([new]).read(after, Audience.CUSTOMER, NOW) == PERSON
    assert keyring([new]).read(before, Audience.CUSTOMER, NOW) is None


@pytest.mark.parametrize("part", [b"[" * 9000, b"7", b"null", b'{"kid": []}', b'{"kid": {}}', b'{"alg": 7}'])
def test_what_is_no_token_at_all_is_nobody(part: bytes) -> None:
    text = urlsafe_b64encode(part).decode()
    for token in (f"{text}.{text}.x", text, "\ud800", "a.\ud800.c"):
        assert RING.read(token, Audience.CUSTOMER, NOW) is None
        assert RING.unseal("purpose", token, NOW) is None
    note = RING.seal("purpose", {"said": "so"}, NOW, timedelta(minutes=1))
    found = RING.unseal("purpose", note, NOW)
    assert found is not None
    assert found["said"] == "so"
    assert RING.unseal("purpose", note, NOW + timedelta(minutes=1)) is None
    assert RING.unseal("another purpose", note, NOW) is None
