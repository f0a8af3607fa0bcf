"""The application that a command works with, made when it is first asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import click
from flask import Flask
from sqlalchemy.orm import Session

from greenmatch.cli.schema import require_current
from greenmatch.config import Settings
from greenmatch.core.database import db


@dataclass
class Application:
    """Settings and application; `--help` works without either."""

    make_app: Callable[[Settings], Flask]
    read_settings: Callable[[], Settings]

    @cached_property
    def settings(self) -> Settings:
        """The settings of the environment; SettingsError where they cannot be used."""
        return self.read_settings()

    @cached_property
    def app(self) -> Flask:
        """The Flask application with these settings."""
        return self.make_app(self.settings)

    def change_settings(self, **values: Any) -> None:
        """Replace settings by what the command's options say (None changes nothing)."""
        given = {name: value for name, value in values.items() if value is not None}
        self.__dict__["settings"] = replace(self.settings, **given)

    def require_schema(self) -> None:
        """Raise Conflict, with what to do, unless the database's tables are this version's."""
        with self.app.app_context():
            require_current(db.engine)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A database session in the application's context, once the tables are known to fit."""
        self.require_schema()
        with self.open_session() as session:
            yield session

    @contextmanager
    def open_session(self) -> Iterator[Session]:
        """A database session in an application context of its own."""
        with self.app.app_context():
            yield db.session()


pass_application = click.make_pass_decorator(Application)
