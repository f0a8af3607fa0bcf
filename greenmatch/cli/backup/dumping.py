"""Writes a backup while the site goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, select

from greenmatch.cli.backup.archive import ArchiveWriter, Manifest, new_archive
from greenmatch.cli.backup.rows import encode_rows, selected
from greenmatch.cli.schema import UNPREPARED, database_revision
from greenmatch.core.clock import now
from greenmatch.core.database import PUBLIC_ID_LENGTH
from greenmatch.core.errors import Conflict, NotFound
from greenmatch.core.files import FileStore

VERSION_TABLE = "alembic_version"
# What belongs to the instance beside its rows and uploads: without the key everybody is signed
# out, without the accounts the printed sign-ins of a demonstration are wrong.
SECRETS = ("secret_key", "sample_accounts.json")
_BATCH = 1000


@dataclass
class Dumped:
    """What went into a backup; `missing` are files whose bytes were not there."""

    rows: int = 0
    files: int = 0
    missing: int = 0


def write_backup(path: Path, *, engine: Engine, store: FileStore, instance: Path) -> Dumped:
    """Write everything that the instance holds at one moment; Conflict where FILE exists."""
    done = Dumped()
    with _snapshot(engine).connect() as connection, connection.begin():
        revision = database_revision(connection)
        if revision is None:
            raise Conflict(UNPREPARED)
        manifest = Manifest(
            version=version("greenmatch"),
            revision=revision,
            database=engine.dialect.name,
            made_at=now().isoformat(),
        )
        with new_archive(path, manifest) as archive:
            for table in _tables(connection):
                done.rows += _dump_table(archive, connection, table)
            _dump_files(archive, store, _file_ids(connection), done)
            _dump_secrets(archive, instance)
    return done


def _snapshot(engine: Engine) -> Engine:
    """An engine whose transactions see one moment: SQLite's do anyway."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _tables(connection: Connection) -> Sequence[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def _dump_table(archive: ArchiveWriter, connection: Connection, table: Table) -> int:
    query = select(*(selected(column) for column in table.columns))
    query = query.order_by(*table.primary_key.columns)
    rows = 0

    def counted(found: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        nonlocal rows
        for row in found:
            rows += 1
            yield row

    result = connection.execution_options(yield_per=_BATCH).execute(query)
    with archive.member(f"tables/{table.name}.jsonl") as member:
        for line in encode_rows(table, counted(iter(result))):
            member.write(line)
    archive.manifest.tables[str(table.name)] = rows
    return rows


def _file_ids(connection: Connection) -> set[str]:
    found = MetaData()
    found.reflect(connection, only=["stored_file"])
    return set(connection.scalars(select(found.tables["stored_file"].c.public_id)))


def _dump_files(archive: ArchiveWriter, store: FileStore, ids: set[str], done: Dumped) -> None:
    """The bytes of the files that the rows speak of: written before their rows, they are there."""
    seen = set()
    for key in store.keys_before(now()):
        public_id = key[:PUBLIC_ID_LENGTH]
        if public_id in ids:
            try:
                data = store.get(key)
            except NotFound:
                continue  # tidied away a moment ago
            archive.add(f"files/{key}", data, packed=False)
            seen.add(public_id)
            done.files += 1
    done.missing = len(ids - seen)


def _dump_secrets(archive: ArchiveWriter, instance: Path) -> None:
    for name in SECRETS:
        if (instance / name).exists():
            archive.add(f"secrets/{name}", (instance / name).read_bytes())
