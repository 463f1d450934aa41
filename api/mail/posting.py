"""How letters leave: to a mail server, or into a folder where nobody is really written to."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from api.mail.letters import write_letter
from regions.lawbook import LawBook
from store.outbox import Message, NotSent, Send

SECONDS = 20.0
PORTS = {"smtp": 587, "smtps": 465}

Post = Callable[[EmailMessage], None]


def sender(book: LawBook, post: Post) -> Send:
    """Writes a message's letter and posts it, beside the event loop."""

    async def send(message: Message) -> None:
        mail = compose(message, book)
        mail["Date"] = format_datetime(datetime.now(UTC))
        try:
            await asyncio.to_thread(post, mail)
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(type(error).__name__) from None  # its words may hold the address

    return send


def compose(message: Message, book: LawBook) -> EmailMessage:
    """The mail of a message, from the shop of its region. Raises NotSent for what can't be written.

    Its id is made of the message's key, so that a mail that was handed over twice can be told by it.
    """
    storefront = book.storefronts.get(message.region)
    letter = None if storefront is None else write_letter(message, storefront)
    if storefront is None or letter is None:
        raise NotSent
    mail = EmailMessage()
    mail["Subject"] = letter.subject
    mail["From"] = storefront.contact.mail
    mail["To"] = message.to
    mail["Message-ID"] = f"<{sha256(message.key.encode()).hexdigest()[:32]}@comptoir.invalid>"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html(message.language), subtype="html")
    mail["Content-Language"] = message.language
    return mail


def choose_post(url: str, folder: Path) -> Post:
    """To the server that a URL names (smtp:// with STARTTLS, smtps://), or into a folder without one.

    Raises ValueError for another scheme.
    """
    if not url:
        return lambda mail: _keep(mail, folder)
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("a mail server's URL starts with smtp:// or smtps://")
    return lambda mail: _hand_over(mail, url)


def _keep(mail: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = mail["Message-ID"].strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(mail.as_bytes())


def _hand_over(mail: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
    with server:
        if parts.scheme == "smtp":
            server.starttls(context=context)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(mail)
