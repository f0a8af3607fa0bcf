"""Puts a backup back: all of it, or nothing.

Old rows, new tables, new rows and their migration are one transaction on both databases.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from alembic import command
from flask import current_app
from sqlalchemy import Connection, Engine, MetaData, Table, delete, func, insert, inspect, select

from greenmatch.cli.backup.archive import ArchiveReader, opened_archive
from greenmatch.cli.backup.dumping import SECRETS, VERSION_TABLE, Dumped
from greenmatch.cli.backup.rows import decode_rows, prepare_columns
from greenmatch.cli.schema import known_revisions
from greenmatch.core.database import WRITE_OPTION
from greenmatch.core.errors import Conflict, Invalid
from greenmatch.core.files import FileStore
from greenmatch.core.worker import unless_worker_runs

# Rows of these make an instance one that somebody uses.
FILLED = ("user", "organisation", "listing")
# What the old processes and the old index said of themselves.
STALE = ("heartbeat", "index_state")
_BATCH = 500


def restore_backup(
    path: Path, *, engine: Engine, store: FileStore, instance: Path, force: bool
) -> Dumped:
    """Replace what the instance holds by what the backup holds.

    Invalid for a file that is no whole backup. Conflict where the instance is in use or, without
    `force`, not empty.
    """
    with opened_archive(path) as archive, unless_worker_runs(instance) as alone:
        if not alone:
            raise Conflict("GreenMatch is running on this instance: stop it first.")
        if archive.manifest.revision not in known_revisions():
            raise Invalid("The backup was made by a newer version of GreenMatch.", {})
        if not force and _is_filled(engine):
            raise Conflict(
                "The instance is not empty. Make a backup of it first if you need what it holds; "
                "then say --force to replace it."
            )
        done = Dumped(files=_restore_files(archive, store))
        with _replacing(engine) as connection:
            done.rows = _replace(connection, archive)
        _restore_secrets(archive, instance)
        shutil.rmtree(instance / "search", ignore_errors=True)
    return done


def _is_filled(engine: Engine) -> bool:
    with engine.connect() as connection:
        present = [name for name in FILLED if inspect(connection).has_table(name)]
        tables = MetaData()
        tables.reflect(connection, only=present)
        return any(
            connection.scalar(select(1).select_from(tables.tables[name]).limit(1))
            for name in present
        )


@contextmanager
def _replacing(engine: Engine) -> Iterator[Connection]:
    """One writing transaction that may break references until its end."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None  # noqa: S101 - a connection was just made
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            raw.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
        try:
            with connection.execution_options(**{WRITE_OPTION: True}).begin():
                yield connection
                if sqlite and raw.execute("PRAGMA foreign_key_check").fetchall():
                    raise Invalid("The backup holds rows without those that they belong to.", {})
        finally:
            if sqlite:
                raw.execute("PRAGMA foreign_keys = ON")


def _replace(connection: Connection, archive: ArchiveReader) -> int:
    old = MetaData()
    old.reflect(connection)
    old.drop_all(connection)
    _migrate(connection, archive.manifest.revision)
    tables = MetaData()
    tables.reflect(connection)
    for table in reversed(tables.sorted_tables):
        if table.name != VERSION_TABLE:
            connection.execute(delete(table))
    rows = 0
    for table in tables.sorted_tables:
        if table.name in archive.manifest.tables:
            rows += _load(connection, archive, table)
    for name in STALE:
        if name in tables.tables:
            connection.execute(delete(tables.tables[name]))
    _migrate(connection, "head")
    return rows


def _migrate(connection: Connection, revision: str) -> None:
    config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _load(connection: Connection, archive: ArchiveReader, table: Table) -> int:
    prepare_columns(table)
    loaded = 0
    with archive.open(f"tables/{table.name}.jsonl") as lines:
        rows = decode_rows(table, iter(lines))
        while batch := list(islice(rows, _BATCH)):
            connection.execute(insert(table), batch)
            loaded += len(batch)
    if loaded:
        _continue_numbering(connection, table)
    return loaded


def _continue_numbering(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows behind the restored ones; SQLite does so anyway."""
    key: Any = table.autoincrement_column
    if key is None or connection.dialect.name == "sqlite":
        return
    name = connection.dialect.identifier_preparer.format_table(table)
    sequence = func.pg_get_serial_sequence(name, key.name)
    connection.execute(select(func.setval(sequence, select(func.max(key)).scalar_subquery())))


def _restore_files(archive: ArchiveReader, store: FileStore) -> int:
    names = archive.names("files/")
    for name in names:
        store.put(name.removeprefix("files/"), archive.read(name))
    return len(names)


def _restore_secrets(archive: ArchiveReader, instance: Path) -> None:
    for name in SECRETS:
        if f"secrets/{name}" not in archive.manifest.checksums:
            continue
        draft = instance / f".{name}.restored"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(archive.read(f"secrets/{name}"))
        draft.replace(instance / name)
