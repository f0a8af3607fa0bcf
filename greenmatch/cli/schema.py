"""Whether the database's tables are those of this version."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from greenmatch.core.errors import Conflict
from greenmatch.paths import migration_folder

UNPREPARED = "The instance has not been prepared yet: run `greenmatch init`."
OLDER = (
    "The database was made by an older version: run `greenmatch db upgrade`, best after "
    "`greenmatch db backup FILE`."
)
NEWER = (
    "The database was made by a newer version of GreenMatch than this one: install that version "
    "again, or restore a backup of this one."
)


def head_revision() -> str:
    """The revision of the tables that this version expects."""
    return str(_scripts().get_current_head())


def known_revisions() -> frozenset[str]:
    """The revisions that this version can upgrade from."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def database_revision(connection: Connection) -> str | None:
    """The revision of the tables that are there; None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(engine: Engine) -> bool:
    """Whether nothing has to be upgraded; Conflict where the database is newer than we are."""
    with engine.connect() as connection:
        found = database_revision(connection)
    if found is not None and found not in known_revisions():
        raise Conflict(NEWER)
    return found == head_revision()


def require_current(engine: Engine) -> None:
    """Raise Conflict with a sentence that says what to do, unless the tables are as expected."""
    if is_current(engine):
        return
    with engine.connect() as connection:
        raise Conflict(UNPREPARED if database_revision(connection) is None else OLDER)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(migration_folder()))
