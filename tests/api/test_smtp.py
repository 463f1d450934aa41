"""Letters leave through a real mail server: encrypted, signed in, and again when it can't take them now."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from api.mail import posting
from api.mail.posting import choose_post, sender
from regions.lawbook import lawbook
from store import jobs
from store.database import Database
from store.jobs import open_queue
from store.outbox import Message, NotSent, enqueue, take_letters

MESSAGE = Message(
    1, "GIFT_CARD:1:x", "GIFT_CARD", "erika@example.org", "de", "DE",
    {"amount": 2500, "currency": "EUR", "code": "ABCD-EFGH"},
)  # fmt: skip
USER, PASSWORD = "shop@example.org", "p@ss/word"
CREDENTIALS = "shop%40example.org:p%40ss%2Fword"


@dataclass
class Box:
    """What a mail server does with what it gets: answers say so, one after the other, then 250."""

    answers: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    asked: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        self.asked += 1
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail."""
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server of the tests")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    unencrypted = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unencrypted)
    path: Path = tmp_path_factory.mktemp("mail") / "server.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def trusting(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the certificate be trusted, as an operator would."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@contextmanager
def mail_server(box: Box, certificate: Path) -> Iterator[str]:
    """A mail server that takes mail after STARTTLS and a login only; its URL."""

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, told: Any) -> AuthResult:
        assert isinstance(told, LoginPassword)
        return AuthResult(success=(told.login, told.password) == (USER.encode(), PASSWORD.encode()))

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    controller = Controller(
        box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True, auth_required=True,
        authenticator=check,
    )  # fmt: skip
    controller.start()
    try:
        yield f"smtp://{CREDENTIALS}@127.0.0.1:{port}"
    finally:
        controller.stop()


@pytest.mark.usefixtures("trusting")
async def test_a_letter_leaves_encrypted_and_signed_in(certificate: Path) -> None:
    box = Box()
    with mail_server(box, certificate) as url:
        await sender(lawbook(), choose_post(url, Path()))(MESSAGE)
    [mail] = box.mails
    assert (mail["To"], mail["Content-Language"]) == ("erika@example.org", "de")
    assert mail["From"] == lawbook().storefronts["DE"].contact.mail
    assert mail["Date"].datetime.date() in {datetime.now(UTC).date(), datetime.now().astimezone().date()}
    text = mail.get_body(("plain",))
    assert text is not None
    assert "ABCD-EFGH" in text.get_content()


async def test_a_server_that_nobody_vouches_for_gets_nothing(certificate: Path) -> None:
    box = Box()
    with mail_server(box, certificate) as url, pytest.raises(NotSent, match="SSLCertVerificationError"):
        await sender(lawbook(), choose_post(url, Path()))(MESSAGE)
    assert box.mails == []


@pytest.mark.usefixtures("trusting")
async def test_a_wrong_password_is_told_without_it(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "SECONDS", 1.0)  # this mail server falls silent when it has refused twice
    box = Box()
    with mail_server(box, certificate) as url:
        wrong = url.replace("p%40ss", "guessed")
        with pytest.raises(NotSent) as refused:
            await sender(lawbook(), choose_post(wrong, Path()))(MESSAGE)
    assert str(refused.value) in {"SMTPAuthenticationError", "SMTPServerDisconnected"}
    assert refused.value.__suppress_context__
    assert box.mails == []


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("answer", ["550 no such user erika@example.org", "451 try again later"])
async def test_a_refusal_names_nobody(certificate: Path, answer: str) -> None:
    box = Box([answer])
    with mail_server(box, certificate) as url, pytest.raises(NotSent) as refused:
        await sender(lawbook(), choose_post(url, Path()))(MESSAGE)
    assert str(refused.value) == "SMTPRecipientsRefused"


async def test_a_server_that_is_away_is_no_crash() -> None:
    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        await sender(lawbook(), choose_post("smtp://127.0.0.1:1", Path()))(MESSAGE)


@asynccontextmanager
async def worker_through(url: str, database: Database, server: str) -> AsyncIterator[None]:
    """A worker that sends through a server while the block lasts."""
    send = sender(lawbook(), choose_post(server, Path()))
    async with open_queue(url) as queue:
        take_letters(queue, database, send, lambda: datetime.now(UTC))
        task = asyncio.create_task(queue.run(timedelta(milliseconds=20)))
        try:
            yield
        finally:
            queue.shutdown.set()
            await task


@pytest.mark.usefixtures("trusting")
async def test_a_letter_that_the_server_cannot_take_now_is_taken_later_and_once(
    database: Database, database_url: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "FIRST_PAUSE", timedelta(milliseconds=50))
    box = Box(["451 try again later", "421 too busy"])
    with mail_server(box, certificate) as server:
        async with worker_through(database_url, database, server), asyncio.timeout(20):
            await enqueue(
                database, MESSAGE.kind, MESSAGE.to, language="de", region="DE", payload=MESSAGE.payload,
                key=MESSAGE.key, send_after=datetime.now(UTC),
            )  # fmt: skip
            while not await database.fetchval("select sent_at from outbox"):  # noqa: ASYNC110 - a worker's
                await asyncio.sleep(0.02)
    assert (len(box.mails), box.asked) == (1, 3)
