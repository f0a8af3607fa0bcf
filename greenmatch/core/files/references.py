"""Which files are in use: each feature says what it refers to, and the rest can go."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from greenmatch.core.clock import now
from greenmatch.core.files.current import current_store
from greenmatch.core.files.services import remove_orphans
from greenmatch.core.work import unit_of_work

# Somebody may come back to a half-filled form after a few days.
KEEP_UNUSED = timedelta(days=7)

FindReferences = Callable[[Session], set[str]]
_registered: dict[str, FindReferences] = {}


def register_file_references(name: str, find: FindReferences) -> None:
    """Have `find(session)`, which returns public ids, asked before files are removed."""
    _registered[name] = find


def referenced_files(session: Session) -> set[str]:
    """The public ids of all files that some feature refers to."""
    return set().union(*(find(session) for find in _registered.values()))


def remove_unused(session: Session) -> None:
    """Remove old files that no feature refers to; a job.

    Register it only once every feature with files has registered its references.
    """
    with unit_of_work(session):
        remove_orphans(
            session,
            current_store(),
            referenced=referenced_files(session),
            older_than=now() - KEEP_UNUSED,
        )
