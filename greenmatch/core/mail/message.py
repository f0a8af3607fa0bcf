"""A waiting mail as a message that mail programs understand."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from greenmatch.core.mail.models import OutgoingMail


class UnusableAddress(ValueError):
    """An address that no mail can be sent to or from."""


def compose_message(mail: OutgoingMail, sender: str) -> EmailMessage:
    """The message, from the address in `sender` (bare, or "Name <address>") in the mail's name.

    Nothing in it can add a header: texts become one line, addresses are parsed, not pasted.
    UnusableAddress where either address cannot be one.
    """
    given_name, address = parseaddr(sender)
    source = mail_address(address, mail.sender_name or given_name)
    message = EmailMessage()
    message["From"] = source
    message["To"] = mail_address(mail.recipient)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(mail.created_at)
    # The same id at every attempt, so that a mail sent twice can be recognised as one.
    message["Message-ID"] = _message_id(mail, source.domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    # Set last: the parts would take it along.
    message["Content-Language"] = one_line(mail.language)
    return message


def mail_address(address: str, name: str = "") -> Address:
    """The address, its domain in ASCII; UnusableAddress where it is none."""
    user, at, domain = address.strip().rpartition("@")
    if not (user and at and domain) or any(letter.isspace() for letter in address.strip()):
        raise UnusableAddress("not a mail address")
    try:
        return Address(one_line(name), user, domain.encode("idna").decode("ascii"))
    except (ValueError, UnicodeError):
        raise UnusableAddress("not a mail address") from None


def one_line(text: str) -> str:
    """The text on one line, without control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def _message_id(mail: OutgoingMail, domain: str) -> str:
    return f"<{mail.id}.{mail.created_at:%Y%m%d%H%M%S%f}@{domain}>"
