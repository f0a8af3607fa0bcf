"""How a kept file is handed out."""

from urllib.parse import quote

from greenmatch.core.files.images import SIZES
from greenmatch.core.files.models import StoredFile

_TEXT = "text/"


def file_key(file: StoredFile, size: str = "") -> str:
    """The store's key for a file; `size` is "", "card" or "thumb", for pictures only.

    ValueError for a size that the file does not have.
    """
    if size not in SIZES or (size and not file.is_picture):
        raise ValueError("the file has no such size")
    return f"{file.public_id}-{size}" if size else file.public_id


def file_keys(file: StoredFile) -> tuple[str, ...]:
    """Every key under which something of the file is kept."""
    sizes = SIZES if file.is_picture else ("",)
    return tuple(file_key(file, size) for size in sizes)


def download_headers(file: StoredFile, *, name: str | None = None) -> dict[str, str]:
    """Headers for an answer with the file's bytes; `name` stands in for the file's own.

    Documents go out as attachments that no browser interprets on our address; pictures, which
    we encoded ourselves, may be shown in a page.
    """
    charset = "; charset=utf-8" if file.media_type.startswith(_TEXT) else ""
    return {
        "Content-Type": file.media_type + charset,
        "Content-Disposition": _disposition(file, name or file.name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        # The content behind a public id never changes, but who may see it does.
        "Cache-Control": "private, max-age=3600",
    }


def _disposition(file: StoredFile, name: str) -> str:
    manner = "inline" if file.is_picture else "attachment"
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"{manner}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
