"""How Alembic reaches the database: through the application that runs the command."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection

from greenmatch import models
from greenmatch.core.database import UtcDateTime, db


def _render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    # Migrations must not depend on our classes: they will change, the migration will not.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=models.METADATA,
        render_as_batch=True,
        render_item=_render_item,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run() -> None:
    # Restoring a backup migrates in the transaction that it began.
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    with db.engine.connect() as connection:
        if current_app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
            _migrate_sqlite(connection)
        else:
            _migrate(connection)
        connection.commit()


def _migrate_sqlite(connection: Connection) -> None:
    # A batch change drops and remakes a parent table, which would delete its cascading
    # children; so foreign keys are off meanwhile (outside of any transaction) and checked after.
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 - a connection was just made
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        _migrate(connection)
        connection.commit()
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration left rows without their parents: {broken[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


_run()
