"""The database: the declarative base, column types, and how SQLite and PostgreSQL are opened.

SQLite is opened in WAL mode with foreign keys and full durability. Transactions begin
explicitly, and with BEGIN IMMEDIATE where the unit will write: with the driver's own
defaults a transaction that reads and then writes fails at once with "database is locked".
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, String, event
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

WRITE_OPTION = "greenmatch_write"
READ_ONLY = "greenmatch_read_only"
PUBLIC_ID_LENGTH = 10
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all models; constraints are named by convention so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; a naive one is refused, since nobody could tell what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The value in UTC, as the database stores it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored value, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_public_id() -> str:
    """Ten random base32 characters: an address that tells nothing and is never reused."""
    return "".join(secrets.choice(_BASE32) for _ in range(PUBLIC_ID_LENGTH))


def is_public_id(text: str) -> bool:
    """Whether the text has the form of a public id; what has not is in no table."""
    return len(text) == PUBLIC_ID_LENGTH and all(letter in _BASE32 for letter in text)


def enum_column(kind: type[StrEnum]) -> SqlEnum:
    """A column type that stores an enumeration by its value."""
    return SqlEnum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=False,
        length=40,
        validate_strings=True,
    )


IntPk = Annotated[int, mapped_column(primary_key=True)]
PublicId = Annotated[
    str, mapped_column(String(PUBLIC_ID_LENGTH), unique=True, default=new_public_id)
]
JsonObject = Annotated[dict[str, Any], mapped_column(JSON)]

db = SQLAlchemy(model_class=Base)


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine` that fit the database named by the URL."""
    # An error that quotes the values of a row would carry them into the log.
    options: dict[str, Any] = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return {**options, "connect_args": {"timeout": 10}}
    return {**options, "pool_pre_ping": True, "pool_size": 5, "max_overflow": 15}


def init_database(app: Flask) -> None:
    """Bind the models to the application's database and set up its connections."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    """Give an engine the connection settings that its database needs."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # None stops the driver from opening transactions itself: we say BEGIN.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = FULL",
        "busy_timeout = 10000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get(WRITE_OPTION)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def begin_write(session: Session) -> None:
    """Begin the session's transaction as one that will write.

    A transaction that has only read is given up first, so that what is read from here on
    cannot be changed by another writer before we write.
    """
    session.info.pop(READ_ONLY, None)
    if not isinstance(session.get_bind(), Engine):
        return  # joined to a connection whose transaction somebody else began
    if session.in_transaction():
        if session.connection().get_execution_options().get(WRITE_OPTION):
            return
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("begin_write must come before the first change")
        session.rollback()
    session.connection(execution_options={WRITE_OPTION: True})


def insert_new(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows in one statement; those that some unique constraint knows already are left out.

    Two requests may add the same at the same time: the later one changes nothing.
    """
    if not rows:
        return
    kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(kind.insert(model).values([*rows]).on_conflict_do_nothing())


def begin_read(session: Session) -> None:
    """Declare that the session's transaction only reads; a flush then fails."""
    session.info[READ_ONLY] = True


@event.listens_for(Session, "before_flush")
def _refuse_writes_when_reading(session: Session, _context: Any, _instances: Any) -> None:
    changed = session.new or session.dirty or session.deleted
    if changed and session.info.get(READ_ONLY):
        raise RuntimeError("a GET request must not write")
