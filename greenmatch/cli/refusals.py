"""What goes wrong, as a sentence for the person at the terminal."""

import errno

from sqlalchemy.exc import DBAPIError

from greenmatch.config import SettingsError
from greenmatch.core.errors import DomainError, Invalid

# What SQLite says, and what it means.
_SQLITE = {
    "database is locked": "The database is busy: another process has been writing to it for more "
    "than ten seconds. Try again.",
    "unable to open database file": "The database file cannot be opened or made: look whether its "
    "folder exists and can be written to.",
    "attempt to write a readonly database": "The database file must not be written to: look at "
    "its owner and its rights.",
    "database or disk is full": "The disk is full.",
    "file is not a database": "The database file is not a SQLite database.",
    "database disk image is malformed": "The database file is damaged: restore a backup with "
    "`greenmatch db restore`.",
}
_SYSTEM = {
    errno.ENOSPC: "The disk is full.",
    errno.EROFS: "The disk is read-only.",
    errno.EACCES: "We have no right to do this.",
    errno.EPERM: "We have no right to do this.",
}


def sentence(failure: Exception) -> str:
    """What to print for an error; nobody should have to read a traceback."""
    if isinstance(failure, Invalid):
        lines = [f"  {name}: {' '.join(texts)}" for name, texts in failure.fields.items()]
        return "\n".join([failure.message, *lines])
    if isinstance(failure, DomainError | SettingsError):
        return str(failure)
    if isinstance(failure, DBAPIError):
        return _of_database(failure)
    if isinstance(failure, OSError):
        return _of_system(failure)
    return (
        f"This should not have happened ({type(failure).__name__}: {failure}). "
        "Set GREENMATCH_LOG_LEVEL=DEBUG to see where it did."
    )


def _of_database(failure: DBAPIError) -> str:
    said = str(failure.orig).strip()
    for text, meaning in _SQLITE.items():
        if said.startswith(text):
            return meaning
    lines = said.splitlines() or [type(failure.orig).__name__]
    lost = failure.connection_invalidated or "connect" in lines[0]
    what = "cannot be reached" if lost else "refused"
    return f"The database {what}: {lines[0]}"


def _of_system(failure: OSError) -> str:
    reason = _SYSTEM.get(failure.errno or 0, failure.strerror or str(failure))
    return f"{failure.filename}: {reason}" if failure.filename else reason
