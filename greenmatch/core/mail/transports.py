"""How a message leaves: through a mail server, into a folder, or (for tests) into memory."""

import secrets
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from greenmatch.core.clock import now


class NotDelivered(Exception):
    """A message could not be handed over; the text names no address.

    `for_good` says that another attempt cannot help.
    """

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


class MailTransport(Protocol):
    """Hands a message over."""

    def send(self, message: EmailMessage) -> None:
        """Return once somebody else is responsible for the message; else NotDelivered."""


@dataclass(frozen=True)
class SmtpTransport:
    """A mail server. `security` is "starttls", "tls" or "none"; `timeout` is in seconds."""

    host: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20.0

    def send(self, message: EmailMessage) -> None:
        """Hand the message to the server, over an encrypted connection unless told otherwise."""
        try:
            with self._connect() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered(_reason(error), for_good=_for_good(error)) from None

    def _connect(self) -> smtplib.SMTP:
        # The default context checks the server's certificate and name.
        context = ssl.create_default_context()
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        if self.security == "starttls":
            try:
                server.starttls(context=context)
            except BaseException:
                server.close()
                raise
        return server


def _codes(error: Exception) -> list[int]:
    """The server's answers in an error: one for each recipient, or one in all."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _reason(error: Exception) -> str:
    # Never the server's text: it repeats the address.
    codes = " ".join(str(code) for code in _codes(error))
    return f"{type(error).__name__} {codes}".strip()


def _for_good(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError):
        return False  # ours to repair; the mail can wait
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "SMTPUTF8" in str(error)
    codes = _codes(error)
    return bool(codes) and all(500 <= code < 600 for code in codes)


@dataclass(frozen=True)
class FolderTransport:
    """Keeps messages as files, for a machine without a mail server; the newest `keep` of them."""

    folder: Path
    keep: int = 500

    def send(self, message: EmailMessage) -> None:
        """Write the message as a file whose name sorts by time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.eml"
        draft = self.folder / f".{name}"
        draft.write_bytes(message.as_bytes())
        draft.replace(self.folder / name)
        for old in sorted(self.folder.glob("*.eml"), reverse=True)[self.keep :]:
            old.unlink(missing_ok=True)


@dataclass
class MemoryTransport:
    """Keeps messages in a list, for tests; fails with `failure` where one is set."""

    sent: list[EmailMessage] = field(default_factory=list)
    failure: NotDelivered | None = None

    def send(self, message: EmailMessage) -> None:
        """Append the message."""
        if self.failure is not None:
            raise self.failure
        self.sent.append(message)
