"""Takes what was uploaded into memory, up to a limit, and refuses it in words."""

from typing import IO

from greenmatch.core.errors import Invalid
from greenmatch.core.i18n import _

Upload = bytes | IO[bytes]


def refuse(message: str) -> Invalid:
    """The error for a file that is not accepted, to be shown at the field `file`."""
    return Invalid(message, {"file": [message]})


def read_upload(data: Upload, max_bytes: int) -> bytes:
    """The upload's bytes; Invalid where there are none, or more than `max_bytes`."""
    content = data if isinstance(data, bytes) else data.read(max_bytes + 1)
    if not content:
        raise refuse(_("The file is empty."))
    if len(content) > max_bytes:
        raise refuse(_("The file is too large: at most %(limit)s.", limit=_in_words(max_bytes)))
    return content


def _in_words(size: int) -> str:
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.3g} MB"
    return f"{max(1, size // 1024)} kB"
