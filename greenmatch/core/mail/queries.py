"""The mails that were kept in a folder, for the page that shows them on this machine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from greenmatch.core.errors import NotFound
from greenmatch.core.i18n import _

_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


@dataclass(frozen=True)
class KeptMail:
    """A kept mail: the name of its file without suffix, and what it says."""

    name: str
    at: datetime
    sender: str
    recipient: str
    subject: str
    text: str
    html: str


def kept_mails(folder: Path, *, limit: int = 100) -> list[KeptMail]:
    """The newest mails in a folder, newest first."""
    found: list[KeptMail] = []
    for path in _newest_first(folder):
        if len(found) == limit:
            break
        if (mail := _read(path)) is not None:
            found.append(mail)
    return found


def kept_mail(folder: Path, name: str) -> KeptMail:
    """The mail of a name; NotFound where there is none."""
    mail = _read(folder / f"{name}.eml") if _NAME.fullmatch(name) else None
    if mail is None:
        raise NotFound(_("This email is no longer kept."))
    return mail


def _newest_first(folder: Path) -> Iterator[Path]:
    paths = (path for path in folder.glob("*.eml") if _NAME.fullmatch(path.stem))
    return iter(sorted(paths, reverse=True))


def _read(path: Path) -> KeptMail | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None  # the oldest ones are removed while others are read
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    return KeptMail(
        name=path.stem,
        at=message["Date"].datetime,
        sender=str(message["From"]),
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""
