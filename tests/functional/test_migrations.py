"""Migrations make the tables that the models describe, and lose no row on the way."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    func,
    insert,
    select,
)

from greenmatch.app import create_app
from greenmatch.config import Settings
from greenmatch.core.database import db
from tests.fixtures.database import NewDatabase

FIRST = "0001"
VALUES: list[tuple[type, Any]] = [
    (JSON, {}),
    (Boolean, False),
    (DateTime, datetime(2026, 1, 2, tzinfo=UTC)),
    (Date, datetime(2026, 1, 2, tzinfo=UTC).date()),
    (Integer, 1),
    (Float, 0.5),
    (Numeric, 1),
    (LargeBinary, b"x"),
]


@pytest.fixture
def empty_app(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application whose database has no tables yet."""
    return create_app(
        Settings(instance=tmp_path_factory.mktemp("instance"), database_url=new_database())
    )


def some_value(column: "Column[Any]") -> Any:
    for kind, value in VALUES:
        if isinstance(column.type, kind):
            return value
    return "x"


def some_row(table: Table) -> dict[str, Any]:
    """A value for every column that must have one; all first rows have the key 1 or "x"."""
    return {
        column.name: some_value(column)
        for column in table.columns
        if not column.nullable or column.primary_key
    }


def found_tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in found_tables(connection)
    }


class TestMigrations:
    def test_they_make_what_the_models_describe(self, empty_app: Flask) -> None:
        with empty_app.app_context():
            upgrade()
            check()  # leaves with an error where it finds a difference
            db.engine.dispose()

    def test_an_upgrade_from_the_first_one_keeps_every_row(self, empty_app: Flask) -> None:
        with empty_app.app_context():
            upgrade(revision=FIRST)
            with db.engine.begin() as connection:
                for table in found_tables(connection):
                    connection.execute(insert(table).values(some_row(table)))
                before = counts(connection)

            upgrade()

            with db.engine.connect() as connection:
                after = counts(connection)
            db.engine.dispose()

        assert set(before.values()) == {1}
        assert {name: after.get(name) for name in before} == before

    def test_the_whole_way_can_be_gone_back(self, empty_app: Flask) -> None:
        with empty_app.app_context():
            upgrade()
            downgrade(revision="base")
            with db.engine.connect() as connection:
                left = counts(connection)
            db.engine.dispose()

        assert left == {}
